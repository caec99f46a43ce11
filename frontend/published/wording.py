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


def number_of(cell: Cell | None, metric: Metric) -> Number | None:
    """Of a share its percent; None where no number is told."""
    if cell is None or cell.is_hidden:
        return None
    return cell.percent if metric.is_share else cell.number


def shown(cell: Cell | None, metric: Metric) -> str:
    """The number alone, in words."""
    number = number_of(cell, metric)
    if number is None:
        return str(HIDDEN if cell and cell.is_hidden else NOTHING)
    if metric.is_share:
        return _("%(number)s%%") % {"number": number_format(number)}
    return amount(number, metric.unit)


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
