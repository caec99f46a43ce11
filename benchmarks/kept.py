"""`python -m benchmarks.kept SHEET`: a sheet as staff import it in the browser: read, looked at,
carried out, taken back. Prints a line with the seconds of each."""

import sys
from pathlib import Path
from time import perf_counter
from typing import Any

import django

django.setup()

from engagements.incoming import ENGINES  # noqa: E402
from occme.accounts.models import User  # noqa: E402
from partners.editing import version_of  # noqa: E402
from partners.importing.kept import begin, carry_out, look  # noqa: E402
from partners.importing.undoing import undo  # noqa: E402

ENGINE = ENGINES["organizations"]


def measure(sheet: Path) -> None:
    staff, _made = User.objects.get_or_create(email="bench@example.org", is_staff=True)
    seconds = []

    def timed(act: Any, *args: Any, **options: Any) -> Any:
        began = perf_counter()
        held = act(*args, by=staff, **options)
        seconds.append(perf_counter() - began)
        return held

    held = timed(begin, sheet, kind="organizations", engine=ENGINE)
    held = timed(look, held, engine=ENGINE, seen=version_of(held))
    held = timed(carry_out, held, engine=ENGINE, seen=version_of(held))
    timed(undo, held, seen=version_of(held))
    cells = " | ".join(f"{one:.1f}" for one in seconds)
    print(f"| {held.row_count:,} | {cells} |")


if __name__ == "__main__":
    measure(Path(sys.argv[1]))
