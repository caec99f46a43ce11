"""Forms of the admin: they read what was typed, and a verb carries it out by its rules."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from engagements import accounts
from engagements.enums import Program
from occme.refusals import Stale, WrongStep
from partners import editing
from partners.closing import is_closed
from partners.enums import Role
from partners.models import Organization


class VerbForm(forms.ModelForm):
    """Where a model form would check and set the record, this one calls the verb, which locks,
    checks and writes it with its line of history, or refuses. The admin has nothing left to save.

    `by` and `verbs` are set by the admin, on the class that it makes for a request; `seen` is the
    version that the person reads."""

    by: Any = None
    verbs: Any = editing
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.is_new = self.instance._state.adding
        if not self.is_new:
            self.initial["seen"] = editing.version_of(self.instance)

    @property
    def values(self) -> dict[str, Any]:
        names = [name for name in self._meta.fields or () if name in self.cleaned_data]
        return {name: value_of(self.cleaned_data[name]) for name in names if name != "seen"}

    def _post_clean(self) -> None:
        problems = {name: list(map(str, texts)) for name, texts in self.errors.items()}
        try:
            made = self.carry_out({name: texts for name, texts in problems.items() if texts})
        except (Stale, WrongStep) as refusal:
            self.add_error(None, str(refusal))
        except ValidationError as error:
            self.tell(error, problems)
        else:
            self.instance = made

    def carry_out(self, problems: dict[str, list[str]]) -> Any:
        if self.is_new:
            return self.verbs.create(
                self._meta.model, by=self.by, values=self.values, problems=problems
            )
        return self.verbs.change(
            self.instance,
            by=self.by,
            values=self.values,
            seen=self.cleaned_data.get("seen", ""),
            problems=problems,
        )

    def tell(self, error: ValidationError, known: dict[str, list[str]]) -> None:
        for name, sentences in error.message_dict.items():
            at = name if name in self.fields and name != NON_FIELD_ERRORS else None
            new = [text for text in sentences if text not in known.get(name, ())]
            if new:
                self.add_error(at, new)


def value_of(cleaned: Any) -> Any:
    return list(cleaned) if isinstance(cleaned, QuerySet) else cleaned


class WordForm(VerbForm):
    """A word is retired, not deleted: it stays where it was used, and is offered no more."""

    is_retired = forms.BooleanField(label=_("No longer offered"), required=False)
    why = forms.CharField(
        label=_("Why"), required=False, help_text=_("Where it is retired, or brought back.")
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.is_new:
            del self.fields["is_retired"], self.fields["why"]
        else:
            self.initial["is_retired"] = is_closed(self.instance)

    @property
    def values(self) -> dict[str, Any]:
        return {n: v for n, v in super().values.items() if n not in ("is_retired", "why")}

    def carry_out(self, problems: dict[str, list[str]]) -> Any:
        return self.retired(super().carry_out(problems))

    @editing.in_one_piece
    def retired(self, word: Any) -> Any:
        wanted = self.cleaned_data.get("is_retired", False)
        if self.is_new or wanted == is_closed(word):
            return word
        verb = editing.close if wanted else editing.reopen
        why = self.cleaned_data.get("why", "")
        return verb(word, by=self.by, reason=why, seen=editing.version_of(word))


class AccountForm(VerbForm):
    """An account, and in one go what makes its owner a student, or a member of an organization."""

    program = forms.ChoiceField(
        label=_("Student of"),
        required=False,
        choices=[("", _("No student")), *Program.choices],
    )
    class_year = forms.IntegerField(
        label=_("Class year"), required=False, min_value=1900, max_value=2200
    )
    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Acts for"),
        required=False,
        empty_label=_("No organization"),
    )
    role = forms.ChoiceField(
        label=_("As"), required=False, choices=Role.choices, initial=Role.MEMBER
    )
    OF_NEW = ("program", "class_year", "organization", "role")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.is_new:
            rows = Organization.objects.visible_to(self.by).filter(closed_on=None)
            self.fields["organization"].queryset = rows.order_by("name", "pk")  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        return {n: v for n, v in super().values.items() if n not in self.OF_NEW}

    def carry_out(self, problems: dict[str, list[str]]) -> Any:
        if not self.is_new:
            return super().carry_out(problems)
        read = self.cleaned_data
        student = {name: read.get(name) for name in ("program", "class_year")}
        member = {"organization": read.get("organization"), "role": read.get("role") or Role.MEMBER}
        return accounts.open_account(
            by=self.by,
            values=self.values,
            student=student if student["program"] else None,
            member=member if member["organization"] else None,
            problems=problems,
        )
