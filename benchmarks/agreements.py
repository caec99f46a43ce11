"""`python -m benchmarks.agreements`: 1,000 agreements whose promises are due 50,000 times.

They are between OCCME and 500 of 2,000 organizations; one of those has 20 and 1,000 promises. Then
the mail of the day over all of them, to a contact of each, and to nowhere: once, and again.
"""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from time import perf_counter
from typing import Any

import django

from benchmarks.asking import Question, table

AGREEMENTS, PARTNERS, BUSY = 1_000, 500, 20
"""Of the busy one as many."""
DAYS_BACK, MONTHS = 400, 24
OUTCOMES = ["kept"] * 7 + ["partly", "late", "not_kept", "reported", "open"]
"""What became of what is over, one as often as the other."""


def questions(busy: int, slug: str, promise: int) -> list[Question]:
    judged = "side=staff&standing=not_kept&kind=money"
    api = "/api/v1/commitments/"
    return [
        Question("ledger: page, for a visitor", "", "/promises/", 300),
        Question("the same, for staff", "staff", "/promises/", 300),
        Question("the same, three filters", "staff", f"/promises/?{judged}", 300),
        Question("the same, overdue", "staff", "/promises/?overdue=true", 300),
        Question("the same, to be judged by one side", "staff", "/promises/?to_judge=true&side=partner", 300),
        Question("the same, of one organization", "staff", f"/promises/?organization={slug}", 300),
        Question("one promise", "staff", f"/promises/{promise}/", 300),
        Question("ledger: API, no filter", "staff", api, 300),
        Question("the same, three filters", "staff", f"{api}?{judged}", 300),
        Question("the same, overdue", "staff", f"{api}?overdue=true", 300),
        Question("the same, of a year, for a visitor", "", f"{api}?{of_a_year()}", 300),
        Question("list of 1,000 agreements", "staff", "/agreements/", 300),
        Question("page of an agreement with 50 promises", "staff", f"/agreements/{busy}/", 300),
        Question("page of a partner with 1,000 promises", "partner", "/partner/", 300),
    ]  # fmt: skip


def of_a_year() -> str:
    today = date.today()  # noqa: DTZ011  # Any year does.
    return f"due_after={today - timedelta(days=365)}&due_before={today}"


def fill() -> tuple[int, str, int]:
    """Stores them, if they are not there; an agreement of the busy partner, its slug, a promise."""
    from django.db import connection, transaction

    from engagements.models import Agreement, Occurrence

    with transaction.atomic():
        if not Agreement.objects.exists():
            store()
    connection.cursor().execute("ANALYZE")
    agreement = Agreement.objects.earliest("pk")
    promise = Occurrence.objects.filter(organization=agreement.organization, status="kept")
    return agreement.pk, agreement.organization.slug, promise[0].pk


def store() -> None:
    from django.db.models import F

    from engagements.models import Agreement, AgreementVersion, Occurrence, Round
    from occme.accounts.models import User
    from partners.models import Contact, Membership, Organization

    dice, staff = Random(2026), User.objects.get(email="steward@example.org")
    first = F("consent_on").asc(nulls_last=True)
    listed = list(Organization.objects.order_by(first, "pk")[:PARTNERS])
    Contact.objects.bulk_create(
        Contact(organization=home, name="Rosa", email=f"rosa{home.pk}@example.org", rank="primary")
        for home in listed
    )
    homes = [listed[0]] * BUSY + [*listed[1:]] * (AGREEMENTS // PARTNERS + 1)
    member = User.objects.create(email="member@example.org", name="Member")
    Membership.objects.create(user=member, organization=homes[0])
    agreements = Agreement.objects.bulk_create(
        Agreement(organization=home, shows_partner_side=n % 2 == 0)
        for n, home in enumerate(homes[:AGREEMENTS])
    )
    versions = AgreementVersion.objects.bulk_create(
        AgreementVersion(agreement=one, number=1, status="agreed") for one in agreements
    )
    rounds = Round.objects.bulk_create(sent(one, staff) for one in versions)
    for version, text in zip(versions, rounds, strict=True):
        version.round, version.status, version.title = text, "in_force", text.read.title
        version.starts_on, version.ends_on = text.read.starts_on, text.read.ends_on
    fields = ["round", "status", "title", "starts_on", "ends_on"]
    AgreementVersion.objects.bulk_update(versions, fields, batch_size=500)
    sign(versions, staff)
    rows = Occurrence.objects.bulk_create(promised(versions, dice), batch_size=2_000)
    judge(rows, staff, member)


def sent(version: Any, staff: Any) -> Any:
    """The text: a monthly promise of each side, and one of both; 50 days in all."""
    from engagements.models import Round
    from engagements.terms import Promise, Terms

    first = date.today() - timedelta(days=DAYS_BACK + version.pk % 28)  # noqa: DTZ011
    terms = Terms(
        title=f"Together {version.pk}",
        starts_on=first,
        ends_on=first + timedelta(days=MONTHS * 31),
        sections={"purpose": "Listen, cook, walk, count, draw."},
        promises=(
            Promise("pay", "staff", "Pay the cooks.", "money", "200", "dollars", every="monthly"),
            Promise("room", "partner", "Keep the room open.", "space", every="monthly"),
            Promise("supper", "joint", "Eat together.", "recognition"),
        ),
    )
    return Round(
        version=version,
        number=1,
        side="staff",
        terms=terms.as_data(),
        digest=terms.digest(),
        by=staff,
        through="account",
    )


def sign(versions: list[Any], staff: Any) -> None:
    from engagements.models import Signature

    Signature.objects.bulk_create(
        Signature(
            version=one,
            round=one.round,
            side=side,
            name="Somebody",
            digest=one.round.digest,
            by=staff,
            through="account",
        )
        for one in versions
        for side in ("staff", "partner")
    )


def promised(versions: list[Any], dice: Random) -> Iterator[Any]:
    """Each time that something is due, and what became of it."""
    from engagements.lifecycle.activation import GIVERS
    from engagements.models import Commitment, Occurrence

    today = date.today()  # noqa: DTZ011
    for version in versions:
        for position, promise in enumerate(version.terms.promises):
            commitment = Commitment.objects.create(
                version=version, key=promise.key, position=position, made_by=promise.by,
                text=promise.text, kind=promise.kind, quantity=promise.amount,
                unit=promise.unit, every=promise.every,
            )  # fmt: skip
            for day in version.terms.due_days(promise)[:MONTHS]:
                for giver in GIVERS[promise.by]:
                    status = dice.choice(OUTCOMES) if day < today else "open"
                    judged = status not in ("open", "reported")
                    yield Occurrence(
                        commitment=commitment,
                        organization_id=version.agreement.organization_id,
                        giver=giver,
                        due_on=day,
                        status=status,
                        judged_on=day if judged else None,
                        reported_on=day if status == "reported" else None,
                    )


def judge(rows: list[Any], staff: Any, member: Any) -> None:
    from engagements.models import Judgement, StatusChange

    told = [row for row in rows if row.judged_on]
    changes = StatusChange.objects.bulk_create(
        (
            StatusChange(
                occurrence=row,
                step=row.status,
                before="open",
                after=row.status,
                by=member if row.giver == "staff" else staff,
                through="account",
            )
            for row in told
        ),
        batch_size=2_000,
    )
    Judgement.objects.bulk_create(
        (
            Judgement(occurrence=row, change=change, verdict=row.status, given_on=row.judged_on)
            for row, change in zip(told, changes, strict=True)
        ),
        batch_size=2_000,
    )


def send_mail() -> None:
    """The mail of the day, into nothing; the second time there is nothing new."""
    from django.conf import settings

    from engagements.due import send_due
    from engagements.enums import NoticeKind

    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    for name in ("the first time", "with nothing new"):
        began = perf_counter()
        sent = send_due()[NoticeKind.DAY]
        print(f"send_due {name}: {perf_counter() - began:.1f} s, {sent:,} mails")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "occme.settings")
    django.setup()
    place = fill()
    table(questions(*place), {"staff": "steward@example.org", "partner": "member@example.org"})
    send_mail()
