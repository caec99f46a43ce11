"""How a program signs in: `Authorization: Token …`."""

import logging

from django.db import DatabaseError
from django.utils.translation import gettext as _
from knox import auth
from knox.crypto import hash_token
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from occme.accounts.models import AccessToken, User
from occme.channels import named

logger = logging.getLogger(__name__)


class TokenAuthentication(auth.TokenAuthentication):
    """The owner of the access token in the header, or 401; reading it never fails in another way."""

    def authenticate(self, request: Request) -> tuple[User, AccessToken] | None:
        try:
            return super().authenticate(request)
        except UnicodeError as error:
            raise self.refusal() from error

    def authenticate_credentials(self, token: bytes) -> tuple[User, AccessToken]:
        # Only the hash reaches the database, which does not take every text.
        digest = hash_token(token.decode())
        found = AccessToken.objects.usable().select_related("user").filter(pk=digest).first()
        if not found:
            raise self.refusal()
        self.note_use(found)
        named(found.name)
        return found.user, found

    def note_use(self, token: AccessToken) -> None:
        try:
            token.note_use()
        except DatabaseError:  # A busy or read-only database: no reason to refuse the request.
            logger.warning("The use of a token could not be noted.", exc_info=True)

    def refusal(self) -> AuthenticationFailed:
        return AuthenticationFailed(_("This token is not known, has expired or was revoked."))
