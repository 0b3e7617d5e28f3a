"""What `soleus-timer play` does: a workout in this terminal."""

from functools import partial
from typing import TYPE_CHECKING

from soleus_timer import log
from soleus_timer.app.build import (
    Options,
    build_event_log,
    build_history,
    build_journals,
    build_library,
    build_settings,
)
from soleus_timer.messages import _, localise

if TYPE_CHECKING:
    from datetime import datetime

    from soleus_timer.domain.history.session import StoredSession
    from soleus_timer.domain.session.replay import Offer
    from soleus_timer.domain.timeline import Timeline
    from soleus_timer.storage.history.repository import History
    from soleus_timer.storage.journals import Journals, Unfinished
    from soleus_timer.terminal.player import Ending, Player


def play(options: Options, requested: str) -> int:
    """Play a workout in this terminal; return the exit code.

    Where a session was interrupted and somebody is there, it is offered first.

    Raises:
        UnknownWorkoutError: there is no such workout.
        BadFileError: its file has problems.
        NotPossibleError: the event log cannot be written.
    """
    from soleus_timer.clock import MonotonicClock, SleepGauge, wall
    from soleus_timer.domain.session.replay import OFFERED
    from soleus_timer.storage.journals import SessionJournal
    from soleus_timer.terminal.console import open_console
    from soleus_timer.terminal.faces import choose_face
    from soleus_timer.terminal.lists import summary_lines
    from soleus_timer.terminal.output import say_at_the_end
    from soleus_timer.terminal.player import Ending, Player
    from soleus_timer.terminal.words import units_of_locale

    entry = build_library(options).find(requested)
    store = build_settings(options)
    settings = store.load()
    timeline = entry.in_units(settings.units.resolved(units_of_locale())).timeline()
    # Printed at the end: until then the screen belongs to the session.
    notices = list(store.notices)
    journals = build_journals(options)
    history = build_history(options)
    history.report_to(lambda notice: notices.append(localise(notice)))
    try:
        unfinished, offer = _offered(options, journals, history)
    except EOFError:
        return Ending.HUNG_UP.exit_code
    notices += map(localise, journals.notices)
    if unfinished is not None:
        timeline = unfinished.header.timeline
    # Opened now: a history that is new brings back what the journals hold, and there is none yet.
    history.last_done()
    clock = MonotonicClock(options.speed)
    started = wall() if unfinished is None else unfinished.header.started
    events = build_event_log(options, clock, notices.append)
    journal = SessionJournal(journals, lambda notice: notices.append(localise(notice)))
    player: Player | None = None
    ending = Ending.TERMINATED  # unless it comes to another one: what is done is kept
    log.show_with(partial(_note_failure, notices))
    try:
        with open_console() as console:
            player = Player(
                timeline,
                settings.session_preferences(),
                clock,
                console,
                choose_face(console, timeline),
                muted=options.mute or settings.muted,
                write_events=None if events is None else events.write,
                journal=journal,
                slept=SleepGauge().slept,
                standstill=clock.standstill,
            )
            if unfinished is not None and offer is not None:
                player.take_up(journal.take_up(unfinished, clock.now()))
            ending = player.play(*(OFFERED[offer] if offer is not None else ()))
    finally:
        if events is not None:
            events.close()
        with log.Guard("history"):
            done = _done(journal.session_id, timeline, started, player, ending)
            with log.Guard("journal"):
                journal.close()
            _keep(done, history, journals)
        log.show_with(None)
    say_at_the_end(
        summary_lines(timeline, player.record, ending), notices, failure=console.output.failure
    )
    return ending.exit_code


def _done(
    session_id: str | None,
    timeline: "Timeline",
    started: "datetime",
    player: "Player | None",
    ending: "Ending",
) -> "StoredSession | None":
    """Return what was done; None where nothing was, or only the journal has all of it."""
    from soleus_timer.domain.history.session import StoredSession, end_of

    if player is None or session_id is None or player.has_gap:
        return None
    return StoredSession(
        id=session_id,
        timeline=timeline,
        started=started,
        ended=end_of(started, player.record.duration),
        record=player.record,
        partial=ending.can_go_on,
    )


def _keep(done: "StoredSession | None", history: "History", journals: "Journals") -> None:
    """Add what was done and what only journals have, back up where that is due, and close."""
    from soleus_timer.storage.history.journals import catch_up

    if done is not None:
        history.add(done)
    history.attempt(lambda: catch_up(history, journals), 0)
    history.attempt(lambda: history.upkeep_if_due(journals.discard_left), None)
    if history.is_damaged:
        history.last_done()  # deals with it
    history.close()


def _note_failure(notices: list[str], _code: str) -> None:
    """Note that something of ours failed, to be printed once, at the end."""
    notice = _(
        "Something in the program failed; it went on. The details are in {place}.",
        place=log.path(),
    )
    if notice not in notices:
        notices.append(notice)


def _offered(
    options: Options, journals: "Journals", history: "History"
) -> "tuple[Unfinished, Offer] | tuple[None, None]":
    """Return a session to go on with, and how; None where there is none or nobody wants to.

    Raises:
        EOFError: nobody answers any more.
    """
    from soleus_timer.domain.session.replay import Offer, offers
    from soleus_timer.storage.files import FileLock
    from soleus_timer.terminal.console import is_interactive
    from soleus_timer.terminal.lists import ask, interrupted_text
    from soleus_timer.terminal.output import complain, read_line

    lock = FileLock(options.data.lock)
    if not lock.acquire():
        return None, None  # the window that is open offers it
    lock.release()
    unfinished = journals.unfinished()
    if unfinished is None:
        return None, None
    name = unfinished.header.timeline.name
    if not is_interactive():
        what = interrupted_text(name, unfinished.position)
        complain(f"{what} {_('A terminal with a keyboard offers to go on.')}")
        return None, None
    possible = offers(unfinished.restored(0).session)
    offer = ask(name, unfinished.position, possible, read_line)
    if not journals.is_left(unfinished.id):
        complain(_("Another program has resumed it in the meantime."))
        return None, None
    match offer:
        case None:
            journals.keep(unfinished.id)
        case Offer.DISCARD:
            history.delete(unfinished.id)
            journals.discard(unfinished.id)
        case _:
            return unfinished, offer
    return None, None
