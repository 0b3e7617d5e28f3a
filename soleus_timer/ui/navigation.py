"""From page to page, and what concerns all of them: keys, colours, notices, the end."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from soleus_timer import log
from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.history.session import LatestDay, StoredSession
from soleus_timer.domain.library import BadFile, Entry
from soleus_timer.domain.ports import ExerciseShelf
from soleus_timer.domain.session.commands import Start
from soleus_timer.domain.session.events import Event
from soleus_timer.domain.session.machine import Session
from soleus_timer.domain.settings import Settings
from soleus_timer.domain.timeline import Timeline
from soleus_timer.messages import _
from soleus_timer.services.runner import SessionRunner
from soleus_timer.services.session_log import Dispatch
from soleus_timer.storage.history.repository import History
from soleus_timer.ui.audio_signals import SoundDesk
from soleus_timer.ui.desktop import apply_motion
from soleus_timer.ui.keys import WINDOW_KEYS, Action
from soleus_timer.ui.notice_bar import NoticeBar, NoticeCorner
from soleus_timer.ui.pages.history.files import Past
from soleus_timer.ui.pages.session.page import SessionPage
from soleus_timer.ui.pages.today.cards import DaysDone
from soleus_timer.ui.pages.today.page import TodayPage
from soleus_timer.ui.preferences import Preferences
from soleus_timer.ui.style import apply_theme, propagate_font, theme_for
from soleus_timer.ui.theme import Theme

if TYPE_CHECKING:
    from soleus_timer.ui.next_dose import FindEntry
    from soleus_timer.ui.pages.exercise.page import ExercisePage
    from soleus_timer.ui.pages.history.page import HistoryPage
    from soleus_timer.ui.pages.learn.page import LearnPage
    from soleus_timer.ui.pages.settings.page import SettingsPage
    from soleus_timer.ui.pages.summary.page import SummaryPage
    from soleus_timer.ui.session_sheets import SessionSheets


class Navigation(QWidget):
    """The pages of the window and the ways between them."""

    theme_changed = Signal(object)

    def __init__(
        self,
        runner: SessionRunner,
        preferences: Preferences,
        workouts_folder: Path,
        shelf: ExerciseShelf,
        past: Past,
        desk: SoundDesk | None = None,
    ) -> None:
        super().__init__()
        self._past = past
        self._shelf = shelf
        self._workouts_folder = workouts_folder
        # So that the window sets the size of all text at once, style sheet or not.
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
        self._runner = runner
        self._preferences = preferences
        self._is_silent = False
        self._history: History | None = None
        self._find: FindEntry = lambda _workout_id: None
        self._days_done = DaysDone()
        self._again: Timeline | None = None
        theme = self._theme()
        self.notices = NoticeBar()
        self.today = TodayPage(theme, preferences, shelf.figure, self._days_done)
        self.session = SessionPage(runner, theme, shelf)
        self.desk = desk or SoundDesk(self)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.today)
        self.pages.addWidget(self.session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self.pages, 1)
        NoticeCorner(self, self.notices, column, self.pages, self.session)
        self._apply_units()
        self.today.set_voice(preferences.settings.voice)
        with log.Guard("theme"):
            self._apply_theme()
        self._connect()

    # Each page below is built when it is first shown, with the modules that it needs.

    @cached_property
    def summary(self) -> "SummaryPage":
        """The page after a session."""
        from soleus_timer.ui.pages.summary.page import SummaryPage

        page = SummaryPage()
        if self._history is not None:
            from soleus_timer.ui.next_dose import NextDose
            from soleus_timer.ui.pages.summary.follow_up import FollowUp

            dose = NextDose(self._history, self._preferences, self._find)
            follow_up = FollowUp(self._history, self._preferences, dose)
            follow_up.choices_changed.connect(partial(setattr, self, "_again"))
            page.set_follow_up(follow_up)
        page.again_asked.connect(self._start_again)
        self._add_page(page)
        return page

    @cached_property
    def settings(self) -> "SettingsPage":
        """The page of the settings."""
        from soleus_timer.ui.pages.settings.page import SettingsPage

        preferences = self._preferences
        page = SettingsPage(preferences.settings, self._workouts_folder, self.desk)

        def show(settings: Settings) -> None:
            page.show_muted_by_option(preferences.is_muted_by_option)
            page.show_settings(settings)

        page.changed.connect(preferences.change)
        page.mute_asked.connect(preferences.mute)
        page.show_muted_by_option(preferences.is_muted_by_option)
        preferences.changed.connect(show)
        self._add_page(page)
        return page

    @cached_property
    def exercise(self) -> "ExercisePage":
        """The page that shows how an exercise is done."""
        from soleus_timer.ui.pages.exercise.page import ExercisePage

        page = ExercisePage(self._theme(), self._shelf.figure)
        self.theme_changed.connect(page.set_theme)
        self._add_page(page)
        return page

    @cached_property
    def learn(self) -> "LearnPage":
        """The page to learn from."""
        from soleus_timer.ui.pages.learn.page import LearnPage

        page = LearnPage(self._theme())
        self.theme_changed.connect(page.set_theme)
        self._add_page(page)
        return page

    @cached_property
    def history(self) -> "HistoryPage":
        """The page of all sessions."""
        from soleus_timer.ui.pages.history.page import HistoryPage

        planned = self._preferences.settings.planned_days_a_week
        page = HistoryPage(self._theme(), self._past, planned, parent=self.pages)
        if self._history is not None:
            from soleus_timer.ui.next_dose import NextDose

            page.rate = NextDose(self._history, self._preferences, self._find).rate
        page.set_units(self._preferences.units)
        self._preferences.changed.connect(
            lambda settings: page.set_planned(settings.planned_days_a_week)
        )
        self._preferences.changed.connect(lambda _new: page.set_units(self._preferences.units))
        self.theme_changed.connect(page.set_theme)
        self._add_page(page)
        return page

    def _add_page(
        self, page: "SummaryPage | SettingsPage | ExercisePage | LearnPage | HistoryPage"
    ) -> None:
        page.home_asked.connect(self._go_home)
        self.pages.addWidget(page)
        propagate_font(self.window())

    def _open(self, name: str) -> None:
        """Show a page; one that must be built first comes a turn later, as each takes its time."""
        if name in vars(self):
            self.pages.setCurrentWidget(getattr(self, name))
            return
        page, before = getattr(self, name), self.pages.currentWidget()

        def show() -> None:
            if self.pages.currentWidget() is before:  # no session began meanwhile
                self.pages.setCurrentWidget(page)

        QTimer.singleShot(0, page, show)

    def keep_sessions(self, history: History, find: "FindEntry") -> None:
        """Use `history` for the summary and the cards; `find` looks workouts up by their id."""
        self._history, self._find = history, find

    def show_stored(self, kept: StoredSession) -> None:
        """Show the session that is just over, which the history has now."""
        self.summary.show_stored(kept)
        self.read_history()

    def read_history(self) -> None:
        """Show on the cards when workouts were last done."""
        if self._history is not None:
            self.show_days_done(self._history.last_done())

    def show_days_done(self, days: Mapping[str, LatestDay]) -> None:
        """Show on the cards that workouts were last done on these days."""
        if self._days_done.take(days):
            self.today.list.cards.refresh()

    def _theme(self) -> Theme:
        return theme_for(self._preferences.settings.appearance)

    def show_workout(self, found: Entry | BadFile) -> None:
        """Show a workout (or why it cannot be used) on the Today page."""
        self.today.list.select(found)
        self.today.show_found(found)

    def open_workout(self, found: Entry | BadFile) -> None:
        """Go to the Today page with a workout, unless a session is under way."""
        if not self._runner.is_active:
            self.show_workout(found)
            self._go_home()

    def say_speed(self, speed: float) -> None:
        """Say that the clock does not run at its usual speed."""
        if speed != 1:
            text = _("The clock runs {speed} times as fast", speed=format(speed, "g"))
            self.notices.tell("speed", text)

    def set_silent(self, silent: bool) -> None:
        """Note whether nothing can be heard though the sound is on."""
        self._is_silent = silent
        self._show_mute()

    def start(self, timeline: Timeline) -> None:
        """Start a session."""
        self._again = timeline
        self._runner.load(timeline, self._preferences.settings.session_preferences())
        self.pages.setCurrentWidget(self.session)
        self._runner.send(Start())

    def take_up(self, session: Session, events: Iterable[Event]) -> None:
        """Resume a paused session that began elsewhere and emitted `events` there."""
        self._runner.take_up(session)
        self._runner.session_log.add(events)
        self.pages.setCurrentWidget(self.session)

    @cached_property
    def sheets(self) -> "SessionSheets":
        """The questions over a session."""
        from soleus_timer.ui.session_sheets import SessionSheets

        def has_journal() -> bool:
            return self._runner.session_log.journal is not None and not self.notices.has("journal")

        return SessionSheets(self._runner, self, has_journal)

    def may_close(self) -> bool:
        """Return whether the window may close; in mid-session, ask."""
        return not self._runner.is_active or self.sheets.may_close()

    def end_work(self) -> None:
        """End what goes on beside the window, at the end of the program."""
        if "history" in vars(self):  # the page was built
            self.history.end_work()

    def set_watched(self, watched: bool) -> None:
        """Stop painting while the window is minimised."""
        self.session.set_watched(watched)

    def _connect(self) -> None:
        self.today.start_asked.connect(self.start)
        self.today.choices_changed.connect(self._preferences.choose)
        self.today.voice_changed.connect(self._choose_voice)
        self.today.settings_asked.connect(partial(self._open, "settings"))
        self.today.keys_asked.connect(self._show_keys)
        self.today.exercise_asked.connect(self._show_exercise)
        self.today.learn_asked.connect(partial(self._open, "learn"))
        self.today.history_asked.connect(partial(self._open, "history"))
        self.today.sound_check.clicked.connect(self._check_sound)
        self.session.stop_asked.connect(self._ask_to_stop)
        self.session.jump_asked.connect(self._offer_jumps)
        self._preferences.changed.connect(self._settings_changed)
        self._preferences.not_kept.connect(
            lambda why: self.notices.tell(
                "settings",
                _("Settings cannot be saved ({why}). Another folder: --data-dir.", why=why),
            )
        )
        self._runner.happened.connect(self._hear, "pages")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._apply_theme)
        presses = {
            Action.MUTE: self._preferences.toggle_mute,
            Action.FULL_SCREEN: lambda: self._show_full_screen(not self.window().isFullScreen()),
            Action.LEAVE_FULL_SCREEN: lambda: self._show_full_screen(False),
            Action.SHOW_KEYS: self._show_keys,
        }
        for key in WINDOW_KEYS:
            shortcut = QShortcut(self)
            shortcut.setKeys([QKeySequence(sequence) for sequence in key.sequences])
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(presses[key.action])
        self._show_mute()

    def _hear(self, dispatch: Dispatch) -> None:
        if dispatch.finishes:
            with log.Guard("summary") as showing:
                record = self._runner.session_log.record()
                if record is not None:
                    self.summary.show_record(dispatch.timeline.name, record)
                self.pages.setCurrentWidget(self.summary)
                if dispatch.command is None:  # the clock ended it: a press may be on its way
                    self.summary.guard()
            if showing.failed:
                self._go_home()

    def _go_home(self) -> None:
        self.pages.setCurrentWidget(self.today)

    def _show_exercise(self, exercise: Exercise) -> None:
        self.exercise.show_exercise(exercise, self._preferences.units)
        self.pages.setCurrentWidget(self.exercise)

    def _start_again(self) -> None:
        timeline = self._again or self._runner.timeline
        if timeline is not None:
            self.start(timeline)

    def _check_sound(self) -> None:
        self.pages.setCurrentWidget(self.settings)
        self.settings.test.click()

    def _show_keys(self) -> None:
        self.sheets.show_keys()

    def _ask_to_stop(self) -> None:
        self.sheets.ask_to_stop()

    def _offer_jumps(self, step: int | None) -> None:
        self.sheets.offer_jumps(step)

    def _show_full_screen(self, full: bool) -> None:
        state = self.window().windowState()
        bit = Qt.WindowState.WindowFullScreen
        self.window().setWindowState(state | bit if full else state & ~bit)

    def _settings_changed(self) -> None:
        settings = self._preferences.settings
        self._apply_units()
        self.today.set_choices(settings.choices)
        self.today.set_voice(settings.voice)
        self._apply_theme()
        self._show_mute()

    def _choose_voice(self, on: bool) -> None:
        self._preferences.change(replace(self._preferences.settings, voice=on))

    def _show_mute(self) -> None:
        is_unheard = self._preferences.muted or self._is_silent
        self.session.flashes = is_unheard and self._preferences.settings.flash
        self.today.sound_check.setHidden(self._preferences.settings.sound_checked)
        if self._preferences.muted:
            is_for_once = self._preferences.is_muted_by_option
            text = _("Sound is off by --mute (M)") if is_for_once else _("Sound is off (M)")
            self.notices.tell("mute", text)
        else:
            self.notices.withdraw("mute")

    def _apply_units(self) -> None:
        units = self._preferences.units
        self.today.set_units(units)
        self.session.set_units(units)

    def _apply_theme(self) -> None:
        theme = self._theme()
        apply_theme(theme)
        apply_motion(self._preferences.settings.motion)
        self.today.set_theme(theme)
        self.session.set_theme(theme)
        self.theme_changed.emit(theme)
