"""The same people everywhere: staff, student, partner, stranger, visitor."""

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from occme.accounts.models import User
from occme.freshness import kept, meanwhile
from occme.limits import VISITS
from partners.models import Contact, Organization
from tests import factories

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    sentence = "leave out tests that use no database: they were run on the first one"
    parser.addoption("--only-database", action="store_true", help=sentence)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--only-database"):
        left_out = [item for item in items if not uses_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if uses_database(item)]


def uses_database(item: pytest.Item) -> bool:
    fixtures = DATABASE_FIXTURES & {*getattr(item, "fixturenames", ())}
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True)
def nothing_kept():
    """No test sees what another one computed, or how often it asked."""
    kept.forget()
    meanwhile.forget()
    VISITS.forget()


@pytest.fixture
def staff(db: None) -> User:
    return factories.a_user("staff@example.org", name="Sam Staff", is_staff=True)


@pytest.fixture
def student(db: None) -> User:
    return factories.a_student("student@example.org")


@pytest.fixture
def home(db: None) -> Organization:
    """The partner's own organization; nobody else may know of it."""
    return factories.a_partner("Sample Home", publication="hidden")


@pytest.fixture
def partner(home: Organization) -> User:
    return factories.a_member("partner@example.org", home)


@pytest.fixture
def rosa(home: Organization) -> Contact:
    """Whom the partner's own organization is reached through, without an account."""
    return factories.a_contact(home, rank="primary", email="rosa@example.org")


@pytest.fixture
def stranger(db: None) -> User:
    """A partner of another organization."""
    elsewhere = factories.a_partner("Sample Elsewhere", publication="hidden")
    return factories.a_member("stranger@example.org", elsewhere)


@pytest.fixture
def visitor() -> AnonymousUser:
    return AnonymousUser()


@pytest.fixture
def everybody(staff, student, partner, stranger, visitor) -> dict:
    """All five, by role."""
    return {
        "staff": staff,
        "student": student,
        "partner": partner,
        "stranger": stranger,
        "visitor": visitor,
    }


@pytest.fixture
def as_staff(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def as_partner(client, partner):
    client.force_login(partner)
    return client


@pytest.fixture
def as_student(client, student):
    client.force_login(student)
    return client


@pytest.fixture
def autumn():
    """The clock stands in the middle of a term."""
    with time_machine.travel("2026-10-15T16:00:00Z", tick=False):
        yield


@pytest.fixture
def meals(autumn, home):
    """An open engagement of the partner's own organization, with two seats."""
    return factories.an_engagement(home, seats=2)


@pytest.fixture
def seat(meals, student):
    """The student's active placement in it."""
    return factories.a_placement(meals, student)
