"""The list and the page of one organization, as HTML."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from tests.factories import (
    INSIDE,
    a_contact,
    a_focus_area,
    a_location,
    a_partner,
    a_priority,
    an_organization,
    two_areas,
)


def text_of(response):
    return " ".join(response.content.decode().split())


def test_a_found_organization_is_never_called_a_partner(client, db):
    an_organization("Old Choir", publication="public_source", source_as_of="2019–2020")
    listed = text_of(client.get("/")).split('<ul class="rows')[1].split("</ul>")[0]
    assert "Found in public sources, as of 2019–2020" in listed
    assert "artner" not in listed


def test_a_partner_is_called_one(client, db):
    a_partner("Kitchen")
    listed = text_of(client.get("/"))
    assert '<span class="mark">Partner of OCCME</span>' in listed
    assert "has room for students now" in listed


def test_name_and_area_shows_name_and_area(client, db):
    two_areas()
    shy = a_partner(
        "Shy", publication="area", description="Secret", website="https://secret.example"
    )
    a_location(shy, address="1 Secret Street", **INSIDE)
    a_priority(shy, "Secret wish")
    for page in (client.get("/"), client.get("/organizations/shy/")):
        assert "Shy" in text_of(page)
        assert "Roxbury" in text_of(page)
        assert "ecret" not in text_of(page)


def test_a_bad_parameter_is_said_and_nothing_is_listed(client, db):
    an_organization("Choir")
    response = client.get("/?kind=nope")
    assert response.status_code == 400
    assert "<strong>Kind</strong>: “nope” is not one of its choices." in text_of(response)
    assert "Choir" not in text_of(response)


@pytest.mark.parametrize("path", ["/", "/?search=nothing+like+it", "/?in_catchment=true"])
def test_an_empty_list_says_what_to_do_next(client, db, path):
    next_step = "import_organizations" if path == "/" else "see all organizations"
    assert next_step in text_of(client.get(path))


def test_the_fragment_is_the_part_of_the_page(client, db):
    an_organization("Choir")
    page = client.get("/")
    part = client.get("/", headers={"HX-Request": "true"})
    assert "HX-Request" in page["Vary"]
    assert "<html" not in text_of(part)
    rows = text_of(part).split('<ul class="rows')[1].split("</section>")[0]
    assert rows in text_of(page)


def test_what_does_not_exist_for_the_reader_is_not_there(client, home, partner):
    assert client.get(home.get_absolute_url()).status_code == 404
    client.force_login(partner)
    assert client.get(home.get_absolute_url()).status_code == 200


def test_inner_records_are_for_the_organization_and_staff(client, home, partner, stranger):
    home.publication, home.consent_by, home.consent_on = "full", "Rosa", localdate()
    home.save()
    a_contact(home, "Rosa Sample", email="rosa@sample.example")
    client.force_login(stranger)
    assert "rosa@sample.example" not in text_of(client.get(home.get_absolute_url()))
    client.force_login(partner)
    assert "rosa@sample.example" in text_of(client.get(home.get_absolute_url()))


def test_a_priority_says_how_long_it_has_waited(client, db):
    kitchen = a_partner("Kitchen")
    a_priority(kitchen, "Evening hours", stated_on=localdate() - timedelta(days=65))
    assert "Has waited 2 months" in text_of(client.get(kitchen.get_absolute_url()))


def test_a_source_that_is_an_address_is_a_link(client, db):
    choir = an_organization("Choir", publication="public_source", source="https://list.example/a")
    assert 'href="https://list.example/a" rel="nofollow"' in text_of(
        client.get(choir.get_absolute_url())
    )


def add_rows(count):
    food = a_focus_area(f"Food {count}", slug=f"food-{count}")
    for number in range(count):
        organization = an_organization(f"Organization {count} {number}", focus_areas=[food])
        a_location(organization, **INSIDE)


def test_as_many_queries_for_thirty_rows_as_for_one(client, db, django_assert_num_queries):
    two_areas()
    add_rows(1)
    with CaptureQueriesContext(connection) as one:
        client.get("/")
    add_rows(29)
    with django_assert_num_queries(len(one)):
        assert len(client.get("/").context["listing"].rows) == 30


def test_pages_of_thirty(client, db):
    for number in range(31):
        an_organization(f"Organization {number:02}")
    second = client.get("/?page=2&search=organization")
    assert [row.name for row in second.context["listing"].rows] == ["Organization 30"]
    assert 'href="?page=1&amp;search=organization"' in text_of(second)


def test_the_small_map_has_its_words_tiles_and_attribution(client, db, settings):
    settings.TILE_URL = "https://tiles.example.org/{z}/{x}/{y}.png"
    settings.TILE_ATTRIBUTION = "© Somebody"
    club = a_partner("Club")
    a_location(club, **INSIDE)
    page = client.get(club.get_absolute_url()).content.decode()
    assert 'data-tiles="https://tiles.example.org/{z}/{x}/{y}.png"' in page
    assert 'data-attribution="© Somebody"' in page
    assert '"zoomIn": "Zoom in"' in page
