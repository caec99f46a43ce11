"""`manage.py hour_totals`: proves that the sums of hours are what the entries come to."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.totals import Difference, differences, rebuild

SHOWN_MOST = 20


class Command(BaseCommand):
    help = _("Compares the sums of hours with the entries, or sums them anew.")

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--check", action="store_true", help=_("say what differs, exit with 1"))
        what.add_argument("--rebuild", action="store_true", help=_("sum all entries anew"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rebuild"]:
            rebuild()
        found = differences()
        for one in found[:SHOWN_MOST]:
            self.stdout.write(line(one))
        if found:
            sentence = ngettext(
                "%(count)d sum of hours differs. Run hour_totals --rebuild.",
                "%(count)d sums of hours differ. Run hour_totals --rebuild.",
                len(found),
            )
            raise CommandError(sentence % {"count": len(found)})
        self.stdout.write(_("The sums of hours are what the entries come to."))


def line(one: Difference) -> str:
    words = _("%(side)s: placement %(placement)d, half-year from %(begins_on)s, %(kind)s")
    parts = [
        words % one._asdict(),
        _("confirmed") if one.is_confirmed else _("not confirmed"),
        _("estimate") if one.is_estimate else _("actual"),
        _("%(minutes)d minutes in %(entries)d entries") % one._asdict(),
    ]
    return ", ".join(parts)
