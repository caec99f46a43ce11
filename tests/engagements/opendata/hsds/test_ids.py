"""Ids stay: through changes, merges and their undoing; nobody sets one; each row has its own."""

from importlib import import_module
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connection

from engagements import merging
from engagements.merging import Plan, token_of
from engagements.models import Engagement
from engagements.opendata.hsds.ids import at_location
from engagements.opendata.hsds.taxonomies import Vocabulary
from partners import editing
from partners.models import FocusArea, Location, Organization
from tests.engagements.opendata.hsds.reading import LISTS, get, rows, walk
from tests.factories import a_location, a_partner, an_engagement
from tests.programs import change, send

MODELS = (Organization, Location, Engagement)


def test_a_link_and_its_service_lead_to_each_other():
    service = UUID("6b96e5b1-e32e-45a0-9846-ab9226aa121c")
    link = UUID("6b96e5b1-e32e-85a0-9846-ab9226aa121c")
    assert (at_location(service), at_location(link), link.version) == (link, service, 8)


def ids(found) -> list[str]:
    """Every id that is told, in order."""
    if isinstance(found, list):
        return [one for each in found for one in ids(each)]
    if not isinstance(found, dict):
        return []
    own = [found["id"]] if "id" in found else []
    return own + ids(list(found.values()))


def all_ids(client) -> list[str]:
    return [
        one
        for name in LISTS
        for one in ids(rows(client, f"{name}?full=true" if name in LISTS[:3] else name))
    ]


def test_each_address_leads_to_what_has_its_id(client, shelves):
    for name in LISTS:
        listed = [row["id"] for row in rows(client, f"{name}?per_page=1000")]
        assert [get(client, f"{name}/{one}")["id"] for one in listed] == listed
        assert len({*listed}) == len(listed) > 0


def test_ids_stay_when_all_else_is_changed(client, shelves, staff):
    before = all_ids(client)
    pantry, place = shelves.organization, shelves.location
    values = {"name": "The New Pantry", "phone": "617-555-0111", "email": "new@example.org"}
    editing.change(pantry, values=values, by=staff, seen=editing.version_of(pantry))
    moved = {"address": "9 Other St", "zip": "02120", "name": "Front room"}
    editing.change(place, values=moved, by=staff, seen=editing.version_of(place))
    shelves.title, shelves.description = "More shelves", "Other words."
    shelves.save()
    FocusArea.objects.update(title="Food and more")
    assert all_ids(client) == before


def test_no_program_sets_one(client, as_staff, shelves):
    made_up = str(uuid4())
    answers = [
        change(as_staff, f"organizations/{shelves.organization_id}/", public_id=made_up),
        change(as_staff, f"locations/{shelves.location_id}/", public_id=made_up),
        change(as_staff, f"engagements/{shelves.pk}/", public_id=made_up),
        send(as_staff, "post", "organizations/", {"name": "Club", "public_id": made_up}),
    ]
    assert [answer.status_code for answer in answers] == [400] * 4
    assert not any(model.objects.filter(public_id=made_up).exists() for model in MODELS)


@pytest.fixture
def pair(shelves):
    other = a_partner("Pantry Inc", description="The same.")
    place = a_location(other, address="4 Long St", city="Boston", state="MA", zip="02119")
    an_engagement(other, "Boxes", location=place)
    return shelves.organization, other


def merged(pair, staff):
    return merging.merge(*pair, by=staff, seen=token_of(Plan(*pair)))


def public_ids() -> list[list]:
    return [[*model.objects.order_by("pk").values_list("pk", "public_id")] for model in MODELS]


def test_a_merge_changes_no_id_and_the_old_one_leads_on(client, pair, staff):
    before = public_ids()
    merged(pair, staff)
    assert public_ids() == before
    kept, gone = pair
    answer = client.get(f"/hsds/organizations/{gone.public_id}")
    onward = f"/hsds/organizations/{kept.public_id}"
    assert (answer.status_code, answer["Location"]) == (301, onward)
    served = {row["name"]: row["organization_id"] for row in rows(client, "services")}
    assert served == dict.fromkeys(["Shelves", "Boxes"], str(kept.public_id))


def test_a_merge_of_what_nobody_knew_of_leads_nowhere(client, pair, staff):
    Organization.objects.filter(pk=pair[1].pk).update(publication="hidden")
    merged(pair, staff)
    assert get(client, f"organizations/{pair[1].public_id}", 404)["status"] == 404


def test_an_undone_merge_changes_none_either(client, pair, staff):
    before, told = public_ids(), all_ids(client)
    merging.undo(merged(pair, staff), by=staff)
    assert (public_ids(), all_ids(client)) == (before, told)


def test_a_walk_over_the_pages_meets_each_row_once(client, shelves):
    for number in range(6):
        an_engagement(a_partner(f"House {number}"), f"Work {number}")
    for name in LISTS:
        alone = [row["id"] for row in rows(client, f"{name}?per_page=1000")]
        assert walk(client, name, 3) == alone


def test_terms_have_one_id_each(shelves):
    terms = Vocabulary().terms
    assert len({term.id for term in terms}) == len(terms)
    assert len({(term.taxonomy.slug, term.code) for term in terms}) == len(terms)


def renewed(module: str, models: tuple) -> None:
    """Runs a migration that gives ids, over rows that are there."""
    editor = SimpleNamespace(connection=connection, quote_name=connection.ops.quote_name)
    import_module(module).fill(apps, editor)
    for model in models:
        held = model.objects.values_list("public_id", flat=True)
        assert len({*held}) == len(held) > 1


def test_rows_that_are_there_get_ids_of_their_own(pair):
    before = public_ids()
    renewed("partners.migrations.0013_rows_get_public_ids", (Organization, Location))
    renewed("engagements.migrations.0025_rows_get_public_ids", (Engagement,))
    assert all(old != new for old, new in zip(before, public_ids(), strict=True))
    lines = dict(Location.history.values_list("id", "public_id"))
    assert lines == dict(Location.objects.values_list("pk", "public_id"))
