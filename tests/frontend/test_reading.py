"""An organization in a template has what policies let its reader see, and nothing else."""

import pytest

from frontend.reading import Shown
from partners.models import Organization
from tests.factories import INSIDE, a_focus_area, a_location, a_partner, an_organization, two_areas


def shown(organization, user):
    return Shown(Organization.objects.for_reading(user).get(pk=organization.pk))


@pytest.fixture
def shy(db):
    """Shares its name and neighborhood, and has all that must not be shown."""
    two_areas()
    organization = a_partner("Shy", publication="area", kind="faith", description="Secret")
    a_location(organization, address="1 Secret Street", **INSIDE)
    return organization


def test_name_and_area_is_name_and_area(shy, visitor):
    row = shown(shy, visitor)
    assert (row.name, [area.name for area in row.neighborhoods]) == ("Shy", ["Roxbury"])
    assert (row.is_area_only, row.is_partner, row.at, row.work) == (True, False, "", [])
    for secret in ("description", "kind", "kind_label", "stage", "locations", "consent_by"):
        with pytest.raises(AttributeError):
            getattr(row, secret)


def test_staff_see_the_same_organization_whole(shy, staff):
    row = shown(shy, staff)
    assert (row.description, row.kind_label, row.consent_by) == (
        "Secret", "Faith community", "Rosa Sample",
    )  # fmt: skip
    assert (row.is_area_only, row.is_partner, row.is_inner) == (False, True, True)
    assert row.at == "42.3317,-71.0838"


def test_a_confidential_place_has_no_point(db, visitor):
    organization = an_organization()
    a_location(organization, address="A house", is_confidential=True)
    assert (shown(organization, visitor).at, shown(organization, visitor).locations) == ("", [])


def test_what_it_works_on_in_few_words(db, visitor):
    areas = [a_focus_area("Food"), a_focus_area("Housing"), a_focus_area("Youth")]
    other = an_organization("Pantry", kind="other", focus_areas=areas)
    church = an_organization("Church", kind="faith", focus_areas=areas)
    assert shown(other, visitor).work == ["Food", "Housing", "Youth"]
    assert shown(church, visitor).work == ["Faith community", "Food", "Housing"]


def test_found_in_public_sources_is_no_partner(db, visitor):
    row = shown(an_organization(publication="public_source"), visitor)
    assert (row.is_found, row.is_partner, row.source_year) == (True, False, 2019)
