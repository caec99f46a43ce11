"""A concern, and who is named to read it, for tests."""

from io import StringIO
from typing import Any

from django.core.management import call_command

from engagements.concerns import raise_concern
from engagements.models import Concern
from occme.accounts.models import User
from tests.factories import a_user

CODE = "K7QF-93MB-2XWD-HT4N"


def a_recipient(email: str = "dana@example.org") -> User:
    """A member of staff who is named to read concerns."""
    user = a_user(email, name="Dana Sample", is_staff=True)
    call_command("concern_recipients", "add", email, stdout=StringIO())
    return user


def a_concern(code: str = CODE, by: Any = None, **values: Any) -> Concern:
    said = {"kind": "conduct", "text": "They shouted at us.", **values}
    return raise_concern(code=code, values=said, by=by)[0]
