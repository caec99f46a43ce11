"""A new organization with its first place, both or neither."""

from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict

from frontend.editing import once_sent, saved_already
from frontend.finding import with_point
from occme.once.keeping import OtherRequest
from partners import editing
from partners.alike import alike
from partners.forms import FirstPlaceForm, NewOrganizationForm
from partners.models import Location, Organization

HERE = {"city": "Boston", "state": "MA"}
"""What a place starts with; alone it is none."""

SAYS_WHERE = ("address", "zip", "latitude", "longitude")


class NewOrganization:
    """`alike` are those that it may be, which have to be looked at before it is added."""

    def __init__(self, user: Any):
        self.user, self.key, self.status = user, uuid4().hex, HTTPStatus.OK
        self.form = NewOrganizationForm(by=user, record=Organization())
        self.place = FirstPlaceForm(by=user, record=Location(), prefix="place", initial=HERE)
        self.alike: list[Organization] = []
        self.is_distinct = False
        self.words = ""

    @property
    def is_refused(self) -> bool:
        return self.status != HTTPStatus.OK

    def send(self, data: QueryDict, path: str) -> str | None:
        """Where to go on; None where the page is to be shown again."""
        if is_look_up := "find" in data:
            data, self.words = with_point(data, "place-")
        self.form = NewOrganizationForm(data, by=self.user, record=Organization())
        self.place = FirstPlaceForm(
            data, by=self.user, record=Location(), prefix="place", initial=HERE
        )
        self.key = data.get("key", "")[:64] or self.key
        if is_look_up:
            return None
        self.status = HTTPStatus.BAD_REQUEST
        self.is_distinct = "is_distinct" in data
        self.form.is_valid()
        self.place.is_valid()
        try:
            return once_sent(self.user, self.key, data, path, lambda: self.carry_out(data))
        except OtherRequest as earlier:
            self.key, self.status = uuid4().hex, HTTPStatus.CONFLICT
            self.form.add_error(None, saved_already(earlier))
        except ValidationError:
            pass  # Each form was told its own.
        return None

    def carry_out(self, data: QueryDict) -> str:
        self.alike = alike(data.get("name", ""), user=self.user)
        with transaction.atomic():
            organization = self.made()
            self.put(organization)
            if organization is None or (self.alike and not self.is_distinct) or self.place.errors:
                raise ValidationError({})
        return organization.get_absolute_url()

    def made(self) -> Organization | None:
        problems = self.form.problems
        try:
            return editing.create(
                Organization, by=self.user, values=self.form.values, problems=problems
            )
        except ValidationError as error:
            self.form.tell(error)
            return None

    def put(self, organization: Organization | None) -> None:
        """Its place, where there is any; of one that was not made, what is wrong with the place."""
        values, problems = self.place.values, self.place.problems
        if not (problems or any(values.get(name) not in (None, "") for name in SAYS_WHERE)):
            return
        if organization is None:
            problems |= {"organization": []}
        try:
            editing.create(
                Location,
                by=self.user,
                values=values | ({"organization": organization} if organization else {}),
                problems=problems,
            )
        except ValidationError as error:
            found = error.message_dict
            found.pop("organization", None)
            self.place.tell(ValidationError(found))
