"""What both signatures bring about: promises, each on its days, and the end of the version before."""

from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils.timezone import localdate, localtime

from engagements.enums import Maker, OccurrenceStatus, Party, VersionStatus
from engagements.lifecycle.steps import Taking
from engagements.models import AgreementVersion, Commitment, Occurrence, StatusChange

GIVERS = {
    Maker.STAFF: (Party.STAFF,),
    Maker.PARTNER: (Party.PARTNER,),
    Maker.JOINT: (Party.STAFF, Party.PARTNER),
}
"""Who gives what is promised; of what both promise, each its part."""


def put_in_force(version: AgreementVersion, taking: Taking) -> None:
    for before in version.agreement.versions.filter(
        status__in=(VersionStatus.IN_FORCE, VersionStatus.SUSPENDED)
    ).select_for_update():
        supersede(before, version, taking)
    make_promises(version)


def make_promises(version: AgreementVersion) -> None:
    """The rows of the ledger, from the text that was signed."""
    terms: Any = version.terms
    for position, promise in enumerate(terms.promises):
        commitment = Commitment.objects.create(
            version=version,
            key=promise.key,
            position=position,
            made_by=promise.by,
            text=promise.text,
            kind=promise.kind,
            quantity=promise.amount,
            unit=promise.unit,
            due_on=promise.due_on,
            every=promise.every,
            carried_from=carried_from(version, promise.key),
        )
        Occurrence.objects.bulk_create(
            Occurrence(
                commitment=commitment,
                organization=version.agreement.organization,
                giver=giver,
                due_on=day,
            )
            for day in terms.due_days(promise)
            for giver in GIVERS[Maker(promise.by)]
        )


def carried_from(version: AgreementVersion, key: str) -> Commitment | None:
    """The same promise in the newest version before that has it."""
    rows = Commitment.objects.filter(version__agreement=version.agreement, key=key)
    return rows.exclude(version=version).order_by("-version__number").first()


def supersede(before: AgreementVersion, after: AgreementVersion, taking: Taking) -> None:
    """The old one holds until the new one starts."""
    starts_on: Any = after.starts_on
    before.stopped_on = max(starts_on, localdate(taking.change.at))
    StatusChange.objects.create(
        version=before,
        step="supersede",
        before=before.status,
        after=VersionStatus.SUPERSEDED,
        **taking.act,
    )
    before.status, before.turn = VersionStatus.SUPERSEDED, ""
    before.moved(taking.change, "")
    before.save()
    release_after(before, before.stopped_on)


def stop(version: AgreementVersion, moment: datetime) -> None:
    """From today on nothing of it is promised; what was due before is still to be judged."""
    version.stopped_on = localtime(moment).date()
    release_after(version, version.stopped_on)


def release_after(version: AgreementVersion, day: date) -> None:
    rows = Occurrence.objects.filter(
        commitment__version=version, status=OccurrenceStatus.OPEN, due_on__gte=day
    )
    rows.update(status=OccurrenceStatus.DROPPED, revision=F("revision") + 1)
