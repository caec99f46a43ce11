"""Facets."""

from benchmarks.bare.rows import (
    ACCEPTING,
    OPEN_PLACE,
    PROFILED,
    SHOWN_PLACE,
    conditions,
    parameters,
)

KINDS = {
    "nonprofit": "Nonprofit",
    "health_center": "Community health center",
    "resident_group": "Resident or tenant group",
    "faith": "Faith community",
    "public_agency": "School, library or city agency",
    "mutual_aid": "Mutual aid or informal group",
    "community_garden": "Community garden",
    "business": "Business",
    "other": "Other",
}
STAGES = {
    "none": "No relationship recorded",
    "prospect": "Prospect",
    "exploring": "Exploring together",
    "active": "Partner of OCCME",
    "paused": "Paused at the partner’s request",
    "closed": "Closed with a plan",
}
YES_NO = {"true": "Yes", "false": "No"}
SCALAR = "SELECT o.{0}, count(*) FROM partners_organization o WHERE {where} GROUP BY 1"
TAGGED = """SELECT v.{2}, count(*) FROM partners_organization_{0}s t
    JOIN partners_{1} v ON v.id = t.{1}_id WHERE t.organization_id IN
    (SELECT o.id FROM partners_organization o WHERE {where}) GROUP BY t.{1}_id"""
INSIDE = f"""SELECT count(DISTINCT o.id) FROM partners_location l
    JOIN partners_organization o ON o.id = l.organization_id
    WHERE l.in_catchment AND {SHOWN_PLACE} AND {{where}}"""
WELCOMING = f"SELECT count(*) FROM partners_organization o WHERE {ACCEPTING} AND {{where}}"
PLACED = f"""SELECT l.neighborhood_id, count(DISTINCT o.id) FROM partners_location l
    JOIN partners_organization o ON o.id = l.organization_id
    WHERE {OPEN_PLACE} AND l.neighborhood_id IS NOT NULL AND {{where}} GROUP BY 1"""


def facets(connection, query):
    count = counter(connection, query)
    answer = {}
    for name, labels in (("kind", KINDS), ("stage", STAGES)):
        counted = dict(count(SCALAR.format(name, where="{where}"), name))
        counted["none"] = counted.pop("", 0)
        answer[name] = values(query, name, labels, counted)
    for name, model, key, label in (
        ("focus_area", "focusarea", "slug", "title"),
        ("language", "language", "code", "name"),
    ):
        order = f"SELECT {key}, {label} FROM partners_{model} ORDER BY {label}, id"
        counted = dict(count(TAGGED.format(name, model, key, where="{where}"), name))
        answer[name] = values(query, name, dict(connection.execute(order)), counted)
    answer["neighborhood"] = neighborhoods(connection, count, query)
    ((every,),) = count("SELECT count(*) FROM partners_organization o WHERE {where}")
    for name, sql in (("in_catchment", INSIDE), ("accepting_students", WELCOMING)):
        ((yes,),) = count(sql)
        answer[name] = values(query, name, YES_NO, {"true": yes, "false": every - yes})
    return answer


def counter(connection, query):
    """Runs SQL under the query's filters, but one; the search is read once, into a table."""
    named = parameters(query)
    searched = {name: values for name, values in query.items() if name == "search"}
    others = {name: values for name, values in query.items() if name != "search"}
    if searched:
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS found (id INTEGER PRIMARY KEY)")
        connection.execute("DELETE FROM found")
        select = f"SELECT o.id FROM partners_organization o WHERE {conditions(searched)}"
        connection.execute(f"INSERT INTO found {select}", named)

    def count(sql, leave_out="", only=PROFILED):
        where = f"{only} AND {conditions(others, leave_out)}"
        if searched:
            where = f"o.id IN found AND {where}"
        return connection.execute(sql.format(where=where), named).fetchall()

    return count


def neighborhoods(connection, count, query):
    counted = dict(count(PLACED, only="1"))
    areas = connection.execute(
        "SELECT id, slug, name FROM partners_servicearea WHERE kind = 'neighborhood' ORDER BY name"
    ).fetchall()
    by_slug = {slug: counted.get(pk, 0) for pk, slug, _ in areas}
    return values(query, "neighborhood", {slug: name for _, slug, name in areas}, by_slug)


def values(query, name, labels, counted):
    return [
        {
            "value": value,
            "label": label,
            "count": counted.get(value, 0),
            "selected": value in query.get(name, []),
        }
        for value, label in labels.items()
    ]
