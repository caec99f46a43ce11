"""A placement as its reader may see it, and the page of one."""

from functools import cached_property
from typing import Any

from engagements import policies
from engagements.models import HourEntry, Placement, Prompt, Reflection
from engagements.records import Sum, summed
from frontend.steps import Steps, steps_of_hours
from partners.editing import with_version
from partners.models import Contact
from partners.policies import is_staff


class Seat:
    """Takes a row of `for_reading()`. Before there is a seat, a partner reads no name."""

    def __init__(self, placement: Placement, user: Any):
        self.placement, self.user = placement, user
        self.fields = policies.placement_fields(user, placement)

    @property
    def name(self) -> str:
        """Empty where the reader decides without it."""
        return str(self.placement.student) if "student" in self.fields else ""

    @property
    def listed_name(self) -> str:
        """The same in lists, where a partner does not read a name that is hidden."""
        listed = policies.listed_fields(self.user, self.placement)
        return str(self.placement.student) if "student" in listed else ""

    @property
    def is_mine(self) -> bool:
        return policies.acts_as_student(self.user, self.placement)

    @property
    def has_notes(self) -> bool:
        return "support_note" in self.fields

    @property
    def is_named(self) -> bool:
        return "student" in self.fields

    @cached_property
    def steps(self) -> Steps:
        return Steps(self.placement, self.user)


class SeatPage(Seat):
    """All of one placement that the reader may see."""

    @cached_property
    def hours(self) -> list[HourEntry]:
        rows = HourEntry.objects.visible_to(self.user).filter(placement=self.placement)
        known = list(with_version(rows.select_related("confirmed_by")))
        for entry in known:
            entry.placement = self.placement
        return known

    @cached_property
    def entries(self) -> list[Steps]:
        """The hours, each with what may be done with it."""
        return steps_of_hours(self.hours, self.user)

    @cached_property
    def total(self) -> Sum:
        """The student's minutes."""
        return summed(self.hours)

    @property
    def supervision(self) -> int:
        return sum(entry.minutes for entry in self.hours if entry.is_supervision)

    @property
    def waiting(self) -> list[HourEntry]:
        return [entry for entry in self.hours if entry.is_to_confirm]

    @property
    def may_log(self) -> bool:
        return self.placement.has_seat and self.user.has_perm("engagements.add_hourentry")

    @property
    def may_confirm(self) -> bool:
        is_partner = policies.acts_as_partner(self.user, self.placement.organization_id)
        return bool(self.waiting) and (is_partner or is_staff(self.user))

    @cached_property
    def reflections(self) -> list[Reflection]:
        rows = Reflection.objects.visible_to(self.user).filter(placement=self.placement)
        return list(rows.select_related("prompt"))

    @property
    def open_prompts(self) -> list[Prompt]:
        """Prompts that the student has not answered."""
        if not self.is_mine:
            return []
        answered = [reflection.prompt_id for reflection in self.reflections]
        return list(Prompt.objects.visible_to(self.user).offered().exclude(pk__in=answered))

    @cached_property
    def contacts(self) -> list[Contact]:
        """Whom a student who has a seat can reach at the organization."""
        if not (self.is_mine and self.placement.has_seat):
            return []
        rows = Contact.objects.filter(organization=self.placement.organization_id)
        return list(rows.current().exclude(rank="other"))

    @property
    def successor(self) -> Seat | None:
        """Who comes next, where the reader may know."""
        held = self.placement.successor if "successor" in self.fields else None
        return Seat(held, self.user) if held else None

    @property
    def may_hand_over(self) -> bool:
        return is_staff(self.user)
