import json
from typing import Any

import pytest

from soleus_timer.storage.validation import exercise_schema, workout_schema


@pytest.mark.parametrize("schema", [workout_schema(), exercise_schema()])
def test_a_schema_names_its_dialect_and_is_json(schema: dict[str, Any]) -> None:
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "Soleus Timer" in schema["title"]
    assert "$id" not in schema
    assert json.loads(json.dumps(schema)) == schema


def test_the_schema_of_a_workout_says_what_the_checks_say() -> None:
    schema = workout_schema()
    assert set(schema["required"]) == {"name", "blocks"}
    assert schema["additionalProperties"] is False
    seconds = schema["$defs"]["TimeDose"]["properties"]["seconds"]
    assert (seconds["minimum"], seconds["maximum"]) == (0, 86_400)


def test_the_schema_of_an_exercise_knows_its_fields() -> None:
    assert {"how_to", "form_cues", "sources"} <= exercise_schema()["properties"].keys()
