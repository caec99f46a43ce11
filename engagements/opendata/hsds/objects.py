"""Objects of HSDS that several others have as parts."""

from typing import Any
from uuid import UUID

from engagements.opendata.hsds.ids import part
from engagements.opendata.hsds.taxonomies import Term

Object = dict[str, Any]

BLANK: tuple = (None, "", [], {})


def filled(values: Object) -> Object:
    """Without the keys that say nothing."""
    return {key: value for key, value in values.items() if value not in BLANK}


def phone(owner: UUID, key: str, number: str) -> Object:
    return {"id": part(owner, "phone"), key: str(owner), "number": number, "type": "voice"}


def language(owner: UUID, key: str, spoken: Any, note: str = "") -> Object:
    return filled(
        {
            "id": part(owner, f"language:{spoken.code}"),
            key: str(owner),
            "name": spoken.name,
            "code": spoken.code.partition("-")[0],
            "note": note,
        }
    )


def tagged(owner: UUID, entity: str, term: Term) -> Object:
    """An attribute that names a term of a taxonomy."""
    return {
        "id": part(owner, f"term:{term.id}"),
        "link_id": str(owner),
        "link_type": term.taxonomy.slug,
        "link_entity": entity,
        "taxonomy_term_id": str(term.id),
        "taxonomy_term": term.named,
    }


def told(owner: UUID, entity: str, values: dict[str, Any]) -> list[Object]:
    """Attributes that no taxonomy has: by label, what is to be said."""
    return [
        {
            "id": part(owner, f"label:{label}"),
            "link_id": str(owner),
            "link_entity": entity,
            "label": label,
            "value": str(value),
        }
        for label, value in values.items()
        if value not in BLANK
    ]
