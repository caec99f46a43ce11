"""One published figure as a page shows it: its number, its chart, and where to take it from."""

from functools import cached_property
from xml.etree.ElementTree import Element, tostring

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from engagements.published.answers import Answer
from engagements.published.metric import DIMENSIONS, Dimension
from frontend.published.asked import Asked
from frontend.published.charts import YEAR, Chart, chart_of
from frontend.published.drawing import drawn, file_of, nothing, picture
from frontend.published.maps import map_of
from frontend.published.wording import amount, in_full, number_of, parts_of, shown, year_shown


class Figure:
    """`by`: what its chart is broken down by; empty where it is one number alone."""

    has_map = False

    def __init__(self, answer: Answer, asked: Asked, by: str):
        self.answer, self.asked, self.by = answer, asked, str(by)
        self.metric = answer.metric

    @property
    def id(self) -> str:
        return f"{self.metric.key}-{self.by}"

    @property
    def shown(self) -> str:
        return shown(self.answer.total, self.metric)

    @property
    def parts(self) -> str:
        return parts_of(self.answer.total, self.metric)

    @property
    def before(self) -> str:
        return in_full(self.answer.before, self.metric)

    @property
    def before_year(self) -> str:
        return year_shown(self.asked.scope.before)

    @property
    def is_told(self) -> bool:
        """Whether it is told of what was asked for."""
        return self.answer.total is not None

    @property
    def has_number(self) -> bool:
        return number_of(self.answer.total, self.metric) is not None

    @property
    def is_all_hidden(self) -> bool:
        """Whether neither the number nor a part of the chart is left to show."""
        is_hidden = self.answer.total is not None and self.answer.total.is_hidden
        return is_hidden and not (self.chart and self.chart.is_drawn)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all, in no year."""
        cells = [cell for cell in (self.answer.total, *self.answer.years) if cell]
        cells += [cell for found in self.answer.by.values() for cell in found]
        return not any(cell.is_hidden or cell.number or cell.of for cell in cells)

    @property
    def estimated(self) -> str:
        total = self.answer.total
        return amount(total.estimated, self.metric.unit) if total and total.estimated else ""

    @cached_property
    def chart(self) -> Chart | None:
        return chart_of(self.answer, self.by) if self.by and not self.is_empty else None

    @property
    def why_no_chart(self) -> str:
        """A sentence, where there is nothing to draw, or not by what the page compares by."""
        if not self.is_told:
            return _("There is no number for this choice.")
        if self.is_empty:
            return _("Nothing is recorded yet.")
        dimension = None if self.by in ("", YEAR) else Dimension(self.by)
        if dimension and dimension not in self.metric.broken_down_by:
            return _("It is not counted by: %(name)s.") % {"name": DIMENSIONS[dimension]}
        if dimension and not self.answer.by:
            return self.why_total_alone
        if self.by == YEAR and not self.answer.years:
            return _("It is told as of today, not by year.")
        return ""

    @property
    def why_total_alone(self) -> str:
        """A sentence, where it is not broken down any more."""
        if not self.is_told or not self.asked.scope.dimension or self.metric.is_open:
            return ""
        return _(
            "For one choice only the total is shown: with a second it could tell of few people."
        )

    @property
    def svg(self) -> SafeString:
        return SafeString(drawn(self.chart)) if self.chart else SafeString("")

    @property
    def picture(self) -> Element | None:
        return picture(self.chart) if self.chart else None

    def file(self, source: str) -> bytes:
        """For slides; where there is nothing to draw it says so."""
        title = self.chart.title if self.chart else str(self.metric.label)
        return file_of(self.picture or nothing(), title, source)

    @property
    def has_several(self) -> bool:
        """Whether one organization can be in several of the parts."""
        return self.by in (Dimension.NEIGHBORHOOD, Dimension.LANGUAGE, Dimension.FOCUS_AREA)

    @property
    def as_of(self) -> str:
        return date_format(self.answer.as_of, "DATE_FORMAT")

    @property
    def address(self) -> str:
        """The page of all its numbers."""
        return reverse("dashboard_figure", args=[self.metric.key]) + self.asked.scope_query

    @property
    def api(self) -> str:
        """To be followed by one parameter more."""
        return reverse("api:metric-detail", args=[self.metric.key]) + self.asked.scope_query

    @property
    def own_query(self) -> str:
        by = {} if self.by == YEAR else {"by": self.by}
        return self.asked.scope_query + (f"&{urlencode(by)}" if by else "")

    @property
    def svg_address(self) -> str:
        return reverse("chart_svg", args=[self.metric.key]) + self.own_query

    @property
    def embed_address(self) -> str:
        return reverse("embed_chart", args=[self.metric.key]) + self.own_query

    @property
    def embed_height(self) -> int:
        rows = len(self.chart.drawn) if self.chart and not self.chart.is_of_years else 4
        return 260 + 60 * rows


class MapFigure(Figure):
    """A figure by neighborhood, as a map."""

    has_map = True

    @property
    def own_query(self) -> str:
        return f"{self.asked.scope_query}&{urlencode({'map': self.metric.key})}"

    @property
    def id(self) -> str:
        return "map"

    @property
    def picture(self) -> Element | None:
        return map_of(self.answer, self.chart) if self.chart else None

    @property
    def svg(self) -> SafeString:
        found = self.picture
        return SafeString("" if found is None else tostring(found, encoding="unicode"))

    @property
    def svg_address(self) -> str:
        return reverse("map_svg") + self.own_query

    @property
    def embed_address(self) -> str:
        return reverse("embed_map") + self.own_query

    @property
    def embed_height(self) -> int:
        return 720
