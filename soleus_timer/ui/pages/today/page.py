"""The first page: one workout ready to start, and the cards of the others beside it."""

from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QPushButton,
    QWidget,
)

from soleus_timer import log
from soleus_timer.domain.cautions import cautions_of
from soleus_timer.domain.choices import Choices
from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.library import BadFile, Entry
from soleus_timer.domain.ports import LastDone
from soleus_timer.domain.session.replay import Offer
from soleus_timer.domain.timeline import Timeline
from soleus_timer.domain.units import UnitSystem
from soleus_timer.messages import _
from soleus_timer.ui.desktop import prefers_less_motion
from soleus_timer.ui.figure.view import FigureView
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.pages.today.choices import HeroPanel, Shown, shown_for
from soleus_timer.ui.pages.today.hero import HeroCard, today_places, with_offer
from soleus_timer.ui.pages.today.side import TodaySide
from soleus_timer.ui.preferences import Preferences
from soleus_timer.ui.presentation import facts_text
from soleus_timer.ui.sheets import CautionsSheet, caution_texts
from soleus_timer.ui.theme import Theme
from soleus_timer.ui.widgets.figure_pictures import FigurePictures, Find, Thumbnails, no_figure
from soleus_timer.ui.widgets.layout import column, scrolled
from soleus_timer.ui.widgets.offer_panel import OfferPanel
from soleus_timer.ui.widgets.plain_text import Menu
from soleus_timer.ui.widgets.session_strip import SessionStrip

_REST_AFTER_MS = 60_000
"""The figure moves this long after the last sign of a person, then the processor rests."""


class TodayPage(QWidget):
    """Shows one workout large, with what may be chosen for it and one big Start.

    `start_asked` carries the timeline to play; `choices_changed` the workout's id and the choices;
    `exercise_asked` an `Exercise`; `previewed` the timeline that Start would play now.
    """

    start_asked = Signal(object)
    choices_changed = Signal(str, object)
    previewed = Signal(object)
    voice_changed = Signal(bool)
    settings_asked = Signal()
    keys_asked = Signal()
    learn_asked = Signal()
    history_asked = Signal()
    exercise_asked = Signal(object)

    def __init__(
        self,
        theme: Theme,
        preferences: Preferences,
        find: Find = no_figure,
        history: LastDone | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._choices = dict(preferences.settings.choices)
        self._entry: Entry | None = None
        self._timeline: Timeline | None = None
        self._units: UnitSystem | None = None
        self._moving: Shown | None = None
        self._find = find
        self._pictures = FigurePictures(find, theme.figure)
        self._thumbnails = Thumbnails(self._pictures.draw, self)
        self._content = QWidget()
        self.hero = HeroCard(self._content)
        self.side = TodaySide(theme, self._thumbnails, self._choices, history, self._content)
        self.interrupted = OfferPanel(self._content)
        self.panel = HeroPanel(self.hero)
        self.strip = SessionStrip(theme, self.hero)
        self.figure = FigureView(theme.figure, find, self.hero)
        self.hero.panel, self.hero.strip = self.panel, self.strip
        self.hero.figure = self.figure
        self.title, self.summary, self.facts = self.hero.title, self.hero.summary, self.hero.facts
        self.start, self.choices = self.hero.start, self.panel.choices
        self.problem, self.list = self.panel.problem, self.side.list
        self.sound_check = self.side.sound_check
        self.settings_button, self.keys_button = self.side.settings, self.side.keys
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_REST_AFTER_MS)
        self._lay_out()
        self._connect()

    def show_found(self, found: Entry | BadFile) -> None:
        """Show a workout ready to start, or why a file cannot be used."""
        good = isinstance(found, Entry)
        self.hero.is_good = good
        self.start.setEnabled(good)
        self.panel.show_good(good)
        for widget in (self.strip, self.facts, self.hero.care):
            widget.setVisible(good)
        if isinstance(found, Entry):
            self._show_entry(found)
        else:
            self._show_problem(found)
        self.hero.arrange()

    def set_units(self, units: UnitSystem | None) -> None:
        """Show everything in these units; None is each file's own."""
        if units is self._units:
            return
        self._units = units
        self.list.cards.set_units(units)
        if self._entry is not None:
            self._show_entry(self._entry)
            self.hero.arrange()

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._pictures.colours = theme.figure
        self._thumbnails.clear()
        self.figure.set_colours(theme.figure)
        self.figure.set_reduced_motion(prefers_less_motion())
        self.strip.set_theme(theme)
        self.list.set_theme(theme)

    def set_choices(self, choices: Mapping[str, Choices]) -> None:
        """Take choices that were made elsewhere."""
        if dict(choices) == self._choices:
            return
        self._choices.clear()
        self._choices.update(choices)
        self.list.cards.refresh()
        if self._entry is not None:
            self._show_entry(self._entry)

    def set_voice(self, on: bool) -> None:
        """Show whether a voice leads, as the settings say."""
        self.panel.set_voice(on)

    def offer_interrupted(self, text: str, labels: Mapping[Offer, str]) -> None:
        """Offer an interrupted session; Start stays usable."""
        self.interrupted.show_offers(text, labels)
        self._place()

    def withdraw_interrupted(self) -> None:
        """Withdraw the offer."""
        had_focus = self.interrupted.isAncestorOf(QApplication.focusWidget() or self)
        self.interrupted.withdraw()
        self._place()
        if had_focus:
            self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    @guarded
    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Let one press of Space or Enter start."""
        super().showEvent(event)
        self.figure.set_reduced_motion(prefers_less_motion())
        self._wake()
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    @guarded
    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Move again when the mouse comes back."""
        super().enterEvent(event)
        self._wake()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give hero and list their places."""
        super().resizeEvent(event)
        self._place()

    @guarded
    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Give larger letters their room."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and not self.interrupted.isHidden():
            self._place()

    def _place(self) -> None:
        """Give everything its place."""
        places = today_places(self.width(), self.height())
        if not self.interrupted.isHidden():
            places, offered = with_offer(places, self.interrupted.height_for)
            self.interrupted.setGeometry(offered)
        bars = Qt.ScrollBarPolicy
        scrolls = places.height > self.height()
        policy = bars.ScrollBarAlwaysOn if scrolls else bars.ScrollBarAlwaysOff
        self._scroll.setVerticalScrollBarPolicy(policy)
        self._content.setFixedHeight(places.height)
        self.hero.setGeometry(places.hero)
        self.side.setGeometry(places.side)

    def _show_entry(self, entry: Entry) -> None:
        entry = entry.in_units(self._units)
        choices = self._choices.get(entry.id)
        # Before anything that can fail: Start plays what the title says.
        self._entry, self._timeline = entry, entry.timeline(choices)
        self.title.setText(entry.workout.name)
        self.summary.setText(entry.workout.summary)
        with log.Guard("today"):
            self.choices.show_workout(entry.workout, choices or Choices(), self._units)
        with log.Guard("today"):
            self.hero.cautions = caution_texts(cautions_of(entry))
            self.hero.take_care.setEnabled(bool(self.hero.cautions))
        with log.Guard("today"):
            self._offer_exercises(list(entry.exercises.values()))
        self._show_timeline()

    def _show_problem(self, bad: BadFile) -> None:
        self._entry = self._timeline = None
        self.title.setText(bad.path.name)
        self.summary.setText(_("This file cannot be used. Correct it and start the program again."))
        self.problem.setText("\n\n".join(str(problem) for problem in bad.problems))

    def _offer_exercises(self, exercises: list[Exercise]) -> None:
        """Let `How it is done` lead to the exercise; where there are several, ask to which."""
        how = self.hero.how
        how.setEnabled(bool(exercises))
        menu = how.menu()
        if menu is not None:
            how.setMenu(None)  # type: ignore[arg-type]
            menu.deleteLater()
        if len(exercises) > 1:
            menu = Menu(how)
            menu.setFont(self.font())
            for exercise in exercises:
                menu.add_entry(exercise.name, partial(self.exercise_asked.emit, exercise))
            how.setMenu(menu)

    def _choices_made(self) -> None:
        if self._entry is not None:
            self._choices[self._entry.id] = choices = self.choices.choices()
            self._timeline = self._entry.timeline(choices)
            self._show_timeline()
            self.list.cards.refresh(self._entry)
            self.choices_changed.emit(self._entry.id, self._choices[self._entry.id])

    def _show_timeline(self) -> None:
        """Show the timeline that Start plays."""
        assert self._entry is not None
        assert self._timeline is not None
        with log.Guard("today"):
            self.strip.show_timeline(self._timeline)
            self.facts.setText(facts_text(self._timeline))
        with log.Guard("figure"):
            self._show_figure(shown_for(self._entry, self._timeline, self._find))
        self.hero.arrange()
        self.previewed.emit(self._timeline)

    def _show_figure(self, shown: Shown) -> None:
        """Play a figure, unless it plays already."""
        if shown != self._moving:
            self._moving = shown
            self.figure.set_units(shown.metric)
            self.figure.play(shown.figure, shown.tempo, shown.name, shown.walk)
            self._resting.start()

    def _wake(self) -> None:
        """Let the figure move: a person is there."""
        self.figure.player.resume()
        self._resting.start()

    def _start(self) -> None:
        if self._entry is not None and self._timeline is not None:
            self._begin(self._entry, self._timeline)

    def _start_card(self, entry: Entry) -> None:
        localised = entry.in_units(self._units)
        self._begin(localised, localised.timeline(self._choices.get(entry.id)))

    def _begin(self, entry: Entry, timeline: Timeline) -> None:
        """Start; a workout with cautions of its own waits until they were read once."""
        if self._preferences.must_show_cautions(entry):
            cautions = caution_texts(cautions_of(entry))
            sheet = CautionsSheet(self, entry.workout.name, cautions, asks=True)

            def go(was_read: bool | None) -> None:
                if was_read:
                    self._go(entry, timeline)

            sheet.answered.connect(go)
            sheet.open()
        else:
            self._go(entry, timeline)

    def _go(self, entry: Entry, timeline: Timeline) -> None:
        self._preferences.remember_cautions(entry)
        self.start_asked.emit(timeline)

    def _take(self, found: Entry | BadFile) -> None:
        """Show what was chosen for good, with the focus on Start."""
        self.show_found(found)
        self._scroll.verticalScrollBar().setValue(0)
        if isinstance(found, Entry):
            self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_cautions(self) -> None:
        if self._entry is not None:
            cautions = self.hero.cautions
            CautionsSheet(self, self._entry.workout.name, cautions, asks=False).open()

    def _ask_exercise(self) -> None:
        if self._entry is not None and len(self._entry.exercises) == 1:
            self.exercise_asked.emit(next(iter(self._entry.exercises.values())))

    def _press_space(self) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton) and self.isAncestorOf(focused):
            focused.click()
        elif isinstance(focused, QComboBox):
            focused.showPopup()
        else:
            self._start()

    def _connect(self) -> None:
        self.list.chosen.connect(self.show_found)
        self.list.accepted.connect(self._take)
        self.list.start_asked.connect(self._start_card)
        self.choices.changed.connect(self._choices_made)
        self.panel.voice.toggled.connect(self.voice_changed)
        self._resting.timeout.connect(self.figure.player.pause)
        self.start.clicked.connect(self._start)
        self.hero.how.clicked.connect(self._ask_exercise)
        self.hero.take_care.clicked.connect(self._show_cautions)
        self.settings_button.clicked.connect(self.settings_asked)
        self.keys_button.clicked.connect(self.keys_asked)
        self.side.learn.clicked.connect(self.learn_asked)
        self.side.history.clicked.connect(self.history_asked)
        space = QShortcut(QKeySequence("Space"), self)
        space.setAutoRepeat(False)
        space.activated.connect(self._press_space)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.activated.connect(self.side.search.setFocus)

    def _lay_out(self) -> None:
        self._scroll = scrolled(self._content)
        column(self, self._scroll)
        # Start comes first: after the first launch one press is enough.
        hero = (*self.panel.stops(), self.hero.how, self.hero.take_care)
        stops = [self.start, *self.interrupted.stops(), *hero, *self.side.stops()]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
