"""OCCME's nine values, and what the tracker does about each."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Promise | str


@dataclass(frozen=True)
class Value:
    name: Words
    done: Words


VALUES = [
    Value(
        _("Anti-racist"),
        _("Public figures are told by neighborhood, language and kind of organization, what was not done included, so that who is missing shows. Anybody can raise a concern in confidence."),
    ),
    Value(
        _("Inclusivity"),
        _("Partners and staff write agreements together: each edits, proposes otherwise, signs. Partners write their own page and state their priorities in their own words."),
    ),
    Value(
        _("Investment"),
        _("Money, paid hours of community educators, staff time and space are promises with a due date; the days until money is paid are a public figure."),
    ),
    Value(
        _("Justice"),
        _("The side that was promised something says whether the promise was kept."),
    ),
    Value(
        _("Partnership"),
        _("Only an organization with an active relationship is called a partner. Student engagements name the priority that they answer, and open only with the partner’s yes. Which priorities wait, and how long, is public."),
    ),
    Value(
        _("Reciprocity"),
        _("Every agreement has two columns: what Harvard Medical School gives, and what the partner gives; a balance shows both."),
    ),
    Value(
        _("Sustainability"),
        _("Partners say how many students at once and how many asks a month they find fine, and when they want quiet; asking for more takes a reason. A seat that ends soon with nobody next is shown to both sides, and so is an agreement that ends."),
    ),
    Value(
        _("Transparency"),
        _("Every listing names its source and its age, every public figure says what it counts and what is missing, all public rows are open data, and each change is kept with who made it and when."),
    ),
    Value(
        _("Trust"),
        _("The public sees of a partner what it agreed to: nothing, name and neighborhood, or a full profile; consent can be taken back. People’s names, emails and phones are never public. Partners without an account check and correct their own listing through a link."),
    ),
]  # fmt: skip
