"""How often visitors may ask the API. Who is signed in, or has a token, is known and not counted."""

from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from occme.limits import VISITS


class Visitors(BaseThrottle):
    """A cookie or a token that is nobody's makes a visitor, too: it is looked at after both."""

    seconds = 0

    def allow_request(self, request: Request, view: Any) -> bool:
        if not request.user.is_authenticated:
            self.seconds = VISITS.wait(request)
        return self.seconds == 0

    def wait(self) -> int:
        return self.seconds
