"""Every setting: its default and its range."""

import json

import pytest

from soleus_timer.domain.appearance import Appearance
from soleus_timer.domain.choices import Choices
from soleus_timer.domain.settings import SessionPreferences, Settings, WhenAsleep
from soleus_timer.domain.timeline import Side
from soleus_timer.domain.workout import WalkMode
from soleus_timer.storage.validation import InvalidError, dump, validate
from tests.domain.helpers import Fields


def test_the_defaults() -> None:
    settings = Settings()
    assert settings.count_in_seconds == 3
    assert settings.when_asleep is WhenAsleep.RESTS_RUN_ON
    assert settings.appearance is Appearance.SYSTEM
    assert not settings.muted
    assert settings.choices == {}
    assert settings.cautions_seen == []
    assert 0 < settings.volume <= 100
    assert settings.session_preferences() == SessionPreferences()


def test_settings_are_kept_as_they_are() -> None:
    settings = Settings(
        count_in_seconds=0,
        muted=True,
        appearance=Appearance.DARK,
        choices={"tip-toe-walking": Choices(distance=12, mode=WalkMode.TAP, side=Side.RIGHT)},
        cautions_seen=["00ff00ff00ff00ff"],
    )
    assert validate(Settings, json.loads(json.dumps(dump(settings)))) == settings
    assert validate(Settings, dump(settings)) == settings
    assert settings.session_preferences().count_in_seconds == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"count_in_seconds": -1},
        {"count_in_seconds": 11},
        {"count_in_seconds": float("nan")},
        {"volume": 101},
        {"volume": 50.5},
        {"muted": "yes"},
        {"appearance": "pink"},
        {"when_asleep": "dream"},
        {"choices": {"walk": {"sets": 0}}},
        {"cautions_seen": "all"},
        {"cautions_seen": ["x" * 65]},
        {"colour": "red"},
    ],
)
def test_settings_that_make_no_sense(fields: Fields) -> None:
    with pytest.raises(InvalidError):
        validate(Settings, fields)
