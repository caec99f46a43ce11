"""Published numbers as people read them."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.published.answers import Cell, Number
from engagements.published.metric import Metric, Unit

HIDDEN = gettext_lazy("hidden")
NOTHING = gettext_lazy("no data")


def amount(number: Number, unit: Unit) -> str:
    decimals = 1 if number % 1 else 0
    match unit:
        case Unit.DOLLARS:
            cents = 2 if number % 1 else 0
            return _("$%(number)s") % {"number": number_format(number, cents, force_grouping=True)}
        case Unit.DAYS:
            words = ngettext("%(number)s day", "%(number)s days", 1 if number == 1 else 2)
            return words % {"number": number_format(number, decimals, force_grouping=True)}
    return number_format(number, decimals, force_grouping=True)


def shown(cell: Cell | None, metric: Metric) -> str:
    """The number alone: of a share its percent, where it is a share of something."""
    if cell is None:
        return str(NOTHING)
    if cell.is_hidden:
        return str(HIDDEN)
    if not metric.is_share:
        return str(NOTHING) if cell.number is None else amount(cell.number, metric.unit)
    return str(NOTHING) if cell.percent is None else percent(cell.percent)


def percent(number: int) -> str:
    return _("%(number)s%%") % {"number": number_format(number)}


def parts_of(cell: Cell | None, metric: Metric) -> str:
    """“10 of 14”, of a share whose both numbers are told."""
    if cell is None or cell.percent is None or cell.number is None or cell.of is None:
        return ""
    return _("%(number)s of %(of)s") % {
        "number": amount(cell.number, metric.unit),
        "of": amount(cell.of, metric.unit),
    }


def in_full(cell: Cell | None, metric: Metric) -> str:
    """“71% (10 of 14)”."""
    parts = parts_of(cell, metric)
    return f"{shown(cell, metric)} ({parts})" if parts else shown(cell, metric)


def year_shown(year: str) -> str:
    """“2026–27”."""
    return year.replace("-", "–")
