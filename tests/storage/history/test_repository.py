"""Sessions into the history and out of it."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soleus_timer.domain.choices import Choices
from soleus_timer.domain.history.efforts import efforts_of
from soleus_timer.domain.history.problems import HistoryError, Trouble
from soleus_timer.domain.history.session import (
    NOTHING,
    Contents,
    LatestDay,
    Rating,
    SessionQuery,
    StoredSession,
    line_of,
)
from soleus_timer.domain.history.weeks import calendar
from soleus_timer.domain.session.commands import Command, Done, RedoSet, Skip, Stop
from soleus_timer.domain.session.recorder import SetRecord
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.history.repository import History
from soleus_timer.storage.history.schema import TABLES
from tests.domain.helpers import EVERYTHING, reps, timed, tip_toe_walk, workout
from tests.domain.history.helpers import BEGIN, kept
from tests.domain.strategies import workouts
from tests.storage.history.conftest import Place

SHORT = workout(timed(5))


def fill(history: History, count: int = 5) -> list[StoredSession]:
    """Add sessions of two workouts, a day each."""
    models = tip_toe_walk(), workout(reps(8), timed(20))
    sessions = [
        kept(models[number % 2], (20, Skip()), (30, Skip()), number=number)
        for number in range(count)
    ]
    for session in sessions:
        assert history.add(session)
    return sessions


def test_nothing_is_made_before_it_is_asked_for(place: Place) -> None:
    history = place.open()
    assert not place.folder.exists()
    assert history.last_done() == {}
    assert history.sessions() == []
    assert history.session("session-1") is None
    assert place.path.exists()


def test_a_session_comes_back_as_it_was(place: Place, history: History) -> None:
    acts = [(100.0, RedoSet()), (150.0, Skip()), (160.0, Skip()), (190.0, Done()), (300.0, Stop())]
    session = kept(EVERYTHING, *acts, rating=Rating(3, 7, "Zürich 🦶"))
    session = StoredSession(
        id=session.id,
        timeline=session.timeline,
        started=datetime(2026, 3, 2, 7, 30, 1, 5, timezone(timedelta(hours=-3, minutes=-30))),
        ended=datetime(2026, 3, 2, 7, 40, tzinfo=timezone(timedelta(hours=2))),
        record=session.record,
        choices=Choices(sets=2, distance=12.5),
        partial=True,
        rating=session.rating,
    )
    history.add(session)
    assert place.open().session(session.id) == session
    assert history.session(session.id) == session


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    model=workouts,
    acts=st.lists(st.tuples(st.floats(0, 200), st.sampled_from([Skip(), RedoSet()])), max_size=4),
    rating=st.builds(
        Rating,
        st.none() | st.integers(0, 10),
        st.none() | st.integers(0, 10),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    ),
)
def test_any_session_comes_back(
    history: History, model: Workout, acts: list[tuple[float, Command]], rating: Rating
) -> None:
    try:
        session = kept(model, *sorted(acts, key=lambda act: act[0]), rating=rating)
    except Exception:
        session = kept(model, rating=rating)
    for old in history.sessions():
        history.change(
            lambda connection, old=old: connection.execute(  # type: ignore[misc]
                "DELETE FROM sessions WHERE id = ?", (old.id,)
            )
        )
    history.add(session)
    assert history.session(session.id) == session
    assert history.sessions() == [line_of(session)]
    assert history.efforts() == list(efforts_of(session))


def test_lists_are_the_oldest_first(history: History) -> None:
    sessions = fill(history)
    earlier = kept(SHORT, number=-3)
    history.add(earlier)
    in_order = [earlier, *sessions]
    assert history.sessions() == [line_of(one) for one in in_order]
    assert history.efforts() == [effort for one in in_order for effort in efforts_of(one)]


def test_only_what_is_wanted(history: History) -> None:
    sessions = fill(history)
    days = [session.day for session in sessions]

    def found(wanted: SessionQuery) -> list[str]:
        lines = [line.id for line in history.sessions(wanted)]
        assert list(dict.fromkeys(one.session for one in history.efforts(wanted))) == lines
        return lines

    assert found(SessionQuery(since=days[1], until=days[3])) == [
        "session-1",
        "session-2",
        "session-3",
    ]
    assert found(SessionQuery(exercise="Raise")) == ["session-1", "session-3"]
    assert found(SessionQuery(exercise="tip-toe-walking", since=days[1])) == [
        "session-2",
        "session-4",
    ]
    assert found(SessionQuery(workout="w")) == [session.id for session in sessions]
    assert found(SessionQuery(workout="other")) == []
    assert found(SessionQuery(workout="w", last=2)) == [session.id for session in sessions][-2:]
    assert found(SessionQuery(until=days[3], last=2)) == ["session-2", "session-3"]
    assert {one.exercise for one in history.efforts(SessionQuery(exercise="Raise"))} == {"Raise"}


def test_days_are_added_up_as_the_core_does_it(history: History) -> None:
    assert history.contents() == NOTHING
    begun = kept(SHORT, (1, Stop()), number=-2, rating=Rating(pain=9))
    history.add(begun)
    sessions = [kept(SHORT, number=number // 2, rating=Rating(pain=number)) for number in range(6)]
    for number, session in enumerate(sessions):
        history.add(replace(session, id=f"{number}"))
    history.rate("5", Rating())
    days = calendar(history.sessions())
    assert [day.pain for day in days.values()] == [1, 3, 4]
    assert history.days(date.min, date.max) == days
    first, second, third = days
    assert list(history.days(second, second)) == [second]
    contents = history.contents()
    assert contents == Contents({"w": "W"}, begun.day, (first, second, third))
    for gone in ("4", "5"):
        history.delete(gone)
    assert history.contents().practised == (first, second)
    assert history.days(third, third) == {}


def test_a_workout_has_its_latest_name(history: History) -> None:
    for number, name in enumerate(["Ä", "B", "Zehen"]):
        session = kept(SHORT, number=-number)
        history.add(replace(session, timeline=replace(session.timeline, name=name)))
    assert history.contents().workouts == {"w": "Ä"}


def test_when_a_workout_was_last_done(history: History) -> None:
    sessions = fill(history, 3)
    assert history.last_done() == {"w": LatestDay(sessions[2].day, 2, 3)}
    history.delete("session-2")
    assert history.last_done() == {"w": LatestDay(sessions[1].day, 1, 2)}


@pytest.mark.parametrize(
    ("stops", "told"),
    [
        ([9], (1, 3)),
        ([9, 16], (2, 3)),
        ([16, 9], (2, 3)),
        ([100, 9], (3, 3)),
        ([9, 100], (3, 3)),
        ([2], (0, 3)),
    ],
)
def test_how_much_of_a_workout_was_done_on_its_last_day(
    history: History, stops: list[float], told: tuple[int, int]
) -> None:
    three = workout(timed(5, sets=3, rest_seconds=3))
    history.add(kept(three))
    day = timedelta(days=1)
    for place, stop in enumerate(stops):
        acts = [(stop, Stop())] if stop < 100 else []
        session = kept(three, *acts, started=BEGIN + day + timedelta(minutes=place))
        history.add(replace(session, id=f"second day, {place}"))
    latest = history.last_done()["w"]
    assert (latest.sets_done, latest.sets) == told
    assert latest.day == (BEGIN + day).date()
    assert latest.is_whole == (told == (3, 3))


def test_the_latest_of_a_workout(history: History) -> None:
    sessions = fill(history)
    assert history.latest("w", 3) == sessions[2:]
    assert history.latest("w", 9) == sessions
    assert history.latest("other", 3) == []


def test_the_same_session_is_kept_once(history: History) -> None:
    (session,) = fill(history, 1)
    assert not history.add(session)
    history.delete(session.id)
    assert not history.add(session)
    assert history.sessions() == []


def test_what_was_told_of_a_session_can_be_changed(history: History) -> None:
    (session,) = fill(history, 1)
    history.rate(session.id, Rating(2, 6, "fine"))
    (line,) = history.sessions()
    assert (line.pain, line.effort, line.note) == (2, 6, "fine")
    assert history.efforts()[0].pain == 2
    history.rate(session.id, Rating())
    assert history.session(session.id) == session
    history.rate("unknown", Rating(1))


def test_deleting_can_be_undone(history: History) -> None:
    sessions = fill(history, 2)
    history.delete("session-0")
    assert [line.id for line in history.sessions()] == ["session-1"]
    assert history.session("session-0") is None
    assert {one.session for one in history.efforts()} == {"session-1"}
    history.restore("session-0")
    assert history.session("session-0") == sessions[0]
    history.delete("unknown")
    history.restore("unknown")


def test_what_was_deleted_is_gone_after_a_day_or_with_the_next_start(
    place: Place, history: History
) -> None:
    fill(history, 3)
    gone: list[str] = []
    history.delete("session-0")
    place.now += timedelta(hours=23)
    history.delete("session-1")
    history.upkeep(gone.append)
    assert gone == []
    place.now += timedelta(hours=2)
    history.upkeep(gone.append)
    assert gone == ["session-0"]
    history.restore("session-1")
    history.delete("session-2")
    place.now += timedelta(seconds=1)
    place.open().upkeep(gone.append)
    assert gone == ["session-0", "session-2"]
    with closing(sqlite3.connect(place.path)) as connection:
        (sessions,) = connection.execute("SELECT count(*) FROM sessions").fetchone()
        (attempts,) = connection.execute("SELECT count(DISTINCT session) FROM attempts").fetchone()
        (plans,) = connection.execute("SELECT count(*) FROM prescriptions").fetchone()
    assert (sessions, attempts, plans) == (1, 1, 1)


def test_a_folder_that_cannot_be_made_is_told(place: Place) -> None:
    place.folder.write_text("in the way")
    history = place.open()
    with pytest.raises(HistoryError, match="cannot be opened: "):
        history.sessions()
    with pytest.raises(HistoryError):
        history.add(kept(SHORT))


def test_a_full_disk_is_told_and_damages_nothing(history: History) -> None:
    fill(history, 2)

    def shrink(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    history.reading(lambda reader: shrink(reader.connection))
    long = workout(*[timed(5, title=f"Hold {number}" * 9) for number in range(500)])
    with pytest.raises(HistoryError, match="cannot be written: database or disk is full"):
        history.add(kept(long, number=9))
    assert len(history.sessions()) == 2
    assert history.notices == ()


def test_two_programs_share_a_history(place: Place, history: History) -> None:
    fill(history, 2)
    other = place.open()
    other.add(kept(SHORT, number=7))
    assert len(history.sessions()) == 3
    history.close()
    assert len(history.sessions()) == 3


def test_a_row_of_nonsense_is_left_out(history: History) -> None:
    fill(history, 3)
    history.change(
        lambda connection: connection.execute(
            "UPDATE sessions SET started_offset = 999999999 WHERE id = 'session-1'"
        )
    )
    assert [line.id for line in history.sessions()] == ["session-0", "session-2"]
    assert history.session("session-1") is None
    assert [one.trouble for one in history.notices] == [Trouble.UNREADABLE]


def test_text_of_nonsense_is_read_as_far_as_it_goes(place: Place, history: History) -> None:
    fill(history, 3)
    history.change(
        lambda connection: connection.execute("UPDATE sessions SET note = CAST(x'ff41' AS TEXT)")
    )
    assert [line.note for line in history.sessions()] == ["\ufffdA"] * 3
    assert [one.trouble for one in history.notices] == [Trouble.UNREADABLE]
    assert not [name for name in place.names() if "damaged" in name]


def test_what_no_table_has_room_for_is_told_and_leaves_nothing(history: History) -> None:
    session = kept(SHORT)
    step = replace(session.timeline.steps[-1], sets=2**80)
    huge = replace(session.timeline, steps=(*session.timeline.steps[:-1], step))
    record = replace(session.record, sets=(SetRecord(step, ()),))
    for bad, reason in (
        (replace(session, timeline=replace(session.timeline, name="\ud800")), "half a sign"),
        (replace(session, timeline=huge, record=record), "beyond all bounds"),
    ):
        with pytest.raises(HistoryError, match=f"cannot be written: .*{reason}"):
            history.add(bad)
    for table in TABLES:
        count = history.reading(
            lambda reader, table=table: reader.connection.execute(  # type: ignore[misc]
                f"SELECT count(*) FROM {table}"
            ).fetchone()
        )
        assert count == (0,)
    assert history.add(session)


def test_what_was_declined_is_known_for_some_sessions(history: History) -> None:
    fill(history, 2)
    history.decline("w", "more")
    history.decline("other", "less")
    assert (history.declined("w", 3), history.declined("other", 3)) == ({"more"}, {"less"})
    history.add(kept(SHORT, (0, Stop()), number=2))
    for number in (3, 4):
        history.add(kept(SHORT, number=number))
        assert history.declined("w", 3) == {"more"}
    history.add(kept(SHORT, number=5))
    assert (history.declined("w", 3), history.declined("other", 3)) == (set(), {"less"})
    history.decline("w", "more")
    assert history.declined("w", 3) == {"more"}


def test_half_a_sign_in_a_note_becomes_a_question_mark(history: History) -> None:
    session = kept(SHORT)
    history.add(session)
    history.rate(session.id, Rating(note="fine \ud83d"))
    assert [line.note for line in history.sessions()] == ["fine ?"]
