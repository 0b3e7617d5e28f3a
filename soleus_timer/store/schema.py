"""The JSON Schema of what people write, for editors that complete and check as one types."""

from typing import Any

from soleus_timer.core.exercise import Exercise
from soleus_timer.core.workout import Workout
from soleus_timer.store.validation import json_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def workout_schema() -> dict[str, Any]:
    """Return the JSON Schema of the file of a workout."""
    return {
        "$schema": DIALECT,
        **json_schema(Workout),
        "title": "A workout of Soleus Timer",
    }


def exercise_schema() -> dict[str, Any]:
    """Return the JSON Schema of the file of an exercise."""
    return {
        "$schema": DIALECT,
        **json_schema(Exercise),
        "title": "An exercise of Soleus Timer",
    }
