"""`manage.py count_figures`: counts what is published, so that no visitor waits for it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.published.registry import METRICS
from engagements.published.scope import Scope, years_offered
from engagements.published.telling import answer


class Command(BaseCommand):
    help = _(
        "Counts every published figure of every year on offer. Run it after an upgrade and after a "
        "large import, where there are thousands of placements."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        scopes = [Scope(year) for year in years_offered()]
        for scope in scopes:
            for key in METRICS:
                answer(key, scope)
        number = len(METRICS)
        words = ngettext("%(number)d figure is counted.", "%(number)d figures are counted.", number)
        self.stdout.write(words % {"number": number})
