"""Through what somebody acts just now: a page, a keyed link, the API, an import, a command.

Each line of history notes it (`occme.keeping`). It is said in one place for each way in: by the
middleware below for requests, by `manage.py` for commands, and by what stands between them and the
records, such as an import.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

NAME_MOST = 200


class Channel(TextChoices):
    PAGE = "page", _("a page")
    LINK = "link", _("a keyed link")
    API = "api", _("the API")
    IMPORT = "import", _("an import")
    MERGE = "merge", _("a merge")
    ADMIN = "admin", _("the admin pages")
    COMMAND = "command", _("a command")


class Way(NamedTuple):
    """`name` is that of the token, the file or the command, or to whom the link was sent."""

    channel: str = ""
    name: str = ""


NOT_NOTED = Way()
_way: ContextVar[Way] = ContextVar("way", default=NOT_NOTED)

PATHS = {"/api/": Channel.API, "/link/": Channel.LINK, "/admin/": Channel.ADMIN}
"""By how an address begins; all others are pages."""


@contextmanager
def through(channel: Channel, name: str = "") -> Iterator[None]:
    """What is written inside came through this. Inside of the same, the outer one's name stays."""
    outer = _way.get()
    known = outer.name if outer.channel == channel else ""
    token = _way.set(Way(channel, known or name[:NAME_MOST]))
    try:
        yield
    finally:
        _way.reset(token)


def named(name: str) -> None:
    """Says the name of the channel that was opened, once it is known."""
    way = _way.get()
    if way.channel:
        _way.set(Way(way.channel, name[:NAME_MOST]))


def channel_now() -> str:
    return str(_way.get().channel)


def name_now() -> str:
    return _way.get().name


def noted(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: a request comes through what its address says."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        begins = (channel for path, channel in PATHS.items() if request.path.startswith(path))
        with through(next(begins, Channel.PAGE)):
            return get_response(request)

    return middleware
