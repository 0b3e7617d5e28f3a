"""Offers a session that its program did not outlive, and goes on with it as the person wants."""

from collections.abc import Callable, Collection, Iterable
from functools import partial

from PySide6.QtCore import QObject

from soleus_timer.domain.history.problems import Notice
from soleus_timer.domain.session.replay import OFFERED, Offer, offers
from soleus_timer.messages import _, localise
from soleus_timer.services.background import Task
from soleus_timer.services.runner import SessionRunner
from soleus_timer.services.session_log import Dispatch
from soleus_timer.storage.journals import Journals, SessionJournal, Unfinished
from soleus_timer.ui.navigation import Navigation
from soleus_timer.ui.text import interrupted_text, offer_labels


class Recovery(QObject):
    """Stands between the journals and the Today page, which shows what there is to take up.

    Whoever starts another workout instead leaves the session as it is: kept, in part.
    """

    def __init__(
        self,
        runner: SessionRunner,
        journals: Journals,
        journal: SessionJournal,
        navigation: Navigation,
        parent: QObject | None = None,
        discarded: Callable[[str], object] = lambda _session_id: None,
    ) -> None:
        """Offer on the Today page of `navigation`; `discarded` gets the id of what is discarded."""
        super().__init__(parent)
        self._discarded = discarded
        self._runner = runner
        self._journals = journals
        self._journal = journal
        self._navigation = navigation
        self._unfinished: Unfinished | None = None
        self._task: Task | None = None
        navigation.today.interrupted.chosen.connect(self._choose)
        runner.happened.connect(self._hear, "recovery")

    @property
    def is_looking(self) -> bool:
        """Whether the journals are being read."""
        return self._task is not None and self._task.is_running

    def look(self) -> None:
        """Read the journals in a thread; then show what cannot be read, and offer what can be.

        It takes a moment: not to be called before the window stands.
        """
        if not self.is_looking:
            # The clock is the window's: no other thread asks it.
            self._task = Task(partial(self._work, self._runner.clock.now()), self)
            self._task.start()

    def finish(self, seconds: float) -> None:
        """Wait until the journals are read, `seconds` at most."""
        if self._task is not None:
            self._task.wait(seconds)

    def _work(self, now: int, _task: Task) -> Callable[[], object]:
        found = self._journals.unfinished()
        notices = self._journals.notices
        if found is None:
            return partial(self._offer, None, (), notices)
        possible = offers(found.restored(now).session)
        return partial(self._offer, found, possible, notices)

    def _offer(
        self, found: Unfinished | None, possible: Collection[Offer], notices: Iterable[Notice]
    ) -> None:
        self._unfinished = found
        for number, notice in enumerate(notices):
            self._navigation.notices.tell(f"journal {number}", localise(notice))
        if found is None:
            return
        labels = offer_labels(found.position)
        self._navigation.today.offer_interrupted(
            interrupted_text(found.header.timeline.name, found.position),
            {offer: labels[offer] for offer in possible},
        )

    def _choose(self, offer: Offer) -> None:
        unfinished, self._unfinished = self._unfinished, None
        if unfinished is None:
            return
        self._navigation.today.withdraw_interrupted()
        if not self._journals.is_left(unfinished.id):
            text = _("Another program has resumed the interrupted session.")
            self._navigation.notices.tell("taken up", text)
            return
        if offer is Offer.DISCARD:
            self._discard(unfinished)
            return
        restored = self._journal.take_up(unfinished, self._runner.clock.now())
        self._navigation.take_up(restored.session, restored.events)
        for command in OFFERED[offer]:
            self._runner.send(command)

    def _discard(self, unfinished: Unfinished) -> None:
        self._discarded(unfinished.id)
        try:
            self._journals.discard(unfinished.id)
        except OSError as error:
            why = error.strerror or str(error)
            text = _("The interrupted session cannot be deleted ({why}).", why=why)
            self._navigation.notices.tell("discard", text)

    def _hear(self, dispatch: Dispatch) -> None:
        if self._unfinished is None:
            return
        if dispatch.starts:
            if self._journals.is_left(self._unfinished.id):
                self._journals.keep(self._unfinished.id)
            self._unfinished = None
            self._navigation.today.withdraw_interrupted()
