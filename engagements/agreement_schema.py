"""How the API describes the text of an agreement: see engagements.terms."""

from typing import Any

from engagements.enums import CommitmentKind, Maker, Rhythm
from engagements.terms import (
    PROMISE_MOST,
    PROMISES_MOST,
    SECTION_MOST,
    SECTIONS,
    TITLE_MOST,
    UNIT_MOST,
)

DAY = {"type": ["string", "null"], "format": "date"}


def text(most: int, **more: Any) -> dict[str, Any]:
    return {"type": "string", "maxLength": most, **more}


def an_object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": properties}


PROMISE = an_object(
    key=text(12, description="What a promise is known by from version to version; a new one’s is made up."),
    by={"type": "string", "enum": Maker.values},
    text=text(PROMISE_MOST),
    kind={"type": "string", "enum": CommitmentKind.values},
    quantity={"type": "string", "examples": ["12", "2.5"]},
    unit=text(UNIT_MOST),
    due_on=DAY,
    every={"type": "string", "enum": Rhythm.values},
)  # fmt: skip
TERMS = an_object(
    title=text(TITLE_MOST),
    starts_on=DAY,
    ends_on=DAY,
    review_months={"type": ["integer", "null"], "minimum": 1, "maximum": 60},
    sections=an_object(**{name: text(SECTION_MOST) for name in SECTIONS}),
    promises={"type": "array", "maxItems": PROMISES_MOST, "items": PROMISE},
)
TERMS_EXAMPLE = {
    "title": "Evenings together",
    "starts_on": "2027-01-12",
    "ends_on": "2027-05-04",
    "review_months": 6,
    "sections": {"purpose": "We cook, eat and learn from one another."},
    "promises": [
        {
            "by": "staff",
            "text": "Pay the community educators",
            "kind": "money",
            "quantity": "250",
            "unit": "dollars",
            "every": "monthly",
        }
    ],
}
