"""What became of OCCME’s promises that were due: kept, in part, late, not kept, or not judged yet."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.enums import OccurrenceStatus
from engagements.ledger import Standing
from engagements.metrics.periods import academic_period
from engagements.published.answers import Answer
from engagements.published.groups import UNLISTED
from engagements.published.metric import Dimension
from frontend.published.drawing import APART, FILL, TRACK, WIDTH, Box, measures

HEIGHT = 20


@dataclass(frozen=True)
class Kind:
    """`statuses` are counted together; `listed`: how the ledger lists the same."""

    name: str
    label: str | Promise
    statuses: tuple[str, ...]
    listed: tuple[str, str] | None
    fill: str


KINDS = (
    Kind("kept", gettext_lazy("Kept"), (OccurrenceStatus.KEPT,), ("standing", Standing.KEPT), FILL),
    Kind("partly", gettext_lazy("Kept in part"), (OccurrenceStatus.PARTLY,), ("standing", Standing.PARTLY), "url(#part-partly)"),
    Kind("late", gettext_lazy("Kept late"), (OccurrenceStatus.LATE,), ("standing", Standing.LATE), "url(#part-late)"),
    Kind("not-kept", gettext_lazy("Not kept"), (OccurrenceStatus.NOT_KEPT,), ("standing", Standing.NOT_KEPT), "#963a21"),
    Kind(
        "waiting", gettext_lazy("Not judged yet"),
        (OccurrenceStatus.OPEN, OccurrenceStatus.REPORTED), ("to_judge", "true"), "url(#part-waiting)",
    ),
    Kind("unlisted", gettext_lazy("With partners who are not listed"), (UNLISTED,), None, APART),
)  # fmt: skip

OCHRE = "#7d5200"
WASH = ("rect", {"class": "pattern__wash", "width": "6", "height": "6", "fill": "#fbeecb"})
STRIPE = (
    "path",
    {"class": "pattern__line", "d": "M-1 7L7 -1", "stroke": OCHRE, "stroke-width": "2"},
)
DOT = ("circle", {"class": "pattern__dot", "cx": "3", "cy": "3", "r": "1.5", "fill": OCHRE})
FRAME = ("rect", {"class": "pattern__empty", "width": "6", "height": "6", "fill": TRACK})
PATTERNS: dict[str, tuple[tuple[str, dict[str, str]], ...]] = {
    "partly": (WASH, STRIPE),
    "late": (WASH, DOT),
    "waiting": (FRAME,),
}


def patterns() -> Element:
    """Of what is neither kept nor not: stripes, dots, and an empty frame."""
    found = Element("defs")
    for name, shapes in PATTERNS.items():
        size = {"width": "6", "height": "6", "patternUnits": "userSpaceOnUse"}
        pattern = SubElement(found, "pattern", {"id": f"part-{name}", **size})
        for tag, given in shapes:
            SubElement(pattern, tag, given)
    return found


@dataclass(frozen=True)
class Part:
    kind: Kind
    number: int
    address: str
    """Of exactly these in the public ledger; empty where it cannot list them."""


class Verdicts:
    """Takes the answer to “promises-due”. The ledger lists what is due in a year, but not of a part
    of it: then there are no addresses."""

    def __init__(self, answer: Answer, *, is_narrowed: bool):
        self.answer, self.is_narrowed = answer, is_narrowed

    @cached_property
    def parts(self) -> list[Part]:
        found = {cell.code: int(cell.number or 0) for cell in self.cells}
        counted = [(kind, sum(found.get(code, 0) for code in kind.statuses)) for kind in KINDS]
        return [
            Part(kind, number, self.address(kind))
            for kind, number in counted
            if number or kind.name != "unlisted"
        ]

    @property
    def cells(self) -> tuple:
        return self.answer.by.get(Dimension.VERDICT, ())

    @property
    def total(self) -> int:
        return sum(part.number for part in self.parts)

    def address(self, kind: Kind) -> str:
        if self.is_narrowed or not kind.listed:
            return ""
        period = academic_period(self.answer.year)
        asked = [("side", "staff"), kind.listed]
        last = min(period.last, localdate())
        asked += [("due_after", str(period.first)), ("due_before", str(last))]
        return f"{reverse('promise_list')}?{urlencode(asked)}"

    @property
    def finding(self) -> str:
        told = [f"{part.kind.label}: {part.number}" for part in self.parts]
        return _("Of %(total)d: %(parts)s.") % {"total": self.total, "parts": "; ".join(told)}

    @property
    def svg(self) -> SafeString:
        """All in one bar. Each kind has its own pattern; names and numbers stand below it."""
        root = Element("svg", {
            "class": "chart stack", "role": "img", "viewBox": f"0 0 {WIDTH} {HEIGHT}",
            "aria-labelledby": "stack-title", "aria-describedby": "stack-finding",
        })  # fmt: skip
        root.append(patterns())
        SubElement(root, "title", {"id": "stack-title"}).text = _("What became of promises")
        SubElement(root, "desc", {"id": "stack-finding"}).text = self.finding
        x, unit = 0.0, WIDTH / (self.total or 1)
        for part in self.parts:
            box = Box(x, 0, part.number * unit, HEIGHT)
            given = {"class": f"part part--{part.kind.name}", "fill": part.kind.fill}
            SubElement(root, "rect", given | measures(box))
            x += box.width
        return SafeString(tostring(root, encoding="unicode"))
