"""Organizations, as a sheet that is kept: see kept.Engine."""

from collections.abc import Mapping

from occme.accounts.models import User
from partners.importing import import_table
from partners.importing.columns import ORGANIZATIONS
from partners.importing.deciding import Choice, Decision
from partners.importing.outcomes import (
    Progress,
    Result,
    Within,
    in_one_transaction,
    silently,
)
from partners.importing.reading import Table


class Organizations:
    words = ORGANIZATIONS
    most_rows = 20_000
    steps = 2
    choices: tuple[Choice, ...] = (Choice.SAME, Choice.DISTINCT, Choice.SKIP)

    def run(
        self,
        table: Table,
        *,
        by: User,
        decisions: Mapping[int, Decision],
        dry_run: bool,
        progress: Progress = silently,
        within: Within = in_one_transaction,
    ) -> Result:
        return import_table(
            table,
            dry_run=dry_run,
            progress=progress,
            decisions=decisions,
            by=by,
            within=within,
        )
