"""The base of all forms: it reads what was typed, and leaves the rules to the verbs."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import QuerySet
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from partners import rights
from partners.forms.patients import say_no_patients
from partners.history import label
from partners.past import snapshot


class RecordForm(forms.ModelForm):
    """The fields of a record that `by` may set.

    `initial` is what the person saw, so that `values` are what they changed of it. Nothing is
    checked against the record or the database here: the verbs do, and `tell` puts what they found
    where it belongs.
    """

    rules: Any = rights
    """The rights of the app whose records these are."""

    def __init__(
        self, data: Any = None, *, by: Any, record: Any, initial: dict | None = None, **kwargs: Any
    ):
        super().__init__(data, instance=record, initial=initial, label_suffix="", **kwargs)
        self.by, self.is_new = by, record._state.adding
        rule = self.rules.settable_fields if self.is_new else self.rules.changeable_fields
        for name in {*(self._meta.fields or ())} - rule(by, type(record)):
            self.fields.pop(name, None)
        for name, field in self.fields.items():
            self.prepare(name, field)
        say_no_patients(self)

    @classmethod
    def seen(cls, data: Any, *, by: Any, record: Any, version: str) -> "RecordForm":
        """What somebody sends who read the record at a version."""
        past = snapshot(record, version)
        values = past.values if past else {}
        initial = {n: list(v) if isinstance(v, tuple) else v for n, v in values.items()}
        return cls(data, by=by, record=record, initial=initial or None)

    def prepare(self, name: str, field: Any) -> None:
        if isinstance(field, forms.ModelChoiceField):
            rows: Any = field.queryset
            field.queryset = self.choices(name, rows.all())
            if not isinstance(field, forms.ModelMultipleChoiceField):
                field.empty_label = _("Not recorded")
        elif isinstance(field, forms.TypedChoiceField):
            choices: Any = field.choices
            field.choices = [(code, words if code else blank(words)) for code, words in choices]
        elif isinstance(field, forms.DateField):
            field.widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def choices(self, name: str, rows: Any) -> Any:
        """Records that the person may see; of words only those still offered, or in use here."""
        rows = rows.visible_to(self.by)
        if not hasattr(rows, "offered"):
            return rows
        held = self.initial.get(name) or []
        held = [getattr(row, "pk", row) for row in held] if isinstance(held, list) else [held]
        return rows.offered() | rows.filter(pk__in=held)

    def full_clean(self) -> None:
        try:
            super().full_clean()
        except OverflowError:
            self.add_error(None, _("One of the choices is not on record: please choose again."))

    def _post_clean(self) -> None:
        """The record is not touched: a verb locks, changes and checks it."""

    @property
    def values(self) -> dict[str, Any]:
        """By field: of a new record all, else those that differ from what the person saw."""
        names = self.fields if self.is_new else self.changed_data
        return {name: value_of(self.cleaned_data[name]) for name in names if self.is_read(name)}

    def is_read(self, name: str) -> bool:
        return name in self.cleaned_data and name in (self._meta.fields or ())

    def tell(self, error: ValidationError) -> None:
        """The sentences of a verb, each at its field; at the top where the form has none."""
        for path, sentences in error.message_dict.items():
            name = path.split("/")[0]
            at = name if name in self.fields else None
            if at is None and name != NON_FIELD_ERRORS:
                sentences = [f"{label(self._meta.model, name)}: {text}" for text in sentences]
            self.add_error(at, [text for text in sentences if text not in self.sentences(at)])

    def sentences(self, name: str | None) -> list[str]:
        return [str(text) for text in self.errors.get(name or NON_FIELD_ERRORS, ())]

    @property
    def problems(self) -> dict[str, list[str]]:
        """What was not even understood, for the verb to tell with the rest."""
        return {name: list(map(str, texts)) for name, texts in self.errors.items()}

    def rebased(self, record: Any) -> "RecordForm":
        """The form for the record as it is now, with what the person typed put over it."""
        typed = {name: self.typed(name) for name in self.changed_data}
        now = model_to_dict(record, fields=self._meta.fields)
        return type(self)(by=self.by, record=record, initial=now | typed)

    def typed(self, name: str) -> Any:
        return self.fields[name].bound_data(self[name].data, self[name].initial)


def blank(words: Any) -> Any:
    """What choosing nothing is called, where the model does not say."""
    return _("Not recorded") if words == BLANK_CHOICE_DASH[0][1] else words


def value_of(cleaned: Any) -> Any:
    return list(cleaned) if isinstance(cleaned, QuerySet) else cleaned
