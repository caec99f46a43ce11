"""The page that a keyed link opens: what is asked, and nothing besides. One class for each purpose."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext as _

from engagements.enums import LinkEnd
from engagements.mail import tell_that_link_came_to_somebody_else
from engagements.models import KeyedLink
from engagements.models.secrets import digest_of
from occme.channels import named


def link_at(secret: str) -> KeyedLink:
    """The link, working or not; 404 where there is none."""
    rows = KeyedLink.objects.with_works().select_related(
        "organization__preferred_language",
        "contact__language",
        "engagement",
        "placement__engagement",
        "agreement__organization",
    )
    link = get_object_or_404(rows, digest=digest_of(secret))
    named(str(link.contact))
    return link


class LinkPage:
    """`template` is what it shows between the heading and the foot of every link. `done` says what
    was done, after an act; `is_refused`, that a form is to be shown again with what was typed."""

    template: ClassVar[str]
    styles: ClassVar[tuple[str, ...]] = ()
    is_wide: ClassVar[bool] = False
    done: str = ""
    is_refused: Any = False

    def __init__(self, link: KeyedLink):
        self.link = link

    @property
    def language(self) -> Any:
        """That the reader prefers, or their organization."""
        return self.link.contact.language or self.link.organization.preferred_language

    @property
    def has_record(self) -> bool:
        """Whether there is still what it was sent for."""
        return True

    @property
    def is_open(self) -> bool:
        return self.link.works and self.has_record

    def used(self) -> None:
        """Using it is on record; opening is not, for mail programs open links by themselves."""
        self.link.used_at = now()
        self.link.save(update_fields=["used_at"])

    def send(self, data: QueryDict, files: Any = None) -> str:
        """Does what was sent; returns what is wrong, or nothing."""
        self.used()
        self.done = _("Done. Thank you.")
        how = data.get("end", "")
        if how in (LinkEnd.BY_HOLDER, LinkEnd.NOT_ME):
            return self.end(how)
        try:
            return self.act(data, files)
        except (PermissionDenied, Http404):
            return _("This link is not for that.")

    def act(self, data: QueryDict, files: Any) -> str:
        """What this purpose is for."""
        raise NotImplementedError

    def end(self, how: str) -> str:
        self.link.end(how)
        if how == LinkEnd.NOT_ME:
            tell_that_link_came_to_somebody_else(self.link)
        return ""
