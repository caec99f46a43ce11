"""What is put right in a cell, and said."""

import pytest

from partners.importing.repairing import repaired
from partners.models import Location, Organization


@pytest.mark.parametrize(
    ("column", "text", "taken", "is_said"),
    [
        ("zip", "2119", "02119", True),
        ("zip", "2119.0", "02119", True),
        ("zip", "02119-1234", "02119-1234", False),
        ("zip", "21191234", "02119-1234", True),
        ("zip", "2119–1234", "02119-1234", True),
        ("zip", "MA 02119", "02119", True),
        ("zip", '="02119"', "02119", False),
        ("zip", "'02119", "02119", False),
        ("zip", "02119 - 1234", "02119-1234", True),
        ("state", "Mass.", "MA", False),
        ("state", "ma", "MA", False),
        ("website", "cafe.example", "https://cafe.example", True),
        ("website", "HTTP://cafe.example", "http://cafe.example", False),
        ("email", "mailto:a@b.example", "a@b.example", True),
        ("phone", "'+1 617-555-0100", "+1 617-555-0100", False),
        ("phone", "N/A", "", True),
        ("source_as_of", "45231", "2023-11-01", True),
        ("source_as_of", "2023", "2023", False),
        ("name", "Smith &amp; Sons", "Smith & Sons", True),
        ("name", "Haley\u200b House\u200e", "Haley House", True),
        ("name", "\u061cHaley\u3164 House\ufe0f\U000e0041", "Haley House", True),
        ("name", "Haley\u00a0\u00a0House", "Haley House", False),
        ("description", "- food\n- clothes, ages <5", "- food\n- clothes, ages <5", False),
        ("description", "می\u200cخواهم", "می\u200cخواهم", False),
    ],
)
def test_cell_is_put_right(column, text, taken, is_said):
    repaired_text, remarks, problem = repaired(column, text)
    assert (repaired_text, bool(remarks), problem) == (taken, is_said, "")


@pytest.mark.parametrize(
    ("cells", "point"),
    [
        ({"latitude": "42,3317", "longitude": "-71,0838"}, (42.3317, -71.0838)),
        ({"latitude": "42.3317° N", "longitude": "71.0838 W"}, (42.3317, -71.0838)),
        ({"address": "P.O. Box 12"}, (None, None)),
    ],
)
def test_point_as_people_write_it(load, cells, point):
    load(cells)
    place = Location.objects.get()
    assert (place.latitude, place.longitude) == point
    assert place.type == ("postal" if "address" in cells else "physical")


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("POB 12", "postal"),
        ("Box 12, Roxbury", "postal"),
        ("c/o Sol, P. O. Box 12", "postal"),
        ("PMB 12", "postal"),
        ("12 Warren St, P.O. Box 9", "physical"),
        ("12 Boxford St", "physical"),
        ("Box District Plaza", "physical"),
    ],
)
def test_post_office_box_without_a_house_is_no_place(load, address, kind):
    load({"address": address})
    place = Location.objects.get()
    assert (place.type, place.point is None) == (kind, kind == "postal")


def test_unknown_words_are_left_out_and_said(load):
    told = load({"languages": "Spanish and Klingon", "category": "shop", "kind": "Church"})
    assert [(verdict, column) for _, verdict, column, _ in told] == [
        ("imported", ""),
        ("warned", "languages"),
        ("warned", "category"),
    ]
    row = Organization.objects.get()
    assert (row.kind, [language.code for language in row.languages.all()]) == ("faith", ["es"])


@pytest.mark.parametrize("moved", [{"address": "1 Far St"}, {"address": "12 Warren Street"}])
def test_point_stays_with_its_address(load, tmp_path, moved):
    from partners.importing import import_organizations

    load({})
    path = tmp_path / "part.csv"
    path.write_text(f"name,address,source\nCafé Sol,{moved['address']},A public list\n")
    import_organizations(path)
    points = dict(Location.objects.values_list("address", "latitude"))
    kept = {"12 Warren Street": 42.3317}
    assert points == (
        kept if moved["address"] in kept else {"12 Warren St": 42.3317, "1 Far St": None}
    )
