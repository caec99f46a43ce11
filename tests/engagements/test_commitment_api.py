"""Promises and judgements over the API: what each role reads, and what would leak."""

import csv
import io
from datetime import date

import pytest
from openpyxl import load_workbook

from engagements.lifecycle import take
from engagements.models import Agreement, Judgement, Occurrence
from engagements.terms import Promise
from tests import factories
from tests.partners.test_api_queries import queries_of
from tests.programs import API, send

pytestmark = pytest.mark.usefixtures("autumn")

URL = "commitments/"
TEXT = factories.terms(
    title="Between us",
    promises=(
        Promise("pay", "staff", "Pay the cooks", "money", "250.5", "dollars", date(2026, 10, 1)),
        Promise("room", "partner", "=Lend the room", "space", due_on=date(2026, 12, 1)),
    ),
)
LEAKS = ("Whispered", "Between us", "example.org/proof", "Unasked", "Sample Home", "Second Room")


def got(client, url: str) -> dict:
    answer = client.get(API + url)
    assert answer.status_code == 200, answer.content
    return answer.json()


def in_csv(client, query: str = "") -> list[dict]:
    answer = client.get(f"{API}{URL}?format=csv&{query}")
    text = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def promised(organization, giver: str) -> Occurrence:
    return Occurrence.objects.get(organization=organization, giver=giver)


@pytest.fixture
def town(home, staff):
    """What everybody reads, and what would leak: of each organization both sides' promises."""
    shown = factories.a_partner("Open House")
    proud = factories.a_partner("Proud House")
    unasked = factories.an_organization("Unasked House", publication="public_source")
    for organization in (home, shown, proud, unasked):
        factories.an_agreement(organization, staff, "in_force", TEXT)
    Agreement.objects.filter(organization=proud).update(shows_partner_side=True)
    Agreement.objects.filter(organization=home).update(shows_partner_side=True)
    proof = {"evidence": "https://example.org/proof"}
    told = {"by": staff, "reason": "Whispered report", "details": proof}
    row = take(promised(shown, "staff"), "report", **told)
    member = factories.a_member("member@example.org", shown)
    row = take(row, "late", by=member, reason="Whispered word", details=proof)
    take(row, "answer", by=staff, reason="Whispered answer")
    return {"home": home, "shown": shown, "proud": proud, "unasked": unasked, "member": member}


PAY = {
    "side": "staff",
    "promise": "Pay the cooks",
    "kind": "money",
    "quantity": 250.5,
    "unit": "dollars",
    "due_on": "2026-10-01",
}


class TestReading:
    def test_what_visitors_read_of_one(self, client, town):
        row = promised(town["shown"], "staff")
        url = f"{URL}{row.pk}/"
        organization = {"id": town["shown"].pk, "slug": "open-house", "name": "Open House"}
        public = PAY | {
            "id": row.pk,
            "url": row.get_absolute_url(),
            "status": "late",
            "standing": "Kept late",
            "judged_on": "2026-10-15",
            "organization": organization,
        }
        assert got(client, url) == public | {"steps": []}
        rows = got(client, f"{URL}?organization=open-house")
        assert (rows["count"], rows["results"]) == (1, [public])

    def test_what_both_sides_read_of_one(self, client, staff, town):
        row = promised(town["shown"], "staff")
        agreement = Agreement.objects.get(organization=town["shown"])
        word = row.judgements.get()
        inner = {
            "agreement": agreement.pk,
            "version": 1,
            "reported_on": "2026-10-15",
            "report_note": "Whispered report",
            "report_evidence": "https://example.org/proof",
        }
        said = {
            "id": word.pk,
            "verdict": "late",
            "note": "Whispered word",
            "evidence": "https://example.org/proof",
            "given_on": "2026-10-15",
            "through": "account",
            "taken_back_at": None,
            "answer": "Whispered answer",
        }
        for user in (staff, town["member"]):
            client.force_login(user)
            (body,) = got(client, f"{URL}?organization=open-house&side=staff")["results"]
            (words,) = body.pop("judgements")
            assert words.pop("answered_at")[:10] == "2026-10-15"
            assert (words, {name: body[name] for name in inner}) == (said, inner)

    def test_which_rows_each_role_reads(self, client, everybody, town):
        found = {}
        for role in ("visitor", "student", "stranger", "partner", "staff"):
            client.logout()
            if role != "visitor":
                client.force_login(everybody[role])
            body = got(client, URL)
            rows = {(r["organization"]["slug"], r["side"]) for r in body["results"]}
            assert len(rows) == body["count"] == len(in_csv(client))
            found[role] = rows
        public = {("open-house", "staff"), ("proud-house", "staff"), ("proud-house", "partner")}
        own = {("sample-home", "staff"), ("sample-home", "partner")}
        rest = {("unasked-house", "staff"), ("unasked-house", "partner"), ("open-house", "partner")}
        assert found == {
            "visitor": public,
            "student": public,
            "stranger": public,
            "partner": public | own,
            "staff": public | own | rest,
        }

    @pytest.mark.parametrize("role", ["visitor", "student", "stranger"])
    def test_no_format_tells_a_secret(self, client, everybody, town, role):
        if role != "visitor":
            client.force_login(everybody[role])
        book = client.get(f"{API}{URL}?format=xlsx")
        sheet = load_workbook(io.BytesIO(b"".join(book.streaming_content))).active
        one = promised(town["shown"], "staff").pk
        texts = {
            "json": client.get(API + URL).content.decode(),
            "one": client.get(f"{API}{URL}{one}/").content.decode(),
            "csv": str(in_csv(client)),
            "xlsx": str([[cell.value for cell in row] for row in sheet.iter_rows()]),
        }
        assert {n: [w for w in LEAKS if w in text] for n, text in texts.items()} == {
            name: [] for name in texts
        }
        hidden = [promised(town["home"], "staff"), promised(town["shown"], "partner"),
                  promised(town["unasked"], "staff")]  # fmt: skip
        assert [client.get(f"{API}{URL}{row.pk}/").status_code for row in hidden] == [404] * 3

    def test_a_partner_reads_no_notes_of_another(self, as_partner, town):
        text = as_partner.get(API + URL).content.decode() + str(in_csv(as_partner))
        assert [word for word in ("Whispered", "example.org/proof") if word in text] == []

    def test_nobody_learns_by_asking_which_agreement_it_is(self, client, staff, town):
        agreement = Agreement.objects.get(organization=town["shown"]).pk
        assert got(client, f"{URL}?agreement={agreement}")["count"] == 0
        client.force_login(staff)
        assert got(client, f"{URL}?agreement={agreement}")["count"] == 2

    @pytest.mark.parametrize("role", ["visitor", "partner", "staff"])
    def test_csv_has_the_rows_of_the_api(self, client, everybody, town, role):
        if role != "visitor":
            client.force_login(everybody[role])
        for query in ("", "side=partner", "overdue=true", "standing=late", "ordering=-due"):
            rows = got(client, f"{URL}?{query}")["results"]
            assert in_csv(client, query) == [as_cells(row) for row in rows]

    def test_filters(self, as_staff, town):
        asked = {
            query: got(as_staff, f"{URL}?{query}")["count"]
            for query in ("side=staff", "kind=space", "overdue=true", "due_after=2026-11-01",
                          "due_before=2026-10-01&standing=late", "to_judge=true",
                          "organization=sample-home")
        }  # fmt: skip
        assert [*asked.values()] == [4, 4, 3, 4, 1, 3, 2]
        wrong = as_staff.get(f"{API}{URL}?status=kept")
        assert (wrong.status_code, wrong.json()["errors"][0]["parameter"]) == (400, "status")

    @pytest.mark.parametrize("query", ["", "?format=csv"])
    @pytest.mark.parametrize("url", [URL, "judgements/"])
    def test_as_many_queries_for_many(self, as_partner, home, staff, partner, url, query):
        if url != URL and query:
            return
        text = factories.terms(promises=(Promise("a", "staff", "A", every="monthly"),))
        numbers = []
        for count in (1, 10):
            for _ in range(count):
                factories.an_agreement(home, staff, "in_force", text)
            for row in Occurrence.objects.filter(status="open"):
                take(row, "released", by=partner)
            numbers.append(queries_of(as_partner, API + url + query))
        assert Judgement.objects.count() > 30
        assert numbers[0] == numbers[1]


def as_cells(row: dict) -> dict:
    """A row of the API as CSV writes it: names in place of numbers, nothing for what is not told."""
    organization = row["organization"]["name"]
    texts = {"promise": row["promise"].replace("=", "'=", 1), "organization": organization}
    if "agreement" in row:
        texts["agreement"] = "Between us"
    names = ("id", "side", "promise", "kind", "quantity", "unit", "due_on", "standing", "judged_on",
             "organization", "agreement", "version", "reported_on", "report_note",
             "report_evidence")  # fmt: skip
    cells = {name: (row | texts).get(name) for name in names}
    return {name: "" if cell is None else str(cell) for name, cell in cells.items()}


class TestJudgements:
    def test_the_whole_of_one(self, client, town):
        client.force_login(town["member"])
        (row,) = got(client, "judgements/")["results"]
        promise = promised(town["shown"], "staff")
        assert row.pop("answered_at")[:10] == "2026-10-15"
        assert row == {
            "id": promise.judgements.get().pk,
            "commitment": promise.pk,
            "promise": "Pay the cooks",
            "organization": {"id": town["shown"].pk, "slug": "open-house", "name": "Open House"},
            "side": "partner",
            "verdict": "late",
            "note": "Whispered word",
            "evidence": "https://example.org/proof",
            "given_on": "2026-10-15",
            "through": "account",
            "taken_back_at": None,
            "answer": "Whispered answer",
        }
        assert got(client, f"judgements/{row['id']}/")["note"] == "Whispered word"

    def test_for_both_sides_alone(self, client, everybody, partner, town):
        take(promised(town["home"], "staff"), "kept", by=partner)
        found = {}
        for role in ("student", "stranger", "partner", "staff"):
            client.force_login(everybody[role])
            rows = got(client, "judgements/")
            found[role] = (rows["count"], [r["organization"]["slug"] for r in rows["results"]])
        assert found == {
            "student": (0, []),
            "stranger": (0, []),
            "partner": (1, ["sample-home"]),
            "staff": (2, ["sample-home", "open-house"]),
        }
        client.logout()
        assert client.get(f"{API}judgements/").status_code == 401

    def test_those_that_were_given_before_stay(self, as_partner, partner, town):
        row = take(promised(town["home"], "staff"), "not_kept", by=partner)
        take(row, "kept", by=partner)
        asked = {
            query: [r["verdict"] for r in got(as_partner, f"judgements/?{query}")["results"]]
            for query in ("", "verdict=kept", "side=staff", "given_before=2026-10-14")
        }
        assert asked == {
            "": ["kept", "not_kept"],
            "verdict=kept": ["kept"],
            "side=staff": [],
            "given_before=2026-10-14": [],
        }
        assert send(as_partner, "post", "judgements/", {}).status_code == 405
