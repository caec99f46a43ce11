"""`kill -9` in the middle of an import that staff carry out in the browser, and of taking it back."""

import json

import pytest

from tests.durability.conftest import STAFF, kill, until
from tests.durability.test_kill import ROWS, is_writing

READ = """
import django; django.setup()
import sys
from pathlib import Path
from engagements.incoming import ENGINES
from occme.accounts.models import User
from partners.editing import version_of
from partners.importing.kept import begin, look
engine, by = ENGINES["organizations"], User.objects.get(email=sys.argv[1])
held = begin(Path(sys.argv[2]), kind="organizations", engine=engine, by=by)
look(held, engine=engine, by=by, seen=version_of(held))
"""
ACT = """
import django; django.setup()
import sys
from engagements.incoming import ENGINES
from occme.accounts.models import User
from partners.editing import version_of
from partners.importing.kept import carry_out
from partners.importing.undoing import undo
from partners.models import Import
by, held = User.objects.get(email=sys.argv[1]), Import.objects.get()
if sys.argv[2] == "import":
    carry_out(held, engine=ENGINES["organizations"], by=by, seen=version_of(held))
else:
    undo(held, by=by, seen=version_of(held))
"""
STATE = """
import django; django.setup()
import json
from partners.models import Import, Location, Organization
held = Import.objects.get()
print(json.dumps([held.state, Organization.objects.count(), Location.objects.count()]))
"""


@pytest.fixture
def sheet(tmp_path):
    lines = [
        f"Sample Club {n},{n + 1} Main Street,02119,42.{310000 + n},-71.{80000 + n},A list"
        for n in range(ROWS)
    ]
    file = tmp_path / "clubs.csv"
    file.write_text("\n".join(["name,address,zip,latitude,longitude,source", *lines]))
    return file


def state(tracker):
    return json.loads(tracker.python("-c", STATE))


def broken_off(tracker, act: str) -> None:
    process = tracker.started("-c", ACT, STAFF, act)
    until(lambda: is_writing(tracker) or process.poll() is not None, "rows were written")
    assert process.poll() is None, "It was done before it could be killed."
    kill(process)


def test_import_and_undo_leave_all_or_nothing(tracker, sheet):
    tracker.python("-c", READ, STAFF, str(sheet))
    broken_off(tracker, "import")
    assert state(tracker) == ["looked", 0, 0]
    tracker.python("-c", ACT, STAFF, "import")
    assert state(tracker) == ["done", ROWS, ROWS]
    broken_off(tracker, "undo")
    assert state(tracker) == ["done", ROWS, ROWS]
    tracker.python("-c", ACT, STAFF, "undo")
    assert state(tracker) == ["undone", 0, 0]
