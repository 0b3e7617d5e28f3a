"""What the parts of the drawing are called, and one sentence about each."""

from dataclasses import dataclass

from soleus_timer.messages import _
from soleus_timer.ui.anatomy.shapes import Part


@dataclass(frozen=True, slots=True)
class PartText:
    """The name of a part, its second line, and one sentence."""

    name: str
    detail: str
    sentence: str

    @property
    def full_name(self) -> str:
        """Return name and detail in a line."""
        return f"{self.name}, {self.detail}" if self.detail else self.name


def part_texts() -> dict[Part, PartText]:
    """Return the texts of all parts in the person's language, from top to bottom."""
    return {
        Part.THIGH_BONE: PartText(
            _("Thigh bone"),
            _("femur"),
            _("Both heads of the gastrocnemius begin on it, above the knee."),
        ),
        Part.KNEE: PartText(
            _("Knee joint"),
            "",
            _("The gastrocnemius crosses the knee. The soleus does not."),
        ),
        Part.INNER_HEAD: PartText(
            _("Gastrocnemius"),
            _("inner head"),
            _("The larger of the two heads. It reaches lower than the outer one."),
        ),
        Part.OUTER_HEAD: PartText(
            _("Gastrocnemius"),
            _("outer head"),
            _("The smaller of the two heads. It ends a little higher than the inner one."),
        ),
        Part.SOLEUS: PartText(
            _("Soleus"),
            "",
            _(
                "Broad and flat, under the gastrocnemius. It begins below the knee and shows at "
                "both edges of the calf."
            ),
        ),
        Part.SHIN_BONE: PartText(
            _("Shin bone"),
            _("tibia"),
            _("On the inner side. The soleus begins on its back, below the knee."),
        ),
        Part.ACHILLES: PartText(
            _("Achilles tendon"),
            "",
            _("Both calf muscles run into it. It pulls the heel up."),
        ),
        Part.CALF_BONE: PartText(
            _("Calf bone"),
            _("fibula"),
            _("The thin bone on the outer side. The soleus begins on its upper end."),
        ),
        Part.HEEL_BONE: PartText(
            _("Heel bone"),
            _("calcaneus"),
            _("The Achilles tendon ends on the back of it."),
        ),
    }
