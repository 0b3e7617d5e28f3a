"""The window goes on without its history."""

from soleus_timer.domain.history.problems import Notice, Trouble, notice
from soleus_timer.domain.history.session import UNKNOWN, LatestDay, Rating, SessionQuery
from soleus_timer.domain.phrases import english
from tests.domain.helpers import timed, workout
from tests.domain.history.helpers import DAY, kept
from tests.storage.history.conftest import Place

SHORT = workout(timed(5))


def test_trouble_is_told_once_and_answered_with_nothing(place: Place) -> None:
    place.folder.write_text("in the way")
    heard: list[Notice] = []
    calm = place.open().report_to(heard.append)
    assert calm.last_done() == {}
    assert (
        *calm.sessions(SessionQuery()),
        *calm.efforts(SessionQuery()),
        *calm.latest("w", 3),
    ) == ()
    assert (calm.contents(), calm.days(DAY, DAY)) == (UNKNOWN, {})
    assert calm.session("session-0") is None
    assert not calm.add(kept(SHORT))
    calm.rate("session-0", Rating(1))
    calm.delete("session-0")
    calm.restore("session-0")
    calm.decline("w", "more")
    assert not calm.declined("w", 3)
    assert {one.trouble for one in heard} == {Trouble.CANNOT_OPEN}
    assert len(heard) == 1


def test_without_trouble_it_is_the_history_itself(place: Place) -> None:
    heard: list[Notice] = []
    calm = place.open().report_to(heard.append)
    session = kept(SHORT)
    assert calm.add(session)
    calm.rate(session.id, Rating(4))
    assert [line.pain for line in calm.sessions(SessionQuery())] == [4]
    assert [one.pain for one in calm.efforts(SessionQuery())] == [4]
    assert calm.last_done() == {"w": LatestDay(session.day, 1, 1)}
    assert len(calm.latest("w", 1)) == 1
    assert calm.contents().workouts == {"w": "W"}
    assert list(calm.days(DAY, DAY)) == [DAY]
    calm.decline("w", "more")
    assert calm.declined("w", 3) == {"more"}
    calm.delete(session.id)
    assert calm.session(session.id) is None
    calm.restore(session.id)
    assert calm.session(session.id) is not None
    assert (heard, calm.notices) == ([], ())


def test_what_the_history_has_to_tell_is_told_once(place: Place) -> None:
    place.folder.mkdir()
    place.path.write_text("Dear diary, " * 200)
    heard: list[Notice] = []
    calm = place.open().report_to(heard.append)
    for _ in range(2):
        calm.last_done()
    assert [one.trouble for one in heard] == [Trouble.SET_ASIDE]


def test_every_trouble_has_words() -> None:
    names = ("path", "found", "known", "reason", "aside", "failure", "name", "count", "lost")
    for trouble in Trouble:
        said = notice(trouble, **dict.fromkeys(names, "<value>"))
        assert "<value>" in english(said)


def test_the_reason_is_translated_too() -> None:
    words = {"The journal of a session, {name}: {reason}.": "{name} geht nicht: {reason}!"}
    words["a line is cut short"] = "eine Zeile ist zu kurz"
    said = notice(Trouble.JOURNAL_DAMAGED, name="a.jsonl", reason="a line is cut short")
    told = said.render(lambda template, _number: words.get(template.one, template.one))
    assert told == "a.jsonl geht nicht: eine Zeile ist zu kurz!"
