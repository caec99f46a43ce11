"""Clusters where places are many, points where few."""

from math import log2

from benchmarks.bare.rows import PLACES, SHOWN_PLACE

POINTS_MOST, MARKS_MOST, WHOLE_LEVEL = 300, 320, 15
CLUSTERS = """SELECT l.cell >> {shift}, count(*), min(l.longitude), min(l.latitude),
    max(l.longitude), max(l.latitude), min(l.id) FROM {places} WHERE {where} GROUP BY 1"""
POINTS = """SELECT o.id, o.slug, o.name, o.kind, o.stage, l.latitude, l.longitude
    FROM {places} WHERE {where} ORDER BY l.id"""
NAMES = ["id", "slug", "name", "kind", "stage", "latitude", "longitude"]


def the_map(connection, query):
    where, level, named = f"{SHOWN_PLACE} AND l.cell IS NOT NULL", WHOLE_LEVEL, {}
    if "bbox" in query:
        named = dict(zip("wsen", map(float, query["bbox"][0].split(",")), strict=True))
        where += " AND l.latitude BETWEEN :s AND :n AND l.longitude BETWEEN :w AND :e"
        level = int(log2(360 / (named["e"] - named["w"]))) + 4
    if "zoom" in query:
        level = min(level, int(query["zoom"][0]) + 2)
    sql = CLUSTERS.format(shift=2 * (31 - level), places=PLACES, where=where)
    clusters = coarsened(connection.execute(sql, named).fetchall())
    count = sum(cluster[1] for cluster in clusters)
    single = [str(cluster[6]) for cluster in clusters if cluster[1] == 1]
    if count <= POINTS_MOST:
        many = []
    else:
        many = [cluster for cluster in clusters if cluster[1] > 1]
        where, named = f"l.id IN ({', '.join(single)})", {}
    return {
        "count": count,
        "bounds": union(clusters)[2:6] if clusters else None,
        "clusters": [mark(cluster) for cluster in many],
        "points": points(connection, where, named) if count else [],
    }


def coarsened(clusters):
    """Four cells joined into one until there are few enough to draw."""
    while len(clusters) > MARKS_MOST:
        larger = {}
        for cell, *rest in clusters:
            larger.setdefault(cell >> 2, []).append((cell >> 2, *rest))
        clusters = [union(together) for together in larger.values()]
    return clusters


def union(clusters):
    cells, counts, wests, souths, easts, norths, pks = zip(*clusters, strict=True)
    box = min(wests), min(souths), max(easts), max(norths)
    return cells[0], sum(counts), *box, pks[0]


def mark(cluster):
    _, count, west, south, east, north, _ = cluster
    center = round((west + east) / 2, 6), round((south + north) / 2, 6)
    return {"count": count, "bounds": [west, south, east, north], "center": center}


def points(connection, where, named):
    sql = POINTS.format(places=PLACES, where=where)
    found = [dict(zip(NAMES, row, strict=True)) for row in connection.execute(sql, named)]
    return [point | {"url": f"/organizations/{point['slug']}/"} for point in found]
