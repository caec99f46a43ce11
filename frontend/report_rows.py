"""The records behind a figure."""

from functools import cached_property
from typing import Any

from django.http import Http404, QueryDict

from engagements.metrics.periods import label_of
from engagements.reports import rows
from frontend.lists import FilteredList
from partners.policies import is_staff, own_organizations


class Rows(FilteredList):
    """The records behind a figure. Lists that are staff's alone are not there for others, and in
    those of a partner's people there is nothing but what is their own organization's."""

    page_size = 100
    own_parameters = frozenset({"page", "format"})

    def __init__(self, kind: str, data: QueryDict, user: Any):
        if kind not in rows.KINDS:
            raise Http404
        self.kind = rows.KINDS[kind]
        own = own_organizations(user)
        if not is_staff(user) and not (self.kind.is_for_partners and own):
            raise Http404
        self.filter_class = self.kind.filters  # type: ignore[misc]
        super().__init__(data, user)
        if not is_staff(user):
            path = self.kind.filters.organization_path
            self.filters.queryset = self.filters.queryset.filter(**{f"{path}__in": own})

    def for_reading(self, found: Any) -> Any:
        return self.kind.read(found)

    @cached_property
    def rows(self) -> list[tuple[str, list[Any]]]:
        """Address of the record, and its values."""
        return [(rows.address_of(row), self.kind.told(row, self.user)) for row in self.page or ()]

    @cached_property
    def comes_to(self) -> Any:
        return self.kind.comes_to(self.filters.qs)

    @property
    def chips(self) -> list[tuple[str, str]]:
        """The filters in use, in words."""
        return [
            (str(self.filters.filters[name].label), self.value_shown(name, value))
            for name in self.data
            if name in self.filters.filters
            for value in self.data.getlist(name)
            if value
        ]

    def value_shown(self, name: str, value: str) -> str:
        field = self.filters.form.fields[name]
        if name.endswith(("period", "_in")) or name == "in_force":
            return label_of(value)
        choices = getattr(field, "choices", ())
        known = {str(code): str(label) for code, label in choices}
        if value in known:
            return known[value]
        asked = self.filters.form.cleaned_data.get(name) or ()
        return ", ".join(str(one) for one in asked) if isinstance(asked, list) else value
