"""The steps of a promise on one of its days: reported by who gave it, judged by who received it."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.timezone import localdate
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from engagements.enums import UNJUDGED, VERDICTS, Party
from engagements.enums import OccurrenceStatus as O
from engagements.lifecycle.problems import Problem
from engagements.lifecycle.steps import Step, Taking
from engagements.models import Judgement, Occurrence
from engagements.models.commitments import WEB

ANY = (*UNJUDGED, *VERDICTS)
EVIDENCE_MOST = 200


def giver(occurrence: Occurrence) -> tuple[Party, ...]:
    return (Party(occurrence.giver),)


def receiver(occurrence: Occurrence) -> tuple[Party, ...]:
    return (occurrence.receiver,)


def of_judging(occurrence: Occurrence) -> Iterator[Problem]:
    """Nobody can say how something went before its day, unless the giver reported it done; also not
    by releasing it first."""
    if occurrence.reported_on is None and occurrence.due_on > localdate():
        yield Problem(
            "not_due",
            _now("Its day has not come, and nobody has reported it done."),
            _now("You can release it, or say that you changed it by agreement."),
        )


def of_answering(occurrence: Occurrence) -> Iterator[Problem]:
    if (last := occurrence.last_judgement()) is None or last.answer:
        yield Problem("answered", _now("There is an answer to this judgement already."))


def evidence_of(taking: Taking) -> str:
    """An address of a page that shows it, if one was sent."""
    address = str(taking.details.get("evidence", "") or "").strip()
    if address:
        try:
            WEB(address)
            MaxLengthValidator(EVIDENCE_MOST)(address)
        except ValidationError:
            sentence = _now("Evidence is the address of a page, such as https://example.org/photo.")
            raise ValidationError({"evidence": [sentence]}) from None
    return address


def report(taking: Taking) -> None:
    occurrence = taking.record
    occurrence.report_note = taking.change.reason
    occurrence.report_evidence = evidence_of(taking)
    occurrence.reported_on = localdate(taking.change.at)


def judge(taking: Taking) -> None:
    Judgement.objects.create(
        occurrence=taking.record,
        change=taking.change,
        verdict=taking.change.after,
        note=taking.change.reason,
        evidence=evidence_of(taking),
        given_on=localdate(taking.change.at),
    )


def answer(taking: Taking) -> None:
    """Stays beside the judgement; neither replaces the other."""
    judgement: Any = taking.record.last_judgement()
    judgement.answer, judgement.answered_at = taking.change.reason, taking.change.at
    judgement.save(update_fields=["answer", "answered_at"])


def verdict(name: str, label: Any, *rules: Any) -> Step:
    """A word of the receiving side, and of nobody else: staff give none for a partner. It can be
    given anew; each stays on record."""
    before = tuple(status for status in ANY if status != name)
    return Step(name, label, before, name, receiver, on_behalf=False, stands_in_the_way=rules,
                then=judge)  # fmt: skip


PROMISE = [
    Step("report", _("Report it done"), (O.OPEN,), O.REPORTED, giver, then=report),
    verdict(O.KEPT, _("Kept"), of_judging),
    verdict(O.PARTLY, _("Kept in part"), of_judging),
    verdict(O.LATE, _("Kept late"), of_judging),
    verdict(O.NOT_KEPT, _("Not kept"), of_judging),
    verdict(O.CHANGED, _("We changed it by agreement")),
    verdict(O.RELEASED, _("We release them from it")),
    Step("answer", _("Answer this judgement"), VERDICTS, "", giver, asks_why=True, on_behalf=False,
         stands_in_the_way=(of_answering,), then=answer, is_final=True),
]  # fmt: skip
