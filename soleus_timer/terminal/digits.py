"""Large digits out of small blocks, to be read from across the room."""

HEIGHT = 5

_GLYPHS: dict[str, tuple[str, ...]] = {
    "0": ("#####", "#   #", "#   #", "#   #", "#####"),
    "1": ("  #  ", " ##  ", "  #  ", "  #  ", "#####"),
    "2": ("#####", "    #", "#####", "#    ", "#####"),
    "3": ("#####", "    #", " ####", "    #", "#####"),
    "4": ("#   #", "#   #", "#####", "    #", "    #"),
    "5": ("#####", "#    ", "#####", "    #", "#####"),
    "6": ("#####", "#    ", "#####", "#   #", "#####"),
    "7": ("#####", "    #", "   # ", "  #  ", "  #  "),
    "8": ("#####", "#   #", "#####", "#   #", "#####"),
    "9": ("#####", "#   #", "#####", "    #", "#####"),
    ":": (" ", "#", " ", "#", " "),
}


def large(text: str, *, block: str, wide: bool) -> list[str]:
    """Return digits and colons as lines of blocks; `wide` doubles each block sideways."""
    lines = []
    for row in range(HEIGHT):
        line = " ".join(_GLYPHS[sign][row] for sign in text)
        drawn = line.replace("#", block)
        lines.append("".join(sign * 2 for sign in drawn) if wide else drawn)
    return lines
