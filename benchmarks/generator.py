"""Invented organizations in and around the catchment, the same ones at every run.

Organization n depends on n alone: the first 10,000 of 100,000 are the 10,000.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.utils.text import slugify

from benchmarks import words
from occme.accounts.models import User
from partners.enums import Kind, Publication, Stage
from partners.models import (
    FocusArea,
    Language,
    Location,
    Organization,
    Priority,
    QuietPeriod,
    ServiceArea,
)

SEED = 2026
BATCH = 2_000
LONG_AGO, FIRST_DAY, LAST_DAY = date(2020, 1, 1), date(2026, 1, 1), date(2099, 12, 31)
KINDS = (Kind.NONPROFIT,) * 6 + (Kind.PUBLIC_AGENCY,) * 3 + (Kind.COMMUNITY_GARDEN,) * 2
KINDS += tuple(kind for kind in Kind if kind not in KINDS)
LEVELS = [Publication.HIDDEN, Publication.AREA, Publication.FULL, Publication.PUBLIC_SOURCE]
SHARES = [2, 3, 5, 90]
"""How many of a hundred organizations have each of the levels."""


@dataclass
class Batch:
    """Rows that are stored together, in this order."""

    organizations: list[Organization] = field(default_factory=list)
    locations: list[Location] = field(default_factory=list)
    focus_areas: list[Any] = field(default_factory=list)
    languages: list[Any] = field(default_factory=list)
    priorities: list[Priority] = field(default_factory=list)
    quiet_periods: list[QuietPeriod] = field(default_factory=list)

    def store(self) -> None:
        Organization.objects.bulk_create(self.organizations)
        Location.objects.bulk_create(self.locations)
        Organization.focus_areas.through.objects.bulk_create(self.focus_areas)
        Organization.languages.through.objects.bulk_create(self.languages)
        Priority.objects.bulk_create(self.priorities)
        QuietPeriod.objects.bulk_create(self.quiet_periods)


class Generator:
    """Takes the vocabulary and the areas as `load_reference` left them."""

    def __init__(self) -> None:
        self.steward = User.objects.get_or_create(email="steward@example.org", is_staff=True)[0]
        self.focus_areas = list(FocusArea.objects.all())
        self.languages = list(Language.objects.all())
        self.atlas = ServiceArea.objects.all().atlas()
        with (settings.FIXTURES_DIR / "address_points.csv").open(encoding="utf-8") as file:
            self.addresses = list(csv.DictReader(file))

    def fill(self, count: int) -> Iterator[int]:
        """Stores organizations 1 to `count`; yields how many are stored."""
        for first in range(1, count + 1, BATCH):
            batch = Batch()
            last = min(first + BATCH - 1, count)
            for number in range(first, last + 1):
                self.add(batch, number, Random(SEED * 10**9 + number))
            batch.store()
            yield last

    def add(self, batch: Batch, number: int, dice: Random) -> None:
        organization = self.organization(number, dice)
        batch.organizations.append(organization)
        for _ in range(dice.choice([1, 1, 1, 1, 2])):
            batch.locations.append(self.location(organization, dice))
        for focus_area in dice.sample(self.focus_areas, dice.randint(0, 3)):
            tag = Organization.focus_areas.through(
                organization_id=number, focusarea_id=focus_area.pk
            )
            batch.focus_areas.append(tag)
        for language in dice.sample(self.languages, dice.randint(0, 2)):
            tag = Organization.languages.through(organization_id=number, language_id=language.pk)
            batch.languages.append(tag)
        if dice.random() < 0.1:
            batch.priorities.append(self.priority(organization, dice))
        if organization.stage == Stage.ACTIVE and dice.random() < 0.2:
            batch.quiet_periods.append(self.quiet_period(organization, dice))

    def organization(self, number: int, dice: Random) -> Organization:
        kind = dice.choice(KINDS)
        place, topic = dice.choice(words.PLACES), dice.choice(words.TOPICS)
        name = f"{place} {topic} {dice.choice(words.FORMS[kind])}"
        organization = Organization(
            pk=number,
            name=name,
            slug=f"{slugify(name)}-{number}",
            alternate_names=[f"{topic} of {place}"] if dice.random() < 0.2 else [],
            kind=kind,
            description=f"{dice.choice(words.DOES)} for {dice.choice(words.FOR_WHOM)} in {place}.",
            website=f"https://example.org/{number}" if dice.random() < 0.6 else "",
            phone=f"617-555-{number % 10_000:04}" if dice.random() < 0.5 else "",
            publication=dice.choices(LEVELS, SHARES)[0],
        )
        if dice.random() < 0.3:
            organization.verified_by = self.steward
            organization.verified_on = FIRST_DAY + timedelta(days=dice.randrange(300))
        return self.published(organization, dice)

    def published(self, organization: Organization, dice: Random) -> Organization:
        """The organization with what goes with its publication level."""
        if organization.publication == Publication.PUBLIC_SOURCE:
            organization.source, organization.source_as_of = "An invented directory", "2025"
            return organization
        organization.stage = Stage.PROSPECT
        organization.steward = self.steward
        if organization.publication in (Publication.AREA, Publication.FULL):
            organization.consent_by, organization.consent_on = "Somebody there", FIRST_DAY
        if organization.publication == Publication.FULL:
            organization.stage = Stage.ACTIVE
            organization.since_year = dice.randint(2010, 2025)
            organization.students_at_once = dice.randint(0, 6)
            organization.do_not_contact_until = LAST_DAY if dice.random() < 0.1 else None
        return organization

    def location(self, organization: Organization, dice: Random) -> Location:
        """An address of the city; its point is moved a little, and sometimes far away."""
        near = dice.choice(self.addresses)
        spread = dice.choice([0.0005, 0.0005, 0.004, 0.02])
        location = Location(
            organization=organization,
            address=f"{near['number']} {near['street']}",
            city="Boston",
            state="MA",
            zip=near["zip"],
            is_confidential=dice.random() < 0.01,
        )
        if not location.is_confidential:
            location.latitude = round(float(near["latitude"]) + dice.gauss(0, spread), 6)
            location.longitude = round(float(near["longitude"]) + dice.gauss(0, spread), 6)
            location.precision = "exact"
        location.derive(self.atlas)
        return location

    def priority(self, organization: Organization, dice: Random) -> Priority:
        title = dice.choice(words.ASKS)
        return Priority(
            organization=organization,
            title=title,
            statement=f"{title}, with our own people in the lead.",
            focus_area=dice.choice(self.focus_areas),
            stated_on=FIRST_DAY,
            is_public=dice.random() < 0.7,
        )

    def quiet_period(self, organization: Organization, dice: Random) -> QuietPeriod:
        """One that is over, or one that outlasts this benchmark."""
        ends_on = dice.choice([FIRST_DAY, LAST_DAY])
        return QuietPeriod(organization=organization, starts_on=LONG_AGO, ends_on=ends_on)
