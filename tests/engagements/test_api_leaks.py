"""What students, other partners and partners before the seat may not read: planted, and looked for
in every list, count, sheet and record."""

import pytest

from engagements.filters import EngagementFilter
from tests.factories import a_placement, a_prompt, a_reflection, a_student, an_entry
from tests.programs import API, send

LISTS = (
    "placements/", "placements/?status=applied&status=active", "placements/?waits_on=partner",
    "hours/", "hours/?waits_on=partner", "hours/?worked_after=2026-01-01", "reflections/",
    "reflections/?sharing=faculty&sharing=partner",
)  # fmt: skip


@pytest.fixture
def planted(meals):
    """A seat and an application of other students, with all that could be written on them."""
    notes = {"support_note": "A ramp", "conflict_note": "My aunt works there"}
    seat = a_placement(meals, a_student("ana@example.org"), **notes)
    applied = a_placement(meals, a_student("omar@example.org"), "applied", **notes)
    kept = a_reflection(seat, "Kept to myself")
    shared = a_reflection(seat, "For the partner", prompt=a_prompt("More?"), sharing="partner")
    early = a_reflection(applied, "Before the seat", sharing="partner")
    return {
        "placements": [seat, applied],
        "hours": [an_entry(seat, note="Lunch"), an_entry(applied, note="Too early")],
        "reflections": [kept, shared, early],
    }


def everything(client, planted) -> str:
    """All that the API tells of these records, as one text."""
    texts = [client.get(API + url).content.decode() for url in LISTS]
    sheet = client.get(f"{API}placements/?format=csv")
    texts.append(b"".join(getattr(sheet, "streaming_content", [])).decode())
    urls = [f"{API}{kind}/{row.pk}/" for kind, rows in planted.items() for row in rows]
    return "\n".join(texts + [client.get(url).content.decode() for url in urls])


WORDS = ("ana@", "omar@", "ramp", "aunt", "Lunch", "Too early", "Kept", "For the partner", "Before the")  # fmt: skip


def told(client, planted) -> list[str]:
    text = everything(client, planted)
    return [word for word in WORDS if word in text]


@pytest.mark.parametrize("role", ["student", "stranger"])
def test_others_find_nothing_and_count_nothing(client, everybody, planted, role):
    client.force_login(everybody[role])
    assert {url: client.get(API + url).json()["count"] for url in LISTS} == dict.fromkeys(LISTS, 0)
    assert told(client, planted) == []


def test_visitors_are_told_to_sign_in_or_find_nothing(client, planted):
    found = {url: client.get(API + url).status_code for url in LISTS}
    assert found == {url: 200 if url.startswith("reflections") else 401 for url in LISTS}
    assert told(client, planted) == []


def test_a_partner_reads_of_its_own_what_comes_with_the_seat(as_partner, planted):
    assert told(as_partner, planted) == ["ana@", "Lunch", "For the partner"]


def test_staff_read_all_of_it(as_staff, planted):
    assert told(as_staff, planted) == list(WORDS)


@pytest.mark.parametrize("role", ["student", "stranger"])
def test_others_steps_are_not_there_either(client, everybody, planted, role):
    client.force_login(everybody[role])
    asked = [
        send(client, "post", f"{kind}/{planted[kind][0].pk}/{step}/", {"reason": "x"}, seen='"1"')
        for kind, step in (("placements", "complete"), ("placements", "undo"), ("hours", "confirm"))
    ]
    assert [answer.status_code for answer in asked] == [404, 404, 404]


def test_who_was_faster_is_not_told_where_it_is_a_student_without_a_seat(as_partner, planted):
    applied = planted["placements"][1]
    applied._history_user = applied.student.user
    applied.save()
    asked = {"seen": '"1"'}
    early = send(as_partner, "post", f"placements/{applied.pk}/offer/", {}, **asked)
    assert (early.status_code, early.json()["title"]) == (412, "Precondition Failed")
    assert early.json()["detail"].startswith("Somebody changed this on ")
    assert "omar@" not in early.content.decode()
    seat = planted["placements"][0]
    seat._history_user = seat.student.user
    seat.save()
    late = send(as_partner, "post", f"placements/{seat.pk}/complete/", {}, **asked)
    assert late.json()["detail"].startswith("ana@example.org changed this on ")


def test_nor_after_the_api_was_described(client, secrets):
    """Describing the filters makes their fields, once for the whole process."""
    assert EngagementFilter.base_filters["organization"].field
    assert client.get("/engagements/?organization=secret-society").status_code == 400


@pytest.mark.parametrize("path", ["/api/v1/engagements/", "/engagements/"])
def test_a_hidden_organization_is_no_value_of_the_filter(client, secrets, path):
    hidden, unknown = (
        client.get(f"{path}?organization={slug}") for slug in ("secret-society", "secret-societx")
    )
    assert (hidden.status_code, unknown.status_code) == (400, 400)
    same = hidden.content.replace(b"secret-society", b"secret-societx")
    assert (same == unknown.content, b"Secret" in same) == (True, False)


@pytest.mark.parametrize("name", ["organization", "focus_area", "language", "neighborhood"])
def test_no_odd_letter_breaks_a_filter(client, secrets, name):
    answer = client.get(f"{API}engagements/?{name}=a%00b")
    told = [error["parameter"] for error in answer.json()["errors"]]
    assert (answer.status_code, told) == (400, [name])
