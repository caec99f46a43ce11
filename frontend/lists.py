"""Lists that an address filters: rows in pages, the filters in use, and what was not understood."""

from collections.abc import Container
from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend.basemap import starts
from partners.filtering import StrictFilterSet
from partners.sheets import Sheet

PROBLEMS_MOST = 10
TRACKERS = {"fbclid", "gclid", "mc_cid", "mc_eid"}
NOTHING = "."
PRINT = "print"
WITHIN = [
    ("400", gettext_lazy("¼ mile, about 5 minutes on foot")),
    ("800", gettext_lazy("½ mile, about 10 minutes")),
    ("1600", gettext_lazy("1 mile, about 20 minutes")),
]


class FilteredList:
    """One address of a list. Where a parameter is not understood there are no rows at all:
    a list that silently leaves a filter out would answer another question than was asked."""

    filter_class: ClassVar[Any]
    page_size: ClassVar[int]
    sheet: ClassVar[Sheet | None] = None
    """How the list comes in other formats."""
    own_parameters = frozenset({"page"})
    """What the page takes besides filters."""

    def __init__(self, data: QueryDict, user: Any):
        self.data, self.user = without_trackers(data), user
        self.filters: StrictFilterSet = self.filter_class(self.data, user=user)

    @cached_property
    def problems(self) -> dict[str, str]:
        """Parameter → a sentence about what is wrong with it."""
        found = {} if self.filters.is_valid() else self.filters.errors.as_data()
        problems = {
            name: " ".join(self.sentence(name, error) for error in errors)
            for name, errors in found.items()
        }
        formats = self.data.getlist("format")
        if self.sheet and formats not in ([], [""], *([one] for one in self.formats)):
            takes = _("It takes one of %(known)s.") % {"known": ", ".join(self.formats)}
            problems["format"] = takes
        known = self.filters.parameters | self.without_filters
        for name in [name for name in self.data if name not in known][:PROBLEMS_MOST]:
            problems[name] = _("“%(name)s” is not a filter of this list.") % {"name": name[:50]}
        return problems

    @property
    def formats(self) -> list[str]:
        return [*self.sheet.formats, PRINT] if self.sheet else []

    @property
    def without_filters(self) -> frozenset[str]:
        return self.own_parameters | ({"format"} if self.sheet else set())

    def sentence(self, name: str, error: ValidationError) -> str:
        """The filter's own words; but the codes that the API takes are not for people."""
        if error.code != "invalid_choice":
            return " ".join(error.messages)
        return _("“%(value)s” is not one of its choices.") % {
            "value": (error.params or {}).get("value", "")
        }

    @property
    def labeled_problems(self) -> list[tuple[str, str, str]]:
        """Parameter, its label where it has one, and the sentence."""
        filters = self.filters.filters
        return [
            (name, filters[name].label if name in filters else name[:50], sentence)
            for name, sentence in self.problems.items()
        ]

    def for_reading(self, rows: Any) -> Any:
        """The rows with all that the page shows of them."""
        return rows.for_reading(self.user)

    @property
    def exported(self) -> Any:
        """What the sheet takes, in whatever format."""
        return self.filters.qs

    @property
    def listed(self) -> Any:
        """All that the pages are cut from; asked for only where every filter is understood."""
        return self.for_reading(self.filters.qs)

    @cached_property
    def page(self) -> Page | None:
        if self.problems:
            return None
        paginator = Paginator(self.listed, self.page_size)
        try:
            return paginator.page(self.data.get("page") or 1)
        except InvalidPage:
            sentence = _("It takes a whole number from 1 to %(last)d.")
            self.problems["page"] = sentence % {"last": paginator.num_pages}
            return None

    @property
    def is_understood(self) -> bool:
        """Whether every parameter was; the page number counts too."""
        return self.page is not None

    @cached_property
    def understood(self) -> Any:
        """The filters without those that have a problem: for choices and counts, never for rows."""
        if not self.problems:
            return self.filters
        data = self.data.copy()
        for name in self.problems:
            data.pop(name, None)
        filters = self.filter_class(data, user=self.user)
        filters.is_valid()
        return filters

    @property
    def asked(self) -> dict[str, Any]:
        """The single values as they were asked for, for the form's fields."""
        return {name: values[-1] for name, values in self.data.lists() if values}

    @property
    def api_query(self) -> str:
        """The same rows elsewhere: the address without what is the page's own."""
        return self.query_without(self.without_filters)

    def query_without(self, names: Container[str]) -> str:
        query = address(self.data, names)
        return query if query != NOTHING else ""

    @property
    def export_query(self) -> str:
        """The same, to be followed by one parameter more."""
        return f"{self.api_query}&" if self.api_query else "?"

    @property
    def told(self) -> list[tuple[str, str]]:
        """The filters in use, in words."""
        form = self.filters.form
        return [
            (str(self.filters.filters[name].label), in_words(value, form.fields[name]))
            for name, value in self.filters.values.items()
        ]

    @property
    def about(self) -> list[tuple[str, str]]:
        """What a file of the list says about itself."""
        when = date_format(localtime(), "DATETIME_FORMAT")
        title = str(self.sheet.title) if self.sheet else ""
        filters = self.told or [(_("Filter"), _("None: all rows that you may see"))]
        return [(_("List"), title), (_("As of"), when), *filters]

    within = WITHIN

    @property
    def starts(self) -> list[tuple[str, str]]:
        """Choices of “near”: (value, name)."""
        return [(point_value(spot), spot["name"]) for spot in starts()]

    @property
    def has_own_point(self) -> bool:
        """Whether `near` is understood and is none of the choices."""
        near = self.asked.get("near")
        return bool(near) and "near" not in self.problems and near not in dict(self.starts)

    @property
    def has_own_distance(self) -> bool:
        within = self.asked.get("within_m")
        return bool(within) and "within_m" not in self.problems and within not in dict(WITHIN)


def in_words(value: Any, field: Any) -> str:
    """A value of a filter as people say it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices = {str(code): str(label) for code, label in getattr(field, "choices", ())}
    many = isinstance(value, list | QuerySet)
    return ", ".join(choices.get(str(one), str(one)) for one in (value if many else [value]))


def without_trackers(data: QueryDict) -> QueryDict:
    """The address without what mail programs and social networks hang on to links."""
    kept = data.copy()
    for name in data:
        if name.startswith("utm_") or name in TRACKERS:
            del kept[name]
    return kept


def point_value(stop: dict[str, Any]) -> str:
    longitude, latitude = stop["at"]
    return f"{latitude},{longitude}"


def address(data: QueryDict, without: Container[str]) -> str:
    """The query string, with its question mark, of all values that say something."""
    kept = QueryDict(mutable=True)
    for name in data:
        if name not in without:
            kept.setlist(name, [value for value in data.getlist(name) if value])
    text = kept.urlencode(safe=",")
    return f"?{text}" if text else NOTHING
