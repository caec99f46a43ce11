"""Agreements, promises and judgements in /api/v1/.

An agreement's ETag tells the version of the record and of each version of the text that its reader
sees, such as `12-2.5-1.9`. What is done to one of them is refused where that one has changed since;
what happened beside it is in nobody's way.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from engagements import agreement_bodies, agreement_serializers, editing, ledger
from engagements.agreement_schema import TERMS
from engagements.agreements import writing
from engagements.api import EngagementsResource, Stepped, verbs_of
from engagements.enums import VersionOrigin, VersionStatus
from engagements.finding import AgreementFilter
from engagements.lifecycle import STEPS, take
from engagements.models import Agreement, AgreementVersion, Judgement, Occurrence, Round
from engagements.terms import Terms
from occme.refusals import WrongStep
from occme.rest.bodies import cannot_be_set
from occme.rest.idempotency import answered_once
from occme.rest.parsers import object_of
from occme.rest.resources import ForEverybodyToRead, Resource, WholeList
from occme.rest.writing import Verbs

BEGUN_WITH = frozenset({"organization", "kind", "terms"})


def steps_of(model: type, *more: str) -> Any:
    """Describes which steps a kind of record has."""
    names = {"type": "string", "enum": sorted([*STEPS[model], *more])}
    return extend_schema(parameters=[OpenApiParameter("step", names, OpenApiParameter.PATH)])


def begin(model: Any, *, by: Any, values: dict, problems: dict) -> Agreement:
    problems = dict(problems)
    for name in {*values} - BEGUN_WITH:
        problems[name] = [cannot_be_set(sorted(BEGUN_WITH), name)]
    try:
        text = Terms.written(values["terms"]) if "terms" in values else None
    except ValidationError as error:
        problems |= {inside_terms(path): texts for path, texts in error.message_dict.items()}
    if problems:
        raise ValidationError(problems)
    kind = {"kind": values["kind"]} if "kind" in values else {}
    try:
        return writing.begin(values["organization"], by=by, terms=text, **kind).agreement
    except WrongStep as refusal:
        raise ValidationError({"organization": [str(refusal)]}) from None


def inside_terms(path: str) -> str:
    return path if path == "terms" else f"terms/{path}"


def tag_of(agreement: Agreement) -> str:
    """Takes a row that `for_detail` has read."""
    texts = [f"{one.number}.{one.version}" for one in agreement.versions.all()]
    return "-".join([str(agreement.version or 0), *texts])  # type: ignore[attr-defined]


def seen_of(tag: str, version: AgreementVersion) -> str:
    """The version of one text in a tag; of one that the tag does not tell, none."""
    return dict(part.split(".", 1) for part in tag.split("-") if "." in part).get(
        str(version.number), ""
    )


def change(record: Agreement, *, seen: str, **rest: Any) -> Any:
    return editing.change(record, seen=seen.partition("-")[0], **rest)


AGREEMENT_VERBS = verbs_of(begin, change)
AGREEMENT_VERBS.version_of = tag_of
LIVING = (VersionStatus.IN_FORCE, VersionStatus.SUSPENDED)


@extend_schema_view(step=steps_of(AgreementVersion))
class AgreementResource(Stepped, EngagementsResource):
    """What OCCME and one organization agree on, version by version; what one side only drafts the
    other does not see. A step is taken on the version that it leads on from; where that is none, on
    the one that is being written, or else in force."""

    queryset = Agreement.objects.all()
    serializer_class = agreement_serializers.AgreementSerializer
    body_class = agreement_bodies.AgreementBody
    reason_class = agreement_bodies.SigningSerializer
    filterset_class = AgreementFilter
    verbs: Verbs = AGREEMENT_VERBS

    def settable(self, *, is_new: bool) -> frozenset[str]:
        return BEGUN_WITH if is_new else super().settable(is_new=is_new)

    def for_reading(self, rows: Any) -> Any:
        shown = AgreementVersion.objects.visible_to(self.request.user).order_by("-number")
        return rows.select_related("organization").prefetch_related(
            Prefetch("versions", shown.defer("draft"))
        )

    def for_detail(self, rows: Any) -> Any:
        shown = AgreementVersion.objects.visible_to(self.request.user).order_by("-number")
        whole = shown.select_related("round").prefetch_related(
            Prefetch("rounds", Round.objects.order_by("number")), "signatures", "comments"
        )
        rows = rows.select_related("organization").prefetch_related(Prefetch("versions", whole))
        return self.verbs.with_version(rows)

    def taken(self, step: str) -> Response:
        self.refuse_unknown_parameters()
        agreement, tag, sent = self.get_object(), self.seen(), self.sent_with_step()
        version = stepping(agreement, step)
        person: Any = self.request.user
        take(version, step, by=person, seen=seen_of(tag, version), **sent)
        return self.answer(agreement)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def amend(self, request: Request, pk: str) -> HttpResponse:
        """Begins a draft of the next version for the rest of the term."""
        return answered_once(request, lambda: self.begun(VersionOrigin.AMENDMENT))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def renew(self, request: Request, pk: str) -> HttpResponse:
        """Begins a draft of the next version for another term."""
        return answered_once(request, lambda: self.begun(VersionOrigin.RENEWAL))

    def begun(self, origin: str) -> Response:
        self.refuse_unknown_parameters()
        agreement = self.get_object()
        writing.next_version(agreement, origin, by=self.request.user)
        return self.answer(agreement)

    @extend_schema(request=agreement_bodies.CommentBody)
    @action(detail=True, methods=["post"])
    def comment(self, request: Request, pk: str) -> HttpResponse:
        """Says something about a line of what was sent last, whoever's turn it is."""
        return answered_once(request, self.commented)

    def commented(self) -> Response:
        self.refuse_unknown_parameters()
        agreement, person = self.get_object(), self.request.user
        body = agreement_bodies.CommentBody(data=object_of(self.request))
        body.is_valid(raise_exception=True)
        writing.comment(current(agreement), by=person, **body.validated_data)  # type: ignore[arg-type]
        return self.answer(agreement)

    @extend_schema(responses={200: TERMS})
    @action(detail=True)
    def draft(self, request: Request, pk: str) -> Response:
        """The text that you may write on: your side's draft, or else what was sent last."""
        self.refuse_unknown_parameters()
        return self.written(self.get_object())

    def written(self, agreement: Agreement) -> Response:
        version, request = current(agreement), self.request
        if not writing.may_write(version, request.user):
            raise NotFound()
        text = writing.draft_of(version, request.user) or version.terms or Terms()
        return Response(text.as_data(), headers={"ETag": f'"{tag_of(agreement)}"'})

    @extend_schema(request={"application/json": TERMS}, responses={200: TERMS})
    @draft.mapping.put
    def save_draft(self, request: Request, pk: str) -> Response:
        """Keeps the text as it is now, whole or not; the other side sees it when it is sent."""
        self.refuse_unknown_parameters()
        agreement, tag = self.get_object(), self.seen()
        version, person = current(agreement), request.user
        text = object_of(request)
        seen = seen_of(tag, version)
        writing.save_draft(version, text, by=person, seen=seen)  # type: ignore[arg-type]
        return self.written(self.found(agreement.pk))


def stepping(agreement: Agreement, step: str) -> AgreementVersion:
    """The version that a step leads on from, or else the current one."""
    known = STEPS[AgreementVersion].get(step)
    before = known.before if known else ()
    found = [one for one in agreement.versions.all() if one.status in before]
    return found[0] if found else current(agreement)


def current(agreement: Agreement) -> AgreementVersion:
    """What is being written, or else holds, or else came last."""
    versions = list(agreement.versions.all())
    writing_now = [one for one in versions if one.is_open]
    living = [one for one in versions if one.status in LIVING]
    return (writing_now or living or versions)[0]


OCCURRENCE_VERBS = verbs_of(lambda *_: None)
OCCURRENCE_VERBS.with_version = lambda rows: rows


@extend_schema_view(step=steps_of(Occurrence, "undo"))
class CommitmentResource(WholeList, Stepped):
    """Promises, each on each of its days. Everybody reads what was promised to, and with their
    consent by, organizations that agreed to be listed, and how that was judged."""

    queryset = Occurrence.objects.all()
    serializer_class = agreement_serializers.OccurrenceSerializer
    reason_class: type[Serializer] = agreement_bodies.EvidenceSerializer
    filterset_class = ledger.LedgerFilter
    permission_classes = [ForEverybodyToRead]
    verbs: Verbs = OCCURRENCE_VERBS
    sheet = ledger.SHEET

    def for_reading(self, rows: Any) -> Any:
        words = Judgement.objects.visible_to(self.request.user).select_related("change")
        return rows.for_reading().prefetch_related(Prefetch("judgements", words))


class JudgementResource(Resource):
    """Words of the side that was promised, and the answers to them; those that were given before,
    and taken back, too."""

    queryset = Judgement.objects.all()
    serializer_class = agreement_serializers.JudgementSerializer
    filterset_class = ledger.JudgementFilter

    def for_reading(self, rows: Any) -> Any:
        return rows.for_reading()
