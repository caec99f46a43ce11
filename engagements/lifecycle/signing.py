"""A signature under a text: exactly the one that was shown, once for each side."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from engagements.enums import Through
from engagements.lifecycle.steps import Taking
from engagements.models import Scan, Signature
from engagements.models.agreements import SCAN_MOST

SCANS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
"""What a scan may be, by its first bytes."""


def sign(taking: Taking) -> Signature:
    """Takes `name`, `title`, the `digest` of the text that was read, and from staff who note a
    partner's signature `on_behalf` and, if there is one, a `scan` as (name, bytes)."""
    version, sent = taking.record, taking.details
    signature = Signature(
        version=version,
        round=version.round,
        side=taking.side,
        name=str(sent.get("name", "")).strip(),
        title=str(sent.get("title", "")).strip(),
        note=taking.change.reason,
        digest=version.round.digest,
        **taking.act,
    )
    problems = problems_of(signature, taking)
    try:
        signature.full_clean(exclude=["by", "link"])
    except ValidationError as error:
        problems = {**error.message_dict, **problems}
    scan = sent.get("scan")
    if scan and (problem := scan_problem(scan, signature)):
        problems["scan"] = [problem]
    if problems:
        raise ValidationError(problems)
    signature.save()
    if scan:
        name, data = scan
        Scan.objects.create(
            signature=signature, name=name[:150], content_type=type_of(data), data=data
        )
    return signature


def problems_of(signature: Signature, taking: Taking) -> dict[str, Any]:
    problems: dict[str, Any] = {}
    if not signature.name:
        problems["name"] = [_("Type the name of who signs.")]
    if signature.through == Through.LINK and not signature.title:
        problems["title"] = [_("Type your title, so that it is known for whom you sign.")]
    if taking.details.get("digest") != signature.digest:
        problems["digest"] = [_("The text is not the one that you read. Read it again, then sign.")]
    if signature.through == Through.ON_BEHALF:
        if not taking.details.get("on_behalf"):
            problems["__all__"] = [_("Your side has signed already.")]
        elif not signature.note:
            problems["reason"] = [_("Say how you know: who signed or said so, when, and how.")]
    elif taking.details.get("on_behalf"):
        problems["__all__"] = [_("Sign for your own side first; then note what the other signed.")]
    return problems


def type_of(data: bytes) -> str:
    return next((kind for start, kind in SCANS.items() if data.startswith(start)), "")


def scan_problem(scan: tuple[str, bytes], signature: Signature) -> str:
    _name, data = scan
    if signature.through != Through.ON_BEHALF:
        return _("A scan goes with a signature on paper, which OCCME’s staff note.")
    if len(data) > SCAN_MOST:
        return _("A scan takes at most %(most)d MB.") % {"most": SCAN_MOST // 1024 // 1024}
    return "" if type_of(data) else _("A scan is a PDF, a PNG or a JPEG.")
