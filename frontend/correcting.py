"""A correction of one listing, as somebody types it."""

from http import HTTPStatus
from uuid import uuid4

from django.http import QueryDict
from django.utils.translation import gettext as _

from partners.correcting import send_in
from partners.forms import CorrectionForm
from partners.models import Organization


class Correcting:
    """`key` makes the form safe to be sent twice."""

    problem = ""

    def __init__(self, organization: Organization):
        self.organization = organization
        self.key, self.status, self.form = uuid4().hex, HTTPStatus.OK, CorrectionForm()

    def read(self, data: QueryDict) -> None:
        self.key, self.form = data.get("key", "")[:64] or self.key, CorrectionForm(data)

    def wait(self, data: QueryDict) -> None:
        """Too many came from one network; what was typed stays."""
        self.read(data)
        self.status = HTTPStatus.TOO_MANY_REQUESTS
        self.problem = _("Too many came within this hour. Please try again in an hour, or write.")

    def send(self, data: QueryDict) -> bool:
        """Whether it is on record, now or since it was sent the first time."""
        self.read(data)
        self.status = HTTPStatus.BAD_REQUEST
        if self.key.isprintable() and self.form.is_valid():
            send_in(self.organization, key=self.key, values=self.form.values)
            return True
        return False
