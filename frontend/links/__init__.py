"""What a keyed link opens: a page for each purpose."""

from engagements.enums import LinkPurpose
from engagements.models import KeyedLink
from frontend.links.agreement import AgreementLink
from frontend.links.asked import ApplicationPage, ProposalPage
from frontend.links.checkin import CheckInLink
from frontend.links.details import DetailsPage
from frontend.links.learned import HoursPage, ReflectionsPage
from frontend.links.page import LinkPage, link_at
from frontend.links.promises import PromisesLink

PAGES: dict[str, type[LinkPage]] = {
    LinkPurpose.ENGAGEMENT: ProposalPage,
    LinkPurpose.PLACEMENT: ApplicationPage,
    LinkPurpose.HOURS: HoursPage,
    LinkPurpose.REFLECTIONS: ReflectionsPage,
    LinkPurpose.AGREEMENT: AgreementLink,
    LinkPurpose.PROMISES: PromisesLink,
    LinkPurpose.CHECK_IN: CheckInLink,
    LinkPurpose.LISTING: DetailsPage,
}


def page_of(link: KeyedLink) -> LinkPage:
    return PAGES[link.purpose](link)


__all__ = ["LinkPage", "link_at", "page_of"]
