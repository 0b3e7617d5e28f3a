"""From the content of a file to a class of the core, or to all that is wrong with it; and back.

Pydantic checks the types and limits that the classes declare; what it finds wrong is put in words
in `explain`. It takes a while to load, so nothing that the first frame needs imports this.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar, cast, get_args

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter, ValidationError
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, SchemaValidator, core_schema

from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.markers import ByField, ByKind, Check, Doc, Pattern
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.errors import Finding, finding, human_place

T = TypeVar("T")


class InvalidError(ValueError):
    """A value does not fit its class; `findings` are all that is wrong, each with its place."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__("; ".join(f"{human_place(path)}: {text}" for path, text in findings))


def validate(kind: type[T], value: object, *, written_by_people: bool = True) -> T:
    """Return what `value`, as TOML or JSON has it, says of a data class.

    Texts are no numbers and numbers no truth; infinities are refused. Of what people write, blanks
    around texts are taken away and unknown fields refused; the program's own records are taken as
    they are, and fields of a later version ignored. Where a class has a method `check`, it is asked
    once all its fields are right; a ValueError from it says what does not go together.

    Raises:
        InvalidError: with all that is wrong.
    """
    wanted: Any = kind
    try:
        return cast(T, _validator(wanted, written_by_people).validate_python(value))
    except ValidationError as error:
        found = error.errors(include_url=False)
    raise InvalidError([finding(kind, each) for each in found])


def prepare(*kinds: type) -> None:
    """Make what checks these classes ahead of time: some 50 ms for the first."""
    for kind in kinds:
        _validator(kind, True)


def dump(value: object, *, defaults: bool = True, nothing: bool = True) -> Any:
    """Return a data class as tables, lists, texts and numbers; `validate` reads it back.

    Without `defaults` fields are left out that are as they would be anyway; without `nothing`,
    those that are None.
    """
    kind: Any = type(value)
    return _adapter(kind).dump_python(
        value,
        mode="json",
        exclude_defaults=not defaults,
        exclude_none=not nothing,
        warnings=False,  # a whole number is as good where a fraction may stand
    )


def json_schema(kind: type) -> dict[str, Any]:
    """Return the JSON Schema of a class, with those of its parts under `$defs`."""
    return _adapter(kind).json_schema(schema_generator=_Schema)


class _Schema(GenerateJsonSchema):
    """Refuses unknown fields, and leaves out titles that only repeat the names of fields."""

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        return {**super().dataclass_schema(schema), "additionalProperties": False}

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    return adapter


@cache
def _validator(kind: Any, written_by_people: bool) -> SchemaValidator:
    return SchemaValidator(_strict(_adapter(kind).core_schema, written_by_people))


def _strict(part: Any, people: bool) -> Any:
    """Return a part of a core schema with the rules of `validate`.

    Pydantic's own strict mode would also refuse tables for classes and texts for choices.
    """
    if isinstance(part, list | tuple):
        return type(part)([_strict(each, people) for each in part])
    if not isinstance(part, dict):
        return part
    made = {key: each if key == "metadata" else _strict(each, people) for key, each in part.items()}
    match made.get("type"):
        case "int" | "bool":
            made["strict"] = True
        case "float":
            made |= {"strict": True, "allow_inf_nan": False}
        case "str":
            made["strip_whitespace"] = people
        case "dataclass-args":
            made["extra_behavior"] = "forbid" if people else "ignore"
        case "dataclass" if people and hasattr(made["cls"], "check"):
            reference = made.pop("ref", None)
            return core_schema.no_info_after_validator_function(
                _checked, cast(CoreSchema, made), ref=reference
            )
    return made


def _checked(made: Any) -> Any:
    made.check()
    return made


# Pydantic asks each marker how it changes the schema of the type beside it.


def _pattern(marker: Pattern, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
    return cast(CoreSchema, {**handler(source), "pattern": marker.expression})


def _check(marker: Check, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
    return core_schema.no_info_after_validator_function(marker.check, handler(source))


def _by_kind(_marker: ByKind, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
    classes = {_kind_of(each): each for each in get_args(source)}

    def check(value: Any) -> Any:
        if isinstance(value, dict) and not _is_one_of(classes, value.get("kind")):
            code = "unknown_kind" if "kind" in value else "no_kind"
            raise PydanticCustomError(code, "{choices}", {"choices": tuple(classes)})
        return value

    union = _tagged(source, handler, lambda table: classes[table["kind"]])
    return core_schema.no_info_before_validator_function(check, union)


def _is_one_of(names: Mapping[str, Any], name: object) -> bool:
    return isinstance(name, str) and name in names


def _by_field(marker: ByField, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
    first, other = get_args(source)
    return _tagged(source, handler, lambda table: first if marker.name in table else other)


def _tagged(
    source: Any, handler: GetCoreSchemaHandler, choose: Callable[[dict[str, Any]], type]
) -> CoreSchema:
    def name_of(value: Any) -> str:
        return (choose(value) if isinstance(value, dict) else type(value)).__name__

    schemas = {each.__name__: handler.generate_schema(each) for each in get_args(source)}
    return core_schema.tagged_union_schema(schemas, name_of)


def _kind_of(kind: Any) -> str:
    return str(next(get_args(each.type)[0] for each in fields(kind) if each.name == "kind"))


def _described(marker: Doc, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
    return {**handler(schema), "description": marker.text}


_HOOKS: Mapping[type, Callable[..., CoreSchema]] = {
    Pattern: _pattern,
    Check: _check,
    ByKind: _by_kind,
    ByField: _by_field,
}
for _marker, _hook in _HOOKS.items():
    setattr(_marker, "__get_pydantic_core_schema__", _hook)  # noqa: B010 - it has no such field
setattr(Doc, "__get_pydantic_json_schema__", _described)  # noqa: B010

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
