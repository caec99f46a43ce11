"""Our decisions at the points where the sign-in package asks for them."""

import logging
import unicodedata
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest
from requests import RequestException

from occme.accounts.models import User
from occme.accounts.unavailable import mail_unavailable, sign_on_unavailable

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by staff or by single sign-on, never by a form that is open to all."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Counts by the address alone: by the host too, a new port would be a new count."""
        login = credentials.get("email") or credentials.get("username") or ""
        return f"login:{unicodedata.normalize('NFKC', login).casefold()}"

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Sends, or answers the request with a page that says that mail does not work."""
        try:
            context = {"contact_email": settings.CONTACT_EMAIL, **context}
            super().send_mail(template_prefix, email, context)
        except OSError as error:  # Every way in which smtplib and the network fail.
            logger.exception("A mail could not be sent.")
            raise ImmediateHttpResponse(mail_unavailable(self.request)) from error

    def send_notification_mail(self, *args, **kwargs) -> None:
        """Tells people that their account changed; the change stands, told or not."""
        try:
            super().send_notification_mail(*args, **kwargs)
        except ImmediateHttpResponse:
            return


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """What a university's word is good for: an address that it says is verified, no other."""

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict) -> User:
        """Takes over the name and the address; the rest of what the provider says is let go."""
        for address in sociallogin.email_addresses:
            # Some providers write the text "false", which Python holds to be true.
            address.verified = address.verified is True or address.verified == "true"
        user = super().populate_user(request, sociallogin, data)
        parts = [data.get("first_name"), data.get("last_name")]
        name = data.get("name") or " ".join(filter(None, parts))
        user.name = "".join(filter(str.isprintable, name))[:150]
        sociallogin.account.extra_data = {"email": user.email}
        return user

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Open to verified addresses of OIDC_EMAIL_DOMAINS; where that is not set, to nobody."""
        return any(
            address.verified and address.email.rpartition("@")[2] in settings.OIDC_EMAIL_DOMAINS
            for address in sociallogin.email_addresses
        )

    def on_authentication_error(
        self, request: HttpRequest, provider, error=None, exception=None, extra_context=None
    ) -> None:
        if isinstance(exception, RequestException):
            raise ImmediateHttpResponse(sign_on_unavailable(request, exception))
