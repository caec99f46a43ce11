"""Calm pages for what does not work just now: mail, a university's sign-on, one try too many."""

import logging
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import ConnectionError as NoConnection
from requests import Timeout

logger = logging.getLogger(__name__)


def sign_on_unavailable(request: HttpRequest, error: Exception) -> HttpResponse:
    """503 where the provider cannot be reached, 502 where what it says makes no sense."""
    unreachable = isinstance(error, NoConnection | Timeout)
    status = HTTPStatus.SERVICE_UNAVAILABLE if unreachable else HTTPStatus.BAD_GATEWAY
    logger.error("Single sign-on failed.", exc_info=error)
    return render(request, "accounts/sign_on_unavailable.html", status=status)


def mail_unavailable(request: HttpRequest) -> HttpResponse:
    status = HTTPStatus.SERVICE_UNAVAILABLE
    return render(request, "accounts/mail_unavailable.html", status=status)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Answers whoever tries to sign in, or asks for mail, too often; every limit is per minute."""
    page = render(request, "accounts/too_many_requests.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    page["Retry-After"] = "60"
    return page
