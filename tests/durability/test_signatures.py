"""`kill -9` in the middle of signing: what was acknowledged holds, and nothing holds by half."""

import json
from pathlib import Path

from tests.durability.conftest import Tracker, kill, until

AGREEMENTS = 30
ENOUGH = 12
"""Acknowledged before the blow."""
SIDES = {"staff": "sam@example.org", "partner": "rosa@example.org"}

DRAW_UP = f"""
import django; django.setup()
from engagements.lifecycle import take
from occme.accounts.models import User
from tests.agreements import agreed
from tests.factories import a_member, a_partner
home = a_partner("Sample Home")
staff, partner = User.objects.get(email={SIDES["staff"]!r}), a_member({SIDES["partner"]!r}, home)
for _ in range({AGREEMENTS}):
    agreed(home, staff, partner)
"""

SIGN = """
import django; django.setup()
import os, sys
from django.core.exceptions import ValidationError
from engagements.lifecycle import take
from engagements.models import AgreementVersion
from occme.accounts.models import User
from occme.refusals import NotYours, WrongStep
from tests.agreements import signed_by
side, email, file = sys.argv[1:]
by, told = User.objects.get(email=email), os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
for version in AgreementVersion.objects.order_by("pk"):
    for digest in ("f00", version.round.digest):
        try:
            signed_by(version, by, digest=digest)
        except (NotYours, WrongStep, ValidationError):
            continue
        os.write(told, f"{version.pk} {side}\\n".encode())
"""
"""Each is tried with another text first, which is refused; what was signed is told at once."""

COUNT = """
import django; django.setup()
import json
from engagements.models import AgreementVersion, Occurrence
print(json.dumps([
    [
        version.pk,
        version.status,
        sorted(version.signatures.values_list("side", flat=True)),
        list(version.changes.filter(step="sign").order_by("pk").values_list("after", flat=True)),
        version.commitments.count(),
        Occurrence.objects.filter(commitment__version=version).count(),
    ]
    for version in AgreementVersion.objects.order_by("pk")
]))
"""

WHOLE = {
    0: ["agreed", [], 0, 0],
    1: ["signed", ["signed"], 0, 0],
    2: ["in_force", ["signed", "in_force"], 3, 7],
}
"""By how many have signed: the status, the steps, promises, and how often they are due."""


def kept(tracker: Tracker) -> dict[int, list[str]]:
    """Who has signed each version, if all else of it fits to that."""
    found = {}
    for pk, status, sides, *rest in json.loads(tracker.python("-c", COUNT)):
        assert [status, *rest] == WHOLE[len(sides)]
        found[pk] = sides
    return found


def told(file: Path) -> list[tuple[int, str]]:
    """What was acknowledged; a line that was cut off is not."""
    lines = file.read_text().split("\n")[:-1] if file.exists() else []
    return [(int(pk), side) for pk, side in map(str.split, lines)]


def test_a_killed_process_keeps_the_signatures_that_it_acknowledged(tracker, tmp_path):
    tracker.python("-c", DRAW_UP)
    file = tmp_path / "told"
    signers = [tracker.started("-c", SIGN, side, email, str(file)) for side, email in SIDES.items()]
    until(lambda: len(told(file)) >= ENOUGH, "enough was signed")
    for signer in signers:
        kill(signer)
    acknowledged, held = told(file), kept(tracker)
    assert len(acknowledged) == len({*acknowledged}) < 2 * AGREEMENTS
    assert [one for one in acknowledged if one[1] not in held[one[0]]] == []
    for side, email in SIDES.items():
        tracker.python("-c", SIGN, side, email, str(file))
    assert [*kept(tracker).values()] == [["partner", "staff"]] * AGREEMENTS
