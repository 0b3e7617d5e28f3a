"""Paints the leg, layer by layer, in the units of its outlines."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath, QPen

from soleus_timer.ui.anatomy import shapes
from soleus_timer.ui.anatomy.shapes import (
    FRAME,
    HEADS,
    Part,
    fibres,
    lifting,
    open_curve,
    outline,
    shape,
    sheet_fibres,
    whole_tendon,
)
from soleus_timer.ui.figure.drawing import mixed
from soleus_timer.ui.theme import CalfColours

_FADED = 0.62
"""How much of the ground is mixed into the parts that are not the one pointed at."""

_SHEET_FADES = 1.6
"""How much faster than the heads go, their tendon sheet fades."""

_WAY_SHOWS = 0.15

_BONES = {
    Part.THIGH_BONE: shapes.FEMUR,
    Part.SHIN_BONE: shapes.TIBIA,
    Part.CALF_BONE: shapes.FIBULA,
    Part.HEEL_BONE: shapes.HEEL_BONE,
}


@dataclass(frozen=True, slots=True)
class Picture:
    """What is to be seen: colours, how far the heads are lifted, which part is pointed at."""

    colours: CalfColours
    ground: str
    focus: str
    lift: float = 0.0
    chosen: Part | None = None

    def paint(self, painter: QPainter) -> None:
        """Paint the leg; `painter` must map the frame to where it shall be."""
        painter.save()
        painter.setClipRect(FRAME)
        self._paint_floor(painter)
        self._paint_body(painter)
        for part, points in _BONES.items():
            self._fill(painter, outline(points), part, self.colours.bone, self.colours.bone)
            self._draw_line(painter, outline(points), part, self.colours.bone_line, 1.1)
        self._paint_knee(painter)
        self._paint_soleus(painter)
        self._paint_tendon(painter)
        for head in HEADS:
            self._paint_way(painter, head)
            self._paint_head(painter, head)
        self._paint_hidden_bones(painter)
        self._fade_top(painter)
        self._paint_chosen(painter)
        painter.restore()

    def _paint_floor(self, painter: QPainter) -> None:
        pen = QPen(QColor(self.colours.floor), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(QLineF(-120, shapes.FLOOR + 1, 128, shapes.FLOOR + 1))

    def _paint_body(self, painter: QPainter) -> None:
        line = QPen(QColor(self.colours.skin_line), 1.5)
        forefoot = outline(shapes.FOREFOOT)
        painter.fillPath(forefoot, mixed(self.colours.skin, self.colours.skin_line, 0.12))
        painter.strokePath(forefoot, line)
        thin = QPen(QColor(self.colours.skin_line), 1)
        for toe in shapes.TOES:
            painter.strokePath(open_curve(toe), thin)
        skin = outline(shapes.SKIN)
        shade = QLinearGradient(-76, 0, 72, 0)
        edge = mixed(self.colours.skin, self.colours.skin_line, 0.16)
        for place, colour in ((0.0, edge), (0.3, QColor(self.colours.skin)),
                              (0.7, QColor(self.colours.skin)), (1.0, edge)):  # fmt: skip
            shade.setColorAt(place, colour)
        painter.fillPath(skin, QBrush(shade))
        painter.strokePath(skin, line)

    def _paint_knee(self, painter: QPainter) -> None:
        pen = QPen(QColor(self.colours.leader), 1.2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QLineF(-76, shapes.KNEE, 74, shapes.KNEE))

    def _paint_soleus(self, painter: QPainter) -> None:
        path = shape(Part.SOLEUS)
        colours = self.colours
        self._fill(painter, path, Part.SOLEUS, colours.soleus, colours.soleus_shade)
        self._stroke_fibres(painter, path, fibres(Part.SOLEUS), Part.SOLEUS, 0.34)
        self._draw_line(painter, path, Part.SOLEUS, colours.line, 1.6)

    def _paint_tendon(self, painter: QPainter) -> None:
        cord = outline(shapes.TENDON)
        self._paint_sinew(painter, cord, fibres(Part.ACHILLES))
        painter.save()
        painter.setOpacity(max(0.0, 1 - self.lift * _SHEET_FADES))
        whole = whole_tendon()
        self._paint_sinew(painter, whole, sheet_fibres())
        self._stroke_fibres(painter, cord.intersected(_box(-20, 492, 40, 90)),
                            fibres(Part.ACHILLES), Part.ACHILLES, 0.26)  # fmt: skip
        painter.restore()

    def _paint_sinew(
        self, painter: QPainter, path: QPainterPath, strokes: tuple[QPainterPath, ...]
    ) -> None:
        colours = self.colours
        self._fill(painter, path, Part.ACHILLES, colours.tendon, colours.tendon_shade)
        self._stroke_fibres(painter, path, strokes, Part.ACHILLES, 0.24)
        self._draw_line(painter, path, Part.ACHILLES, colours.line, 1.2)

    def _paint_head(self, painter: QPainter, head: Part) -> None:
        painter.save()
        painter.setTransform(lifting(head, self.lift), combine=True)
        path = shape(head)
        colours = self.colours
        self._fill(painter, path, head, colours.gastrocnemius, colours.gastrocnemius_shade)
        self._paint_origin(painter, path, head)
        self._stroke_fibres(painter, path, fibres(head), head, 0.26)
        self._draw_line(painter, path, head, colours.line, 1.6)
        painter.restore()

    def _paint_origin(self, painter: QPainter, path: QPainterPath, head: Part) -> None:
        """Let a head begin as sinew, as it does on the thigh bone."""
        box = path.boundingRect()
        veil = QLinearGradient(0, box.top(), 0, box.top() + shapes.ORIGIN_DEPTH)
        sinew = self._tone(head, self.colours.tendon)
        veil.setColorAt(0, sinew)
        sinew.setAlpha(0)
        veil.setColorAt(1, sinew)
        painter.fillPath(path, QBrush(veil))

    def _paint_way(self, painter: QPainter, head: Part) -> None:
        """Show by dots from where on the thigh bone a head was lifted."""
        if self.lift < _WAY_SHOWS:
            return
        pen = QPen(QColor(self.colours.leader), 1.6, Qt.PenStyle.DotLine)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        top = shape(head).boundingRect().top() + 6
        start = shape(head).intersected(_box(-200, top, 400, 1)).boundingRect().center()
        painter.drawLine(start, lifting(head, self.lift).map(start))
        painter.setBrush(QColor(self.colours.leader))
        painter.drawEllipse(start, 1.6, 1.6)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_hidden_bones(self, painter: QPainter) -> None:
        """Hint the bones that muscles hide."""
        hidden = QPainterPath()
        for part in (Part.SOLEUS, Part.ACHILLES, *HEADS):
            hidden = hidden.united(shape(part, self.lift))
        painter.save()
        painter.setClipPath(hidden, Qt.ClipOperation.IntersectClip)
        colour = QColor(self.colours.line)
        colour.setAlphaF(0.3)
        pen = QPen(colour, 1.1)
        pen.setDashPattern([4, 4])
        for points in (shapes.TIBIA, shapes.FIBULA):
            painter.strokePath(outline(points), pen)
        painter.restore()

    def _fade_top(self, painter: QPainter) -> None:
        """Let the thigh end softly: it goes on above."""
        veil = QLinearGradient(0, FRAME.top(), 0, 34)
        veil.setColorAt(0, QColor(self.ground))
        clear = QColor(self.ground)
        clear.setAlpha(0)
        veil.setColorAt(1, clear)
        painter.fillRect(QRectF(-90, FRAME.top() - 1, 180, 36), QBrush(veil))

    def _paint_chosen(self, painter: QPainter) -> None:
        """Draw the part pointed at whole, also where it lies under others."""
        if self.chosen is None:
            return
        path = shape(self.chosen, self.lift)
        halo = QPen(QColor(self.ground), 6.5)
        halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        line = QPen(QColor(self.focus), 3.2)
        line.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, halo)
        painter.strokePath(path, line)

    def _tone(self, part: Part, colour: str) -> QColor:
        if self.chosen is None or self.chosen is part:
            return QColor(colour)
        return mixed(colour, self.ground, _FADED)

    def _fill(
        self, painter: QPainter, path: QPainterPath, part: Part, colour: str, shade: str
    ) -> None:
        """Fill `path`, darker towards its sides, so that it looks round."""
        box = path.boundingRect()
        gradient = QLinearGradient(box.left(), 0, box.right(), 0)
        gradient.setColorAt(0, self._tone(part, shade))
        gradient.setColorAt(0.42, self._tone(part, colour))
        gradient.setColorAt(0.6, self._tone(part, colour))
        gradient.setColorAt(1, self._tone(part, shade))
        painter.fillPath(path, QBrush(gradient))

    def _stroke_fibres(
        self,
        painter: QPainter,
        path: QPainterPath,
        strokes: tuple[QPainterPath, ...],
        part: Part,
        strength: float,
    ) -> None:
        painter.save()
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        colour = self._tone(part, self.colours.line)
        colour.setAlphaF(strength)
        pen = QPen(colour, 0.9)
        for stroke in strokes:
            painter.strokePath(stroke, pen)
        painter.restore()

    def _draw_line(
        self, painter: QPainter, path: QPainterPath, part: Part, colour: str, width: float
    ) -> None:
        pen = QPen(self._tone(part, colour), width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)


def _box(x: float, y: float, width: float, height: float) -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(x, y, width, height))
    return path
