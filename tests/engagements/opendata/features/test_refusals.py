"""Whatever is not understood is refused with a sentence."""

CODE = ("InvalidParameterValue", "application/json")
ITEMS = "/collections/organizations/items"
BOX = (
    "bbox: It takes west,south,east,north in degrees, such as -71.12,42.31,-71.07,42.34, with the "
    "lowest height after south and the highest at the end if you like."
)
LIMIT = "limit: It takes a whole number from 1; more than 10000 are never sent."
TIME = (
    "datetime: It takes a moment as 2026-09-01T12:00:00Z, a day as 2026-09-01, or an interval of "
    "them with / between, .. where it is open."
)
UNKNOWN = (
    "There is no parameter “x” here; there are accepting_students, after, bbox, datetime, f, "
    "focus_area, in_catchment, kind, language, limit, neighborhood, offset, stage."
)
PERHAPS = "in_catchment: “perhaps” is not one of its values; it takes true, false."
WHOLE = "{}: It takes a whole number from 0, of at most 18 digits."


SENTENCES = [
    ("limit=0", LIMIT), ("limit=000", LIMIT), ("limit=-1", LIMIT), ("limit=1.5", LIMIT),
    ("limit=x", LIMIT), ("limit=%D9%A3", LIMIT), ("limit=1e3", LIMIT),
    ("limit=", "limit: It is given without a value."),
    ("limit=1&limit=2", "limit: It is given more than once."),
    ("offset=-1", WHOLE.format("offset")), ("offset=" + "9" * 19, WHOLE.format("offset")),
    ("after=x", WHOLE.format("after")), ("after=%00", WHOLE.format("after")),
    ("bbox=1,2,3", BOX), ("bbox=1,2,3,4,5", BOX), ("bbox=1,2,3,4,5,6,7", BOX),
    ("bbox=a,b,c,d", BOX), ("bbox=nan,1,2,3", BOX), ("bbox=1,2,inf,3", BOX),
    ("bbox=-181,0,1,1", BOX), ("bbox=0,0,1,91", BOX), ("bbox=1e999,0,1,1", BOX),
    ("bbox=,,,", BOX), ("bbox=%EF%BC%91,0,1,1", BOX), ("bbox=1,2,3," + "4" * 50, BOX),
    ("bbox=1,2,3,nan,4,5", BOX),
    ("bbox=0,2,1,1", f"bbox: South lies below north. {BOX}"),
    ("bbox=0,0,nan,1,1,5", "bbox: The third number is the lowest height, the sixth the highest."),
    ("bbox=0,0,9,1,1,5", "bbox: The third number is the lowest height, the sixth the highest."),
    ("datetime=yesterday", TIME), ("datetime=2026-02-30", TIME), ("datetime=2026", TIME),
    ("datetime=2026-09-01T12:00:00", TIME), ("datetime=2026-09-01T25:00:00Z", TIME),
    ("datetime=0001-01-01T00:00:00Z", TIME), ("datetime=9999-12-31T23:59:59-12:00", TIME),
    ("datetime=2026-09-01T12:00:60Z", TIME), ("datetime=2026-09-01/2026-09-02/2026-09-03", TIME),
    ("datetime=2026-09-01T12:00:00%2B99:00", TIME), ("datetime=%00", TIME),
    ("datetime=2026-09-02/2026-09-01", "datetime: The interval ends before it begins."),
    ("f=html", "f: It takes json."),
    ("x=1", UNKNOWN),
    ("in_catchment=perhaps", PERHAPS),
    ("neighborhood=%00", "neighborhood: “\x00” is not one of its values; it takes roxbury."),
    ("language=xx", "language: “xx” is not one of its values; it takes ."),
]  # fmt: skip


def test_with_a_sentence(ask, town):
    told = {}
    for query, _sentence in SENTENCES:
        found = ask(f"{ITEMS}?{query}", status=400)
        assert (found.pop("code"), ask.answer.headers["Content-Type"]) == CODE
        told[query] = found["description"]
    assert told == dict(SENTENCES)


PLACES = ("", "/conformance", "/api", "/collections", "/collections/organizations",
          "/collections/organizations/schema", "/collections/organizations/items/{inside}")  # fmt: skip


def test_parameters_elsewhere(ask, town):
    for path in (place.format(inside=town.inside.pk) for place in PLACES):
        ask(f"{path}?f=json")
        found = ask(f"{path}?limit=1", status=400)
        assert found["description"] == "There is no parameter “limit” here; there are f."


def test_filters_of_another_collection_are_unknown(ask, town):
    found = ask("/collections/catchment/items?kind=faith", status=400)
    assert found["description"] == (
        "There is no parameter “kind” here; there are after, bbox, datetime, f, limit, offset."
    )


def test_not_more_than_twenty_unknown_names_are_told(ask, town):
    query = "&".join(f"x{number}=1" for number in range(50))
    assert ask(f"{ITEMS}?{query}", status=400)["description"].count("There is no parameter") == 20
