"""The invented agreements, check-ins and payments of fixtures/sample_agreements.json.

Each step is taken by whom it says, on its day, through the verbs that people's own steps go
through. Days are counted from today, so that the sample never grows old.
"""

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from engagements.agreements.writing import begin, comment, next_version, save_draft, settle
from engagements.enums import LinkPurpose
from engagements.lifecycle import take
from engagements.models import (
    Actor,
    Agreement,
    AgreementVersion,
    CheckIn,
    Compensation,
    Engagement,
    KeyedLink,
    Occurrence,
)
from engagements.models.checkins import QUESTIONS
from engagements.retelling import clock_at, in_silence
from engagements.sample import day
from engagements.terms import Promise, Terms
from occme.accounts.models import User
from occme.accounts.sample import SAMPLE_DOMAIN
from partners.models import Contact, Organization

REASON = "sample data"
OPENING = time(9)
"""When the steps of a day begin; each is a minute after the one before."""


def add_agreements() -> int:
    """Adds those that never were here, with check-ins and payments; returns how many."""
    file = settings.FIXTURES_DIR / "sample_agreements.json"
    sample = json.loads(file.read_text(encoding="utf-8"))
    with in_silence():
        added = sum(add_agreement(fields) for fields in sample["agreements"])
        added += sum(add_check_in(fields) for fields in sample["check_ins"])
    return added + sum(add_compensation(fields) for fields in sample["compensations"])


def moment(on: date, number: int = 0) -> datetime:
    """In the course of that day; never later than now."""
    opening = timezone.make_aware(datetime.combine(on, OPENING))
    return min(opening + timedelta(minutes=number), timezone.now())


def was_added(model: Any, title: str) -> bool:
    """Also where somebody changed or removed it since."""
    return model.history.filter(history_change_reason=f"{REASON}: {title}").exists()


def organization_of(fields: dict) -> Organization | None:
    return Organization.objects.filter(name=fields["organization"]).first()


def actor(name: str, purpose: str, record: Agreement | None = None) -> Actor:
    """Somebody who signs in, by the first part of the address; or a contact, who holds a link
    that was sent when it was asked for first."""
    if " " not in name:
        return User.objects.get(email=f"{name}{SAMPLE_DOMAIN}")
    contact = Contact.objects.get(name=name)
    mine = KeyedLink.objects.working().filter(contact=contact, purpose=purpose)
    held = mine.filter(agreement=record).first()
    link = held or KeyedLink.made_for(contact, purpose, record)[0]
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    return link


# Agreements


def add_agreement(fields: dict) -> bool:
    organization, title = organization_of(fields), fields["versions"][0]["terms"]["title"]
    if organization is None or was_added(Agreement, title):
        return False
    first, *later = fields["versions"]
    version = begun(first, organization, fields["kind"])
    agreement: Any = version.agreement
    agreement.shows_partner_side = fields["shows_partner_side"]
    agreement._change_reason = f"{REASON}: {title}"
    agreement.save()
    tell(version, first)
    for row in later:
        with clock_at(moment(day(row["on"]))):
            by = actor(row["by"], LinkPurpose.AGREEMENT, agreement)
            version = next_version(agreement, row["origin"], by=by)
        tell(version, row)
    return True


def begun(row: dict, organization: Organization, kind: str) -> AgreementVersion:
    terms = Terms.read(in_days(row["terms"]))
    with clock_at(moment(day(row["on"]))):
        by = actor(row["by"], LinkPurpose.AGREEMENT)
        return begin(organization, by=by, kind=kind, terms=terms)


def in_days(fields: dict) -> dict:
    """The same with days in place of their numbers, at whatever depth."""
    told = {}
    for name, value in fields.items():
        match value:
            case int() if name.endswith("_on"):
                value = day(value)
            case dict():
                value = in_days(value)
            case [dict(), *_]:
                value = [in_days(one) for one in value]
        told[name] = value
    return told


def tell(version: AgreementVersion, row: dict) -> None:
    """What happened to a version, and to what was promised in it."""
    for number, step in enumerate(row["steps"], 1):
        version = stepped(version, in_days(step), moment(day(step["on"]), number))
    for line in row.get("ledger", []):
        judge(version, line)


def stepped(version: AgreementVersion, step: dict, at: datetime) -> AgreementVersion:
    """One thing that somebody did; returns the version as it is then."""
    with clock_at(at):
        by = actor(step["by"], LinkPurpose.AGREEMENT, version.agreement)
        match step["do"]:
            case "comment":
                said = {name: step[name] for name in ("line", "remark", "text")}
                comment(version, by=by, **said)
                return version
            case "settle":
                settle(version.comments.filter(line=step["line"])[0], by=by)
                return version
        if "changes" in step:
            text = changed(version, step["changes"]).as_data()
            version = save_draft(version, text, by=by, seen=version.version)
        details = {name: step.get(name, "") for name in ("name", "title", "on_behalf")}
        details["digest"] = version.round.digest if version.round else ""
        why = step.get("why", "")
        return take(version, step["do"], by=by, reason=why, details=details)


def changed(version: AgreementVersion, changes: dict) -> Terms:
    """The text with some of it said otherwise, left out, or added."""
    terms: Any = version.terms if version.draft is None else Terms.read(version.draft)
    told = changes.get("promises", {})
    promises = [
        replace(promise, **told.get(promise.key, {}))
        for promise in terms.promises
        if told.get(promise.key, {}) is not None
    ]
    promises += [Promise(**fields) for fields in changes.get("add", [])]
    sections = terms.sections | changes.get("sections", {})
    return replace(terms, sections=sections, promises=tuple(promises))


def judge(version: AgreementVersion, line: dict) -> None:
    """What was reported, judged and answered of a promise, each time that the line names."""
    commitment = version.commitments.get(key=line["promise"])
    days = list(commitment.occurrences.filter(giver=line["of"]))
    for nth in line["nth"]:
        for number, (later, who, step, *words) in enumerate(line["steps"]):
            on = days[nth].due_on + timedelta(days=later)
            days[nth] = said(days[nth], who, step, words, moment(on, number))


def said(occurrence: Occurrence, who: str, step: str, words: list, at: datetime) -> Occurrence:
    why, evidence = [*words, "", ""][:2]
    with clock_at(at):
        by = actor(who, LinkPurpose.PROMISES)
        return take(occurrence, step, by=by, reason=why, details={"evidence": evidence})


# Check-ins and payments


def add_check_in(fields: dict) -> bool:
    organization = organization_of(fields)
    if organization is None or CheckIn.objects.filter(organization=organization).exists():
        return False
    with clock_at(moment(day(fields["on"]))):
        check_in = CheckIn(organization=organization)
        check_in.full_clean()
        check_in.save()
    for number, step in enumerate(fields["steps"], 1):
        with clock_at(moment(day(step["on"]), number)):
            by = actor(step["by"], LinkPurpose.CHECK_IN)
            details = marks_of(step) | {"note": step.get("note", "")}
            check_in = take(
                check_in, step["do"], by=by, reason=step.get("why", ""), details=details
            )
    return True


def marks_of(step: dict) -> dict[str, int]:
    marks: dict[str, int] = {}
    for name, (now, wish) in zip(QUESTIONS, step.get("marks", []), strict=False):
        marks |= {f"{name}_now": now, f"{name}_wish": wish}
    return marks


def add_compensation(fields: dict) -> bool:
    organization = organization_of(fields)
    title = f"{fields['purpose']}, {fields['promised_on']}, {fields['paid_to']}"
    if organization is None or was_added(Compensation, title):
        return False
    own = in_days(fields) | {"organization": organization}
    own["engagement"] = Engagement.objects.filter(title=fields["engagement"]).first()
    paid: Any = Compensation(**own)
    paid._change_reason = f"{REASON}: {title}"
    paid.full_clean()
    paid.save()
    return True
