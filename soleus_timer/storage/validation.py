"""From the content of a file to a class of the domain, or to all that is wrong with it; and back.

pydantic-core checks the types and limits that the classes declare; `errors` has the words for what
it finds. Only the JSON Schema needs pydantic itself, which takes 90 ms more to load and to ask each
class: a third of the time until Start counts.
"""

import builtins
import types
import typing
from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, asdict, fields, is_dataclass
from enum import EnumMeta
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin

from pydantic_core import (
    CoreSchema,
    PydanticCustomError,
    SchemaSerializer,
    SchemaValidator,
    ValidationError,
    core_schema,
)

from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.markers import ByField, ByKind, Check, Doc, Parse, Pattern
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.errors import Finding, finding, human_place

T = TypeVar("T")


class InvalidError(ValueError):
    """A value does not fit its class; `findings` are all that is wrong, each with its place."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__("; ".join(f"{human_place(path)}: {text}" for path, text in findings))


def validate(kind: type[T], value: object, *, written_by_people: bool = True) -> T:
    """Return `value`, as TOML or JSON has it, as an instance of the data class `kind`.

    A text is never taken for a number nor a number for a truth value; infinities are refused. In
    what people write, blanks around texts are removed and unknown fields refused; in the program's
    own records texts stay as they are, and fields of a later version are ignored. A class with a
    method `check` is asked once all its fields are right; it raises ValueError where they do not go
    together.

    Raises:
        InvalidError: with all that is wrong.
    """
    try:
        return cast(T, _validator(cast(Any, kind), written_by_people).validate_python(value))
    except ValidationError as error:
        found = error.errors(include_url=False)
    raise InvalidError([finding(kind, each) for each in found])


def prepare(*kinds: type) -> None:
    """Make the validators of these classes ahead of time."""
    for kind in kinds:
        _validator(kind, True)


def dump(value: object, *, defaults: bool = True, nothing: bool = True) -> Any:
    """Return a data class as tables, lists, texts and numbers; `validate` reads it back.

    Without `defaults`, fields that have their default are left out; without `nothing`, those that
    are None.
    """
    return _serializer(cast(Any, type(value))).to_python(
        value,
        mode="json",
        exclude_defaults=not defaults,
        exclude_none=not nothing,
        warnings=False,  # a whole number is as good where a fraction may stand
    )


def json_schema(kind: type) -> dict[str, Any]:
    """Return the JSON Schema of a class, with those of its parts under `$defs`."""
    from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue  # noqa: PLC0415

    class Schema(GenerateJsonSchema):
        """Refuses unknown fields, and leaves out titles that only repeat the names of fields."""

        def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
            return {**super().dataclass_schema(schema), "additionalProperties": False}

        def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
            return False

    return Schema().generate(_schema(kind, people=True))


@cache
def _validator(kind: Any, people: bool) -> SchemaValidator:
    return SchemaValidator(_schema(kind, people=people))


@cache
def _serializer(kind: Any) -> SchemaSerializer:
    return SchemaSerializer(_schema(kind, people=True))


def _schema(kind: Any, *, people: bool) -> CoreSchema:
    builder = _SchemaBuilder(people=people)
    schema = builder.schema(kind)
    return core_schema.definitions_schema(schema, list(builder.classes.values()))


class _SchemaBuilder:
    """Builds what pydantic-core is to check from the types that data classes declare."""

    def __init__(self, *, people: bool) -> None:
        self.classes: dict[str, CoreSchema] = {}
        """The data classes met so far, by reference."""
        self._people = people
        self._plain: dict[Any, CoreSchema] = {
            Any: core_schema.any_schema(),
            bool: core_schema.bool_schema(strict=True),
            int: core_schema.int_schema(strict=True),
            float: core_schema.float_schema(strict=True, allow_inf_nan=False),
            str: core_schema.str_schema(strip_whitespace=people),
        }

    def schema(self, kind: Any) -> CoreSchema:
        """Return the schema of a type.

        Raises:
            TypeError: it is none of the types that fields of files have.
        """
        kind = getattr(kind, "__supertype__", kind)  # of a NewType
        of = get_args(kind)
        schema: CoreSchema
        match get_origin(kind):
            case typing.Annotated:
                schema = self._marked(*of)
            case typing.Literal:
                schema = core_schema.literal_schema(list(of))
            case typing.Union | types.UnionType:
                (one,) = (each for each in of if each is not types.NoneType)
                schema = core_schema.nullable_schema(self.schema(one))
            case builtins.list:
                schema = core_schema.list_schema(self.schema(of[0]))
            case builtins.tuple:
                items = [self.schema(each) for each in of if each is not Ellipsis]
                repeated = 0 if of[-1] is Ellipsis else None
                schema = core_schema.tuple_schema(items, variadic_item_index=repeated)
            case builtins.dict:
                schema = core_schema.dict_schema(*map(self.schema, of))
            case _ if kind in self._plain:
                schema = self._plain[kind]
            case _ if is_dataclass(kind):
                schema = self._class(kind)
            case _ if isinstance(kind, EnumMeta):
                schema = core_schema.enum_schema(kind, list(kind), sub_type="str")
            case _:
                raise TypeError(f"no field of a file has the type {kind}")
        return schema

    def _class(self, kind: Any) -> CoreSchema:
        reference = f"{kind.__module__}.{kind.__qualname__}:{id(kind)}"
        if reference not in self.classes:
            arguments = core_schema.dataclass_args_schema(
                kind.__name__,
                [self._field(each) for each in fields(kind)],
                extra_behavior="forbid" if self._people else "ignore",
            )
            names = [each.name for each in fields(kind)]
            schema: CoreSchema = core_schema.dataclass_schema(kind, arguments, names, slots=True)
            if self._people and hasattr(kind, "check"):
                schema = core_schema.no_info_after_validator_function(_checked, schema)
            self.classes[reference] = cast(CoreSchema, {**schema, "ref": reference})
        return core_schema.definition_reference_schema(reference)

    def _field(self, field: Field[Any]) -> core_schema.DataclassField:
        schema = self.schema(field.type)
        if field.default is not MISSING:
            schema = core_schema.with_default_schema(schema, default=field.default)
        elif field.default_factory is not MISSING:
            schema = core_schema.with_default_schema(schema, default_factory=field.default_factory)
        return core_schema.dataclass_field(field.name, schema, kw_only=field.kw_only is True)

    def _marked(self, kind: Any, *marks: Any) -> CoreSchema:
        """Return the schema of a type with the markers that stand beside it."""
        first = marks[0]
        if isinstance(first, Parse):
            return core_schema.no_info_plain_validator_function(first.parse)
        if isinstance(first, ByKind):
            return self._by_kind(get_args(kind))
        if isinstance(first, ByField):
            one, other = get_args(kind)
            return self._tagged((one, other), lambda table: one if first.name in table else other)
        schema: Any = self.schema(kind)
        for mark in marks:
            match mark:
                case Pattern():
                    schema = {**schema, "pattern": mark.expression}
                case Check():
                    schema = core_schema.no_info_after_validator_function(mark.check, schema)
                case Doc():
                    schema = {
                        **schema,
                        "metadata": {"pydantic_js_updates": {"description": mark.text}},
                    }
                case _:  # limits are called the same in both
                    schema = {**schema, **asdict(mark)}
        return cast(CoreSchema, schema)

    def _by_kind(self, union: Sequence[Any]) -> CoreSchema:
        classes = {_kind_of(each): each for each in union}

        def check(value: Any) -> Any:
            if isinstance(value, dict):
                kind = value.get("kind")
                if not isinstance(kind, str) or kind not in classes:
                    code = "unknown_kind" if "kind" in value else "no_kind"
                    raise PydanticCustomError(code, "{choices}", {"choices": tuple(classes)})
            return value

        tagged = self._tagged(union, lambda table: classes[table["kind"]])
        return core_schema.no_info_before_validator_function(check, tagged)

    def _tagged(self, union: Sequence[Any], choose: Callable[[dict[str, Any]], type]) -> CoreSchema:
        def name_of(value: Any) -> str:
            return (choose(value) if isinstance(value, dict) else type(value)).__name__

        schemas = {each.__name__: self.schema(each) for each in union}
        return core_schema.tagged_union_schema(schemas, name_of)


def _checked(made: Any) -> Any:
    made.check()
    return made


def _kind_of(kind: Any) -> str:
    """Return the one text that the field `kind` of a class may have."""
    return str(next(get_args(each.type)[0] for each in fields(kind) if each.name == "kind"))


DIALECT = "https://json-schema.org/draft/2020-12/schema"


def workout_schema() -> dict[str, Any]:
    """Return the JSON Schema of the file of a workout."""
    return {"$schema": DIALECT, **json_schema(Workout), "title": "A workout of Soleus Timer"}


def exercise_schema() -> dict[str, Any]:
    """Return the JSON Schema of the file of an exercise."""
    return {"$schema": DIALECT, **json_schema(Exercise), "title": "An exercise of Soleus Timer"}
