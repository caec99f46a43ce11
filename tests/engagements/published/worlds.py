"""Small worlds drawn by lot: organizations that are in several places and languages at once, of each
kind of publication; students, hours, money and check-ins with few of them."""

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from engagements.models import (
    CheckIn,
    CheckInSheet,
    Compensation,
    Engagement,
    HourEntry,
    Placement,
    StudentProfile,
)
from engagements.models.checkins import QUESTIONS
from occme.accounts.models import User
from partners.models import Location, Organization
from tests import factories

KINDS = ("nonprofit", "faith", "public_agency", "health_center")
FORMATS = ("elective", "course_week", "event")
PROGRAMS = ("md", "md", "md", "dmd", "phd")
PUBLICATIONS = ("full", "full", "full", "public_source", "area", "hidden")
BEGINS = (date(2026, 9, 1), date(2025, 9, 1))
DAYS = (date(2026, 9, 20), date(2025, 9, 20))


class World:
    def __init__(self, seed: int, organizations: int, students: int) -> None:
        self.draw = Random(seed)
        self.staff = factories.a_user("staff@example.org", is_staff=True)
        self.places = [
            factories.an_area(name, "neighborhood", west, 42.30, west + 0.01, 42.34)
            for name, west in (("Roxbury", -71.10), ("Mission Hill", -71.08), ("Fenway", -71.06))
        ]
        self.languages = [factories.a_language(code, code, code) for code in ("es", "ht", "pt")]
        self.focus_areas = [factories.a_focus_area(title) for title in ("Food", "Homes", "Sleep")]
        self.homes = [self.organization(at) for at in range(organizations)]
        self.people = people(self, students)
        seats(self)
        money(self)
        check_ins(self)

    def some(self, of: Any, most: int) -> list[Any]:
        return self.draw.sample(of, self.draw.randint(0, most))

    def organization(self, at: int) -> Organization:
        home = factories.an_organization(
            f"Sample {at}",
            kind=self.draw.choice(KINDS),
            publication=self.draw.choice(PUBLICATIONS),
            languages=self.some(self.languages, 2),
            focus_areas=self.some(self.focus_areas, 2),
        )
        if self.draw.random() < 0.1:
            closed = {"closed_on": date(2026, 10, 1), "closed_reason": "Moved"}
            Organization.objects.filter(pk=home.pk).update(**closed)
        for place in self.some(self.places, 2):
            Location.objects.bulk_create([Location(organization=home, neighborhood=place)])
        return home


def people(world: World, number: int) -> list[StudentProfile]:
    emails = [f"student{at}@example.org" for at in range(number)]
    users = User.objects.bulk_create([User(email=email) for email in emails])
    rows = [StudentProfile(user=one, program=world.draw.choice(PROGRAMS)) for one in users]
    return StudentProfile.objects.bulk_create(rows)


def seats(world: World) -> None:
    """Each student has a seat or two, in either year; hours in most of them."""
    draw = world.draw
    work = Engagement.objects.bulk_create(
        Engagement(
            organization=home, title="Sample work", description="Sample", kind=draw.choice(FORMATS),
            starts_on=begins, ends_on=begins.replace(month=12), seats=50,
            status=draw.choice(("open", "running", "completed")),
        )
        for home in world.homes for begins in BEGINS
    )  # fmt: skip
    pairs = [
        (one, student)
        for student in world.people
        for one in draw.sample(work, draw.choice((1, 1, 2, 3)))
    ]
    taken = Placement.objects.bulk_create(
        Placement(engagement=one, student=student, status="active") for one, student in pairs
    )
    HourEntry.objects.bulk_create(
        HourEntry(
            placement=seat, worked_on=DAYS[BEGINS.index(seat.engagement.starts_on)],
            minutes=30 * draw.randint(1, 9), kind=draw.choice(("direct", "training", "supervision")),
            **draw.choice(({}, {"status": "confirmed", "confirmed_by": world.staff})),
            basis=draw.choice(("actual", "actual", "estimate")),
        )
        for seat in taken for _more in range(draw.randint(0, 2))
    )  # fmt: skip


def money(world: World) -> None:
    draw = world.draw
    Compensation.objects.bulk_create(
        Compensation(
            organization=home, paid_to=draw.choice(("", "Ana Educator", f"Cook of {home.pk}")),
            purpose="Sample", amount=Decimal(draw.randint(50, 500)), promised_on=date(2026, 8, 1),
            due_on=date(2026, 9, 1), paid_on=draw.choice((None, date(2026, 8, draw.randint(2, 30)))),
        )
        for home in world.some(world.homes, len(world.homes)) for _more in range(draw.randint(1, 2))
    )  # fmt: skip


def check_ins(world: World) -> None:
    for home in world.some(world.homes, len(world.homes)):
        one = CheckIn.objects.create(organization=home)
        for side in ("staff", "partner"):
            marks = {f"{name}_now": world.draw.randint(1, 5) for name in QUESTIONS}
            wishes = {f"{name}_wish": 3 for name in QUESTIONS}
            CheckInSheet.objects.bulk_create(
                [CheckInSheet(check_in=one, side=side, by=world.staff, **marks, **wishes)]
            )
