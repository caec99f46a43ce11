"""Lists and items, and the conditions that all answers share."""

from datetime import datetime
from math import asin, cos, radians, sin, sqrt
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import orjson

PROFILED = "o.publication IN ('full', 'public_source') AND o.closed_on IS NULL"
LISTED = "o.publication IN ('area', 'full', 'public_source') AND o.closed_on IS NULL"
OPEN_PLACE = "NOT l.is_confidential AND l.closed_on IS NULL"
SHOWN_PLACE = f"{OPEN_PLACE} AND {PROFILED}"
PLACES = "partners_location l JOIN partners_organization o ON o.id = l.organization_id"
WORD = f"""(instr(o.sort_name, :word) OR {PROFILED} AND (
    instr(o.search_text, :word)
    OR o.id IN (SELECT organization_id FROM partners_location l
                WHERE {OPEN_PLACE} AND instr(search_text, :word))
    OR o.id IN (SELECT organization_id FROM partners_priority
                WHERE is_public AND status <> 'withdrawn' AND instr(search_text, :word))
    OR o.id IN (SELECT t.organization_id FROM partners_organization_focus_areas t
                JOIN partners_focusarea f ON f.id = t.focusarea_id
                WHERE instr(f.search_text, :word))))"""
FOCUS_AREA = """o.id IN (SELECT t.organization_id FROM partners_organization_focus_areas t
    JOIN partners_focusarea f ON f.id = t.focusarea_id WHERE f.slug = :focus_area)"""
ACCEPTING = """(o.stage = 'active' AND o.students_at_once > 0
    AND (o.do_not_contact_until IS NULL OR o.do_not_contact_until < :today)
    AND o.id NOT IN (SELECT organization_id FROM partners_quietperiod
                     WHERE starts_on <= :today AND ends_on >= :today))"""
AREA_NAMES = ["id", "slug", "name", "publication", "is_sample"]
NAMES = [
    *AREA_NAMES, "alternate_names", "kind", "stage", "description", "website", "email", "phone",
    "populations", "since_year", "verified_on", "source", "source_as_of", "accepting_students",
]  # fmt: skip
PLACE_NAMES = [
    "id", "type", "name", "address", "city", "state", "zip", "latitude", "longitude", "precision",
    "in_catchment", "step_free", "nearest_stop", "is_confidential", "closed_on",
]  # fmt: skip
ORDER = "o.list_rank, o.sort_name, o.id"
EARTH_RADIUS_M = 6_371_008.8


def parameters(query):
    """What the SQL's names stand for."""
    named = {name: values[0] for name, values in query.items()}
    words = named.get("search", "").lower().split()
    return named | {f"word{n}": word for n, word in enumerate(words)} | {"today": today()}


def today():
    return datetime.now(ZoneInfo("America/New_York")).date().isoformat()


def conditions(query, leave_out=""):
    """The SQL for the parameters, but one; it selects from partners_organization o."""
    words = query.get("search", [""])[0].split()
    found = [WORD.replace(":word", f":word{n}") for n in range(len(words))]
    if "kind" in query and leave_out != "kind":
        found.append("o.kind = :kind")
    if "focus_area" in query and leave_out != "focus_area":
        found.append(FOCUS_AREA)
    found.append(PROFILED if {"kind", "focus_area"} & query.keys() - {leave_out} else LISTED)
    return " AND ".join(found)


def page(connection, query):
    size = int(query.get("page_size", ["50"])[0])
    if "near" in query:
        count, pks, chords = nearest(connection, query, size)
    else:
        count, pks = first(connection, query, size)
        chords = {}
    found = organizations(connection, pks)
    for pk, chord in chords.items():
        found[pk]["distance_m"] = round(meters(chord))
    return {
        "count": count,
        "next": following(query) if count > size else None,
        "previous": None,
        "results": [found[pk] for pk in pks],
    }


def following(query):
    named = {name: values for name, values in query.items() if name != "_address"} | {"page": "2"}
    return f"{query['_address'][0]}?{urlencode(sorted(named.items()), doseq=True)}"


def first(connection, query, size):
    """How many there are, and the keys of the first ones; a search is read once for both."""
    where, named = conditions(query), parameters(query)
    select = f"SELECT o.id FROM partners_organization o WHERE {where} ORDER BY {ORDER}"
    if "search" in query:
        pks = [pk for (pk,) in connection.execute(select, named)]
        return len(pks), pks[:size]
    count = f"SELECT count(*) FROM partners_organization o WHERE {where}"
    (number,) = connection.execute(count, named).fetchone()
    return number, [pk for (pk,) in connection.execute(f"{select} LIMIT {size}", named)]


def nearest(connection, query, size):
    latitude, longitude = map(radians, map(float, query["near"][0].split(",")))
    here = {
        "x": cos(latitude) * cos(longitude),
        "y": cos(latitude) * sin(longitude),
        "z": sin(latitude),
    }
    where = f"FROM {PLACES} WHERE {SHOWN_PLACE} AND l.cell IS NOT NULL"
    chord = " + ".join(f"(l.{axis} - :{axis}) * (l.{axis} - :{axis})" for axis in "xyz")
    (count,) = connection.execute(f"SELECT count(DISTINCT l.organization_id) {where}").fetchone()
    select = f"SELECT l.organization_id, min({chord}) {where} GROUP BY 1"
    chords = dict(connection.execute(f"{select} ORDER BY 2, o.sort_name, 1 LIMIT {size}", here))
    return count, list(chords), chords


def meters(chord):
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(chord) / 2))


def detail(connection, query, pk):
    return organizations(connection, [int(pk)])[int(pk)]


def organizations(connection, pks):
    """Key → the organization as a visitor may read it."""
    among = f"IN ({', '.join(map(str, pks))})"
    columns = ", ".join(f"o.{name}" for name in NAMES[:-1])
    select = f"SELECT {columns}, {ACCEPTING} FROM partners_organization o WHERE o.id {among}"
    found = {}
    for row in connection.execute(select, {"today": today()}):
        shown = dict(zip(NAMES, row, strict=True))
        if shown["publication"] == "area":
            shown = {name: shown[name] for name in AREA_NAMES}
        else:
            shown["alternate_names"] = orjson.loads(shown["alternate_names"])
            shown["accepting_students"] = bool(shown["accepting_students"])
            shown |= {"in_catchment": False, "focus_areas": [], "languages": [], "locations": []}
        shown["is_sample"] = bool(shown["is_sample"])
        found[shown["id"]] = shown | {"url": f"/organizations/{shown['slug']}/"}
    add_tags(connection, found, among)
    add_places(connection, found, among)
    return found


def add_tags(connection, found, among):
    for name, model, key, label in (
        ("focus_areas", "focusarea", "slug", "title"),
        ("languages", "language", "code", "name"),
    ):
        for pk, value, text in connection.execute(
            f"SELECT t.organization_id, v.{key}, v.{label} FROM partners_organization_{name} t "
            f"JOIN partners_{model} v ON v.id = t.{model}_id "
            f"WHERE t.organization_id {among} ORDER BY v.{label}, v.id"
        ):
            if name in found[pk]:
                found[pk][name].append({key: value, label: text})


def add_places(connection, found, among):
    columns = ", ".join(f"l.{name}" for name in PLACE_NAMES)
    areas: dict = {pk: {} for pk in found}
    for pk, slug, name, *row in connection.execute(
        f"SELECT l.organization_id, a.slug, a.name, {columns} FROM partners_location l "
        "LEFT JOIN partners_servicearea a ON a.id = l.neighborhood_id "
        f"WHERE {OPEN_PLACE} AND l.organization_id {among} ORDER BY l.id"
    ):
        place = dict(zip(PLACE_NAMES, row, strict=True))
        place["neighborhood"] = {"slug": slug, "name": name} if slug else None
        place["in_catchment"], place["is_confidential"] = bool(place["in_catchment"]), False
        if slug:
            areas[pk][name] = place["neighborhood"]
        if "locations" in found[pk]:
            found[pk]["locations"].append(place)
            found[pk]["in_catchment"] |= place["in_catchment"]
    for pk, named in areas.items():
        found[pk]["neighborhoods"] = [named[name] for name in sorted(named)]
