"""The steps of a version of an agreement: each role, in each state, as a literal table."""

import pytest

from engagements.agreements.writing import save_draft
from engagements.enums import VersionStatus
from engagements.lifecycle import STEPS, available_steps, take
from engagements.lifecycle.sides import sides_of
from engagements.models import AgreementVersion
from occme.refusals import NotYours, Stale, WrongStep
from partners.models import Membership
from tests import factories

pytestmark = pytest.mark.usefixtures("autumn")

STATES = ["draft", "review", "agreed", "signed", "in_force", "suspended", "ended", "dropped"]
"""The draft is OCCME's, the review waits on the partner, OCCME has signed and suspended it."""

STAFF = {
    "draft": "drop send",
    "review": "agree* counter* drop",
    "agreed": "change drop sign",
    "signed": "change drop sign*",
    "in_force": "end suspend",
    "suspended": "end resume",
    "ended": "",
    "dropped": "",
}
PARTNER = {
    "draft": "",
    "review": "agree counter drop",
    "agreed": "change drop sign",
    "signed": "change drop sign",
    "in_force": "end suspend",
    "suspended": "end",
    "ended": "",
    "dropped": "",
}
LINK = PARTNER | {
    "review": "agree counter",
    "agreed": "change sign",
    "signed": "change sign",
    "in_force": "",
    "suspended": "",
}
"""What a keyed link is for: to write and to sign; not to drop, suspend or end."""

NOBODY = dict.fromkeys(STATES, "")
TABLE = {
    "staff": STAFF,
    "partner": PARTNER,
    "staff who belongs to the partner": STAFF,
    "link": LINK,
    "link of another organization": NOBODY,
    "link for hours": NOBODY,
    "link for another agreement": NOBODY,
    "stranger": NOBODY,
    "student": NOBODY,
    "visitor": NOBODY,
}
"""By role: the steps in each state; * is on behalf of the partner."""


def in_state(home, staff, state: str) -> AgreementVersion:
    if state in ("suspended", "ended"):
        version = factories.an_agreement(home, staff, "in_force")
        return take(version, {"suspended": "suspend", "ended": "end"}[state], by=staff, reason="–")
    if state == "dropped":
        return take(factories.an_agreement(home, staff), "drop", by=staff, reason="–")
    return factories.an_agreement(home, staff, state)


@pytest.fixture
def people(everybody, home, stranger, staff, rosa):
    """All roles; of a version, as links are made for an agreement."""
    both = factories.a_user("both@example.org", is_staff=True)
    Membership.objects.create(user=both, organization=home)
    elsewhere = factories.a_contact(
        stranger.memberships.get().organization, "Ana", email="ana@example.org", rank="primary"
    )
    theirs = factories.an_agreement(elsewhere.organization, staff)
    another = factories.an_agreement(home, staff)

    def of(version: AgreementVersion) -> dict:
        return everybody | {
            "staff who belongs to the partner": both,
            "link": factories.a_link(rosa, "agreement", version.agreement)[0],
            "link of another organization": factories.a_link(
                elsewhere, "agreement", theirs.agreement
            )[0],
            "link for hours": factories.a_link(rosa, "hours")[0],
            "link for another agreement": factories.a_link(rosa, "agreement", another.agreement)[0],
        }

    return of


def offered(version: AgreementVersion, user) -> str:
    choices = available_steps(version, user)
    return " ".join(
        sorted(c.step.name + ("*" if c.through == "on_behalf" else "") for c in choices)
    )


@pytest.mark.parametrize("state", STATES)
def test_who_may_take_which_step(home, staff, people, state):
    version = in_state(home, staff, state)
    found = {role: offered(version, user) for role, user in people(version).items()}
    assert found == {role: TABLE[role][state] for role in found}


@pytest.mark.parametrize("state", STATES)
def test_every_other_step_is_refused_and_leaves_nothing(home, staff, people, state):
    version = in_state(home, staff, state)
    before = AgreementVersion.objects.values().get(pk=version.pk)
    for role, user in people(version).items():
        legal = {name.strip("*") for name in TABLE[role][state].split()}
        for name in {*STEPS[AgreementVersion]} - legal:
            with pytest.raises((NotYours, WrongStep)):
                take(version, name, by=user, reason="–", details={"name": "X", "digest": "–"})
    assert AgreementVersion.objects.values().get(pk=version.pk) == before


def test_a_step_from_a_version_that_was_not_read_is_told(home, staff, partner):
    version = factories.an_agreement(home, staff)
    with pytest.raises(Stale):
        take(version, "agree", by=partner, seen="1")
    assert take(version, "agree", by=partner, seen=version.version).status == VersionStatus.AGREED


def test_staff_stand_on_one_side_alone(home, staff, people):
    version = factories.an_agreement(home, staff)
    both = people(version)["staff who belongs to the partner"]
    assert sides_of(both, version) == {"staff"}


@pytest.mark.parametrize(
    ("state", "ends_on", "standing"),
    [
        ("in_force", "2026-12-18", "In force"),
        ("in_force", "2026-10-14", "Expired"),
        ("suspended", "2026-10-14", "Expired"),
        ("suspended", "2026-12-18", "Suspended"),
    ],
)
def test_what_is_over_is_not_silently_in_force(home, staff, state, ends_on, standing):
    text = factories.terms(ends_on=ends_on)
    version = factories.an_agreement(
        home, staff, "in_force", type(text).read(text.as_data() | {"ends_on": ends_on})
    )
    if state == "suspended":
        version = take(version, "suspend", by=staff, reason="–")
    version = AgreementVersion.objects.get(pk=version.pk)
    assert version.standing == standing
    is_in_force = AgreementVersion.objects.in_force().filter(pk=version.pk).exists()
    assert (is_in_force, version.is_in_force) == (standing == "In force",) * 2
    is_expired = AgreementVersion.objects.expired().filter(pk=version.pk).exists()
    assert is_expired == (standing == "Expired")


def test_staff_take_no_step_for_a_partner_that_writes_itself_nor_read_what_is_missing_in_it(
    home, staff, partner
):
    version = factories.an_agreement(home, staff, "review")
    half = version.terms.as_data()
    half["promises"][1] |= {"unit": "secret rooms", "quantity": ""}
    version = save_draft(version, half, by=partner, seen=version.version)
    offered = [(one.step.name, list(one.problems)) for one in available_steps(version, staff)]
    assert offered == [("drop", [])]
    for name in ("agree", "counter"):
        with pytest.raises(NotYours):
            take(version, name, by=staff, reason="On the phone")
