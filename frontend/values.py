"""OCCME's nine values, and what the tracker does about each: today, and what is planned."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Promise | str


@dataclass(frozen=True)
class Value:
    name: Words
    today: Words
    planned: Words


VALUES = [
    Value(
        _("Anti-racist"),
        _(
            "Every list can be counted by neighborhood, language and kind of organization, so that "
            "who is missing shows."
        ),
        _(
            "Figures about engagements by the same groups, misses included; a confidential way to raise a concern."
        ),
    ),
    Value(
        _("Inclusivity"),
        _(
            "Partners write their own page and state their priorities in their own words, and see who changed what."
        ),
        _("Agreements that partners write together with staff: edit, counter-propose, sign."),
    ),
    Value(
        _("Investment"),
        _("Nothing yet."),
        _(
            "Money, paid hours of community educators, staff time and space as promises with a due date, and days until paid."
        ),
    ),
    Value(
        _("Justice"),
        _("Nothing yet."),
        _("The side that was promised something says whether the promise was kept."),
    ),
    Value(
        _("Partnership"),
        _(
            "Only an organization with an active relationship is called a partner. Student engagements name the priority that they answer, and open only with the partner’s yes."
        ),
        _("A public figure of which priorities were answered, and how long each had waited."),
    ),
    Value(
        _("Reciprocity"),
        _("Nothing yet."),
        _(
            "Agreements with two columns: what Harvard Medical School gives, and what the partner gives."
        ),
    ),
    Value(
        _("Sustainability"),
        _(
            "Partners say how many students at once and how many asks a month they find fine, and when they want quiet; mail keeps to it. A seat that ends soon with nobody next is shown to both sides."
        ),
        _("A warning before an ask that is too much; renewal before an agreement ends."),
    ),
    Value(
        _("Transparency"),
        _(
            "Every listing names its source and its age. All rows are open as CSV, GeoJSON and through an API, and each change is kept with who made it and when."
        ),
        _("A public dashboard where each figure says what it counts."),
    ),
    Value(
        _("Trust"),
        _(
            "The public sees of a partner what it agreed to: nothing, name and neighborhood, or a full profile. People’s names, emails and phones are never public, confidential addresses are not stored on the map."
        ),
        _("Links for partners without an account, to check and correct their own listing."),
    ),
]
