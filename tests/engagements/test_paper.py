"""An agreement as PDF: read back, and compared with what is agreed and signed."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from engagements.agreements.paper import paper_of
from engagements.agreements.writing import save_draft
from engagements.lifecycle import take
from tests.agreements import TERMS, a_draft, agreed, countered, in_force, signed_by
from tests.factories import a_link

FOOT = re.compile(r".+ · version .+ Page \d+ of \d+ *$")
TEXT = """\
Pressure and tea
Between OCCME and Sample Home.
Memorandum of understanding · First version · version 1, round 1
{standing}
It holds from Sept. 1, 2026 to Dec. 31, 2026, both included. Both sides look at it again every 2
months.
What we want to do together
We listen to one another.
Then we act.
How it ends well
We say goodbye.
What OCCME gives
1. Pay the community educators. · 250 dollars · Every month
What Sample Home gives
1. Lend the common room. · Once, Nov. 2, 2026
What both give together
1. Say aloud what we learned. · Once
Signatures
{signatures}
The text
Round 1, as it was sent by OCCME on Oct. 15, 2026, noon EDT.
SHA-256 of this text, which both sides sign: {digest}"""


def read(paper: bytes) -> str:
    """All of its lines but the feet; the reader puts a zero before each Chinese character."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(paper)).pages]
    lines = "\n".join(pages).replace("\0", "").split("\n")
    return "\n".join(line for line in lines if line and not FOOT.match(line))


def words_of(paper: bytes) -> list[str]:
    """Whatever the lines are that they stand in."""
    return read(paper).split()


def whole(version, standing: str, *signatures: str) -> list[str]:
    """All that the paper of `version` has to say, and nothing else."""
    told = {"standing": standing, "signatures": "\n".join(signatures)}
    return TEXT.format(digest=version.round.digest, **told).split()


def test_paper_holds_the_text_and_says_that_nobody_signed(autumn, home, staff, partner):
    version = agreed(home, staff, partner)
    standing = "Draft, not signed. On Oct. 15, 2026: Agreed, to be signed."
    nobody = ("For OCCME: not signed.", "For Sample Home: not signed.")
    assert words_of(paper_of(version)) == whole(version, standing, *nobody)


def test_paper_says_who_signed_how_and_when(autumn, home, staff, partner, rosa):
    version = signed_by(agreed(home, staff, partner), staff, name="Sam Staff", title="Director")
    link, _address = a_link(rosa, "agreement", version.agreement)
    version = signed_by(version, link, name="Rosa Sample", title="Coordinadora")
    assert words_of(paper_of(version)) == whole(
        version,
        "Signed by both sides. On Oct. 15, 2026: In force.",
        "For OCCME:",
        "Sam Staff, Director",
        "Signed with the account of Sam Staff, on Oct. 15, 2026, noon EDT.",
        "For Sample Home:",
        "Rosa Sample, Coordinadora",
        "Signed through a link that was sent to Rosa Sample, on Oct. 15, 2026, noon EDT.",
    )


def test_paper_says_what_staff_noted_on_behalf(autumn, home, staff, partner):
    version = signed_by(agreed(home, staff, partner), staff, name="Sam Staff")
    paper = {"on_behalf": True, "scan": ("signed.pdf", b"%PDF-1.4")}
    sent = {"name": "Rosa Sample", "digest": version.round.digest, **paper}
    version = take(version, "sign", by=staff, reason="She signed at our desk.", details=sent)
    assert words_of(paper_of(version)) == whole(
        version,
        "Signed by both sides. On Oct. 15, 2026: In force.",
        "For OCCME:",
        "Sam Staff",
        "Signed with the account of Sam Staff, on Oct. 15, 2026, noon EDT.",
        "For Sample Home:",
        "Rosa Sample",
        "Noted on behalf by Sam Staff of OCCME on Oct. 15, 2026, noon EDT: “She signed at our desk.” A",
        "scan of the paper is kept: signed.pdf.",
    )


def test_paper_leaves_out_a_signature_that_is_void(autumn, home, staff, partner):
    version = signed_by(agreed(home, staff, partner), partner, name="Void Voss")
    version = take(version, "change", by=staff, reason="One word is wrong.")
    nobody = ("For OCCME: not signed.", "For Sample Home: not signed.")
    standing = "Draft, not signed. On Oct. 15, 2026: In review."
    assert words_of(paper_of(version)) == whole(version, standing, *nobody)


def test_paper_has_a_title_a_language_and_tags(autumn, home, staff, partner):
    reader = PdfReader(BytesIO(paper_of(in_force(home, staff, partner))))
    root = reader.trailer["/Root"]
    tags = [one.get_object()["/S"] for one in root["/StructTreeRoot"]["/K"][0]["/K"]]
    assert (reader.metadata.title, root["/Lang"]) == ("Pressure and tea", "en-us")
    assert root["/MarkInfo"] == {"/Marked": True}
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712  # Its own kind of true.
    headings = [tag for tag in tags if tag != "/P"]
    assert headings == ["/H1", *["/H2"] * 7]


def test_paper_prints_the_scripts_of_the_neighborhood(autumn, home, staff, partner):
    lines = [
        "Nguyễn Thảo Ổn được đặt",
        "Sezisman: fòk nou pale",
        "Kretxeu di Kabu Verdi, ku ñ",
        "¿Cómo? ¡Así!",
        "陈美玲 陳美玲",
    ]
    text = "\n".join([*lines, "الاتفاق"])
    version = a_draft(home, staff, replace(TERMS, sections={"purpose": text}))
    found = read(paper_of(version)).split("\n")
    assert [line for line in lines if line not in found] == []
    assert "Some letters are printed" not in " ".join(found)


def test_paper_says_which_letters_it_cannot_print(autumn, home, staff, partner):
    version = a_draft(home, staff, replace(TERMS, title="አብ together"))
    last = read(paper_of(version)).split("\n")
    assert last[0] == "?? together"
    assert (
        "Some letters are printed as “?”, for this file has no font for them (Ethiopic). "
        "The agreement’s page shows them." in " ".join(" ".join(last).split())
    )


def test_a_long_text_loses_nothing_between_pages(autumn, home, staff, partner):
    words = " ".join(f"Word{number}." for number in range(550))
    sections = dict.fromkeys(("purpose", "values", "decisions", "conflict"), words)
    paper = paper_of(a_draft(home, staff, replace(TERMS, sections=sections)))
    assert [word for word in words_of(paper) if word.startswith("Word")] == words.split() * 4
    pages = [page.extract_text().split("\n") for page in PdfReader(BytesIO(paper)).pages]
    foot = "Pressure and tea · version 1, not sent yet"
    feet = [f"{foot} Page {number} of {len(pages)}" for number in range(1, len(pages) + 1)]
    assert [lines[-1].strip() for lines in pages] == feet
    assert len(pages) > 3


def test_paper_says_that_one_side_alone_has_signed(autumn, home, staff, partner):
    version = signed_by(agreed(home, staff, partner), partner, name="Rosa Sample")
    assert words_of(paper_of(version)) == whole(
        version,
        "Draft, signed by one side alone. On Oct. 15, 2026: Signed by one side.",
        "For OCCME: not signed.",
        "For Sample Home:",
        "Rosa Sample",
        "Signed with the account of partner@example.org, on Oct. 15, 2026, noon EDT.",
    )


# Who is sent it


def pdf(client, version):
    return client.get(reverse("agreement_pdf", args=[version.agreement_id, version.number]))


def test_both_sides_take_it_along_as_a_file(autumn, client, home, staff, partner):
    version = in_force(home, staff, partner)
    for person in (staff, partner):
        client.force_login(person)
        response = pdf(client, version)
        name = (
            f'attachment; filename="sample-home-agreement-{version.agreement_id}-v1-2026-10-15.pdf"'
        )
        told = (response.status_code, response["Content-Type"], response["Content-Disposition"])
        assert told == (200, "application/pdf", name)
        assert read(response.content).startswith("Pressure and tea\nBetween OCCME and Sample Home.")


def test_nobody_else_learns_that_it_is_there(client, home, staff, partner, student, stranger):
    version = in_force(home, staff, partner)
    for person in (student, stranger):
        client.force_login(person)
        assert pdf(client, version).status_code == 404
    client.logout()
    assert pdf(client, version).status_code == 302


@pytest.mark.parametrize(("mine", "theirs"), [("staff", "partner"), ("partner", "staff")])
def test_a_draft_is_on_paper_for_its_own_side_alone(client, home, everybody, mine, theirs):
    version = a_draft(home, everybody[mine])
    client.force_login(everybody[theirs])
    assert pdf(client, version).status_code == 404
    client.force_login(everybody[mine])
    assert "Draft, not signed." in read(pdf(client, version).content)


def test_what_is_drafted_and_not_sent_back_is_not_on_paper(client, home, staff, partner):
    version = take(a_draft(home, staff), "send", by=staff)
    changed = replace(TERMS, title="Kept to ourselves").as_data()
    save_draft(version, changed, by=partner, seen=version.version)
    for person in (staff, partner):
        client.force_login(person)
        assert "Kept to ourselves" not in read(pdf(client, version).content)


def test_what_was_sent_back_is_on_paper(client, home, staff, partner):
    version = take(a_draft(home, staff), "send", by=staff)
    version = countered(version, partner, title="With more tea")
    client.force_login(staff)
    text = read(pdf(client, version).content)
    assert text.startswith("With more tea\n")
    assert "version 1, round 2" in text


def test_a_version_that_is_not_there_is_not_found(as_staff, home, staff):
    version = a_draft(home, staff)
    assert as_staff.get(f"/agreements/{version.agreement_id}/versions/2.pdf").status_code == 404


def test_it_says_the_words_that_were_signed_whatever_they_are(home, staff):
    terms = replace(TERMS, title="All {nb} pages", sections={"purpose": "{nb} dollars"})
    lines = read(paper_of(a_draft(home, staff, terms))).split("\n")
    assert (lines[0], "{nb} dollars" in lines) == ("All {nb} pages", True)
