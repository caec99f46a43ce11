"""What a request's body says, field by field: values, and everything that is wrong with them."""

from collections.abc import Iterable, Iterator
from math import isfinite
from typing import Any

from django.db.models import BigIntegerField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.validators import UniqueValidator

Problems = dict[str, list[str]]
"""Sentences by field; of a part by its path, such as `quiet_periods/0/ends_on`."""

NUMBERS_MOST = BigIntegerField.MAX_BIGINT


class Strict:
    """Refuses a name that it does not know, instead of leaving it out."""

    fields: Any

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (unknown := [name for name in data if not known(self, name)]):
            raise ValidationError({name: [cannot_be_set(self.fields, name)] for name in unknown})
        return super().to_internal_value(data)  # type: ignore[misc]


def known(serializer: Any, name: str) -> bool:
    return name in serializer.fields


def cannot_be_set(fields: Iterable[str], name: str) -> str:
    names = {"name": name[:50], "known": ", ".join(fields)}
    return _("“%(name)s” cannot be set here; these can: %(known)s.") % names


class BodySerializer(serializers.ModelSerializer):
    """The fields that requests may set. It reads them one by one, and saves nothing."""

    create_example: dict[str, Any] = {}
    change_example: dict[str, Any] = {}

    def read(
        self, data: dict[str, Any], *, allowed: Iterable[str], is_new: bool
    ) -> tuple[dict[str, Any], Problems]:
        """Values by field, and problems by field. What is not `allowed` is left as it came, for
        the verb to refuse: looking at it would tell what is on record."""
        values: dict[str, Any] = {}
        problems: Problems = {}
        for name in data:
            if name not in self.fields:
                problems[pointer_of(name)] = [cannot_be_set(self.fields, name)]
            elif name not in allowed:
                values[name] = data[name]
        for name, field in self.fields.items():
            if name not in allowed:
                continue
            if name in data:
                self.read_one(field, data[name], values, problems)
            elif is_new and field.required:
                problems[name] = [str(field.error_messages["required"])]
        return values, problems

    def read_one(self, field: Any, given: Any, values: dict[str, Any], problems: Problems) -> None:
        try:
            values[field.field_name] = field.run_validation(given)
        except ValidationError as error:
            problems.update(flat(error.detail, field.field_name))

    def get_fields(self) -> dict[str, serializers.Field]:
        """What is unique is checked with the whole record, where the record itself is known."""
        fields = super().get_fields()
        for field in fields.values():
            own = [
                v for v in getattr(field, "validators", []) if not isinstance(v, UniqueValidator)
            ]
            field.validators = own
            told = [str(v.described) for v in own if hasattr(v, "described")]
            field.help_text = " ".join(filter(None, [str(field.help_text or ""), *told])) or None
        return fields


def flat(detail: Any, path: str) -> Problems:
    """DRF's nested errors as sentences by path."""
    found: Problems = {}
    for where, sentence in leaves(detail, path):
        found.setdefault(where, []).append(sentence)
    return found


def leaves(detail: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            whole = name == "non_field_errors"
            yield from leaves(inner, path if whole else f"{path}/{pointer_of(str(name))}")
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            nested = isinstance(inner, dict | list)
            yield from leaves(inner, f"{path}/{number}" if nested else path)
    else:
        yield path, str(detail)


def pointer_of(name: str) -> str:
    """A name as a part of a JSON pointer (RFC 6901)."""
    return name[:100].replace("~", "~0").replace("/", "~1")


class Found:
    """Looks a record up, among those that the user may see, by a readable key."""

    queryset: Any
    key: str
    context: Any

    def rows(self) -> Any:
        return self.queryset.all().visible_to(self.context["request"].user)

    def one(self, value: Any) -> Any:
        found = self.rows().filter(**{self.key: value}).first()
        if found is None:
            raise ValidationError(not_on_record(value))
        return found


def not_on_record(value: Any) -> str:
    return _("“%(value)s” is not on record.") % {"value": str(value)[:100]}


class KeyField(Found, serializers.CharField):
    """A record by its key, such as a slug."""

    def __init__(self, *, queryset: Any, key: str, **kwargs: Any):
        self.queryset, self.key = queryset, key
        super().__init__(max_length=254, **kwargs)

    def run_validators(self, value: Any) -> None:
        """The text is checked before it is looked up."""

    def to_internal_value(self, data: Any) -> Any:
        text = super().to_internal_value(data)
        super().run_validators(text)
        return self.one(text)


class NumberField(Found, serializers.IntegerField):
    """A record by its number."""

    key = "pk"

    def __init__(self, *, queryset: Any, **kwargs: Any):
        self.queryset = queryset
        super().__init__(min_value=1, max_value=NUMBERS_MOST, **kwargs)

    def run_validators(self, value: Any) -> None:
        """The number is checked before it is looked up."""

    def to_internal_value(self, data: Any) -> Any:
        number = super().to_internal_value(data)
        super().run_validators(number)
        return self.one(number)


class KeysField(Found, serializers.ListField):
    """Records by their keys, each at most once, in one query."""

    def __init__(self, *, queryset: Any, key: str, **kwargs: Any):
        self.queryset, self.key = queryset, key
        kwargs = {"child": serializers.CharField(max_length=80), "max_length": 100, **kwargs}
        super().__init__(**kwargs)

    def run_validators(self, value: Any) -> None:
        """The keys are checked before they are looked up."""

    def to_internal_value(self, data: Any) -> list:
        keys = list(dict.fromkeys(super().to_internal_value(data)))
        super().run_validators(keys)
        found = {
            getattr(row, self.key): row for row in self.rows().filter(**{f"{self.key}__in": keys})
        }
        missing = [not_on_record(key) for key in keys if key not in found]
        if missing:
            raise ValidationError(missing)
        return [found[key] for key in keys]


class NumbersField(KeysField):
    """Records by their numbers, each at most once, in one query."""

    def __init__(self, *, queryset: Any, **kwargs: Any):
        child = serializers.IntegerField(min_value=1, max_value=NUMBERS_MOST)
        super().__init__(queryset=queryset, key="pk", child=child, **kwargs)


class DegreesField(serializers.FloatField):
    """Degrees: a number, and a finite one."""

    default_error_messages = {"invalid": gettext_lazy("It takes degrees, such as 42.3317.")}

    def to_internal_value(self, data: Any) -> float:
        degrees = super().to_internal_value(data)
        if isinstance(data, bool) or not isfinite(degrees):
            self.fail("invalid")
        return degrees
