"""An agreement on paper: a version as PDF, with what was signed, by whom, how and when."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from engagements.agreements.differing import line_of
from engagements.agreements.sheets import Block, Sheets
from engagements.enums import SIGNED_VERSIONS, Maker, Party, Through
from engagements.models import AgreementVersion, Signature
from engagements.terms import SECTIONS, Terms


def text_of(version: AgreementVersion) -> Terms | None:
    """What was sent last; of what nobody has sent, the draft, which its own side alone may see."""
    if version.round is None and version.draft is not None:
        return Terms.read(version.draft)
    return version.terms


def paper_of(version: AgreementVersion) -> bytes:
    """For whoever sees the version, in the language that is active. Comments stay out, and so do
    signatures that are void."""
    terms = text_of(version) or Terms()
    title = terms.title or str(version)
    sheets = Sheets(title, f"{title} · {which(version)}", get_language() or "en")
    sheets.put_all([*head(version, terms), *body(version, terms), *signed(version)])
    return bytes(sheets.output())


def file_name(version: AgreementVersion) -> str:
    """Without what a header cannot hold, nor an ending."""
    return (
        f"{version.agreement.organization.slug}-agreement-{version.agreement_id}-v{version.number}"
    )


def which(version: AgreementVersion) -> str:
    told = {"version": version.number, "round": version.round.number if version.round else 0}
    if not version.round:
        return _("version %(version)d, not sent yet") % told
    return _("version %(version)d, round %(round)d") % told


def head(version: AgreementVersion, terms: Terms) -> Iterator[Block]:
    agreement = version.agreement
    partner = {"organization": agreement.organization}
    yield Block("title", terms.title or str(version))
    yield Block("text", _("Between OCCME and %(organization)s.") % partner)
    parts = (agreement.get_kind_display(), version.get_origin_display(), which(version))
    yield Block("text", " · ".join(map(str, parts)))
    yield Block("strong", standing(version))
    yield Block("text", term(terms))


def standing(version: AgreementVersion) -> str:
    """Where it stands today; that it is a draft is said before anything else."""
    today = {"standing": version.standing, "day": date_format(localdate())}
    if version.status in SIGNED_VERSIONS:
        return _("Signed by both sides. On %(day)s: %(standing)s.") % today
    if version.signed_sides():
        return _("Draft, signed by one side alone. On %(day)s: %(standing)s.") % today
    return _("Draft, not signed. On %(day)s: %(standing)s.") % today


def term(terms: Terms) -> str:
    if not (terms.starts_on and terms.ends_on):
        return _("Its term is not said yet.")
    days = {"first": date_format(terms.starts_on), "last": date_format(terms.ends_on)}
    holds = _("It holds from %(first)s to %(last)s, both included.") % days
    if not (months := terms.review_months):
        return holds
    review = ngettext(
        "Both sides look at it again every month.",
        "Both sides look at it again every %(count)d months.",
        months,
    )
    return f"{holds} {review % {'count': months}}"


def body(version: AgreementVersion, terms: Terms) -> Iterator[Block]:
    for name, label in SECTIONS.items():
        if text := terms.sections.get(name):
            yield Block("heading", str(label))
            yield from (Block("text", line) for line in text.split("\n") if line.strip())
    partner = {"organization": version.agreement.organization}
    yield from column(terms, Maker.STAFF, _("What OCCME gives"))
    yield from column(terms, Maker.PARTNER, _("What %(organization)s gives") % partner)
    if terms.of(Maker.JOINT):
        yield from column(terms, Maker.JOINT, _("What both give together"))


def column(terms: Terms, maker: str, label: str) -> Iterator[Block]:
    yield Block("heading", label)
    promises = terms.of(maker)
    if not promises:
        yield Block("text", _("Nothing."))
    for number, promise in enumerate(promises, 1):
        yield Block("text", f"{number}. {line_of(promise)}")


def signed(version: AgreementVersion) -> Iterator[Block]:
    """What was signed and when, and by whom; a side that has not signed is said to have not."""
    yield Block("heading", _("Signatures"))
    held = version.signatures.filter(voided_at=None).select_related("by", "link__contact", "scan")
    by_side = {signature.side: signature for signature in held}
    for side in (Party.STAFF, Party.PARTNER):
        name = {"side": name_of(version, side)}
        if signature := by_side.get(side):
            yield Block("strong", _("For %(side)s:") % name)
            yield Block("text", signer(signature))
            yield Block("text", how(signature))
        else:
            yield Block("strong", _("For %(side)s: not signed.") % name)
    yield from what(version)


def name_of(version: AgreementVersion, side: str) -> str:
    return "OCCME" if side == Party.STAFF else str(version.agreement.organization)


def signer(signature: Signature) -> str:
    return ", ".join(filter(None, (signature.name, signature.title)))


def how(signature: Signature) -> str:
    told = {"when": moment(signature.at), "by": signature.by, "note": signature.note}
    match signature.through:
        case Through.LINK:
            told["by"] = signature.link.contact.name if signature.link else ""
            return _("Signed through a link that was sent to %(by)s, on %(when)s.") % told
        case Through.ON_BEHALF:
            noted = _("Noted on behalf by %(by)s of OCCME on %(when)s: “%(note)s”") % told
            return f"{noted} {paper_kept(signature)}".strip()
    return _("Signed with the account of %(by)s, on %(when)s.") % told


def paper_kept(signature: Signature) -> str:
    scan = getattr(signature, "scan", None)
    return _("A scan of the paper is kept: %(name)s.") % {"name": scan} if scan else ""


def what(version: AgreementVersion) -> Iterator[Block]:
    """The hash stands for exactly the text above."""
    if not (sent := version.round):
        return
    told = {"number": sent.number, "side": name_of(version, sent.side), "when": moment(sent.at)}
    yield Block("heading", _("The text"))
    yield Block("text", _("Round %(number)d, as it was sent by %(side)s on %(when)s.") % told)
    hashed = {"digest": sent.digest}
    yield Block("small", _("SHA-256 of this text, which both sides sign: %(digest)s") % hashed)


def moment(at) -> str:
    """With the zone, for a signature may be read anywhere."""
    local = localtime(at)
    return f"{date_format(local, 'DATETIME_FORMAT')} {local:%Z}"
