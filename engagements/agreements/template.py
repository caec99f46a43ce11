"""A plain-words memorandum to start from, and questions that help to write it."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.enums import CommitmentKind, Maker, Rhythm
from engagements.rhythms import months_later
from engagements.terms import TITLE_MOST, Promise, Terms, new_key

QUESTIONS = {
    "purpose": gettext_lazy(
        "What do the people you work with gain? Which of your priorities does it answer? What do "
        "students learn from you?"
    ),
    "values": gettext_lazy(
        "What must never happen? What do you want to be able to say about this in a year?"
    ),
    "decisions": gettext_lazy(
        "Who decides what? What may one side decide alone, and what only both together? By when do "
        "you answer one another?"
    ),
    "conflict": gettext_lazy(
        "Whom do you call first when something goes wrong? Who helps if the two of you cannot agree?"
    ),
    "data": gettext_lazy(
        "Whose are the data, the stories, the photos? Who is named, and who reads it before others do?"
    ),
    "closure": gettext_lazy(
        "How much notice do you give? What happens to the people, the keys and the plans that depend "
        "on it?"
    ),
}
"""Asked beside each section of the text."""


WORDS = {
    "purpose": gettext_lazy(
        "%(name)s says what matters here. OCCME answers with students, time and money, and "
        "students learn from the people of %(name)s, who are their teachers."
    ),
    "values": gettext_lazy(
        "We ask before we plan. We say what we cannot do. Nobody is used for a photo or a "
        "paper. Everyone’s time is worth the same."
    ),
    "decisions": gettext_lazy(
        "What concerns %(name)s is decided by %(name)s. What concerns both is decided "
        "together. We answer one another within ten working days."
    ),
    "conflict": gettext_lazy(
        "We say it to one another first, within two weeks. If that does not help, each side "
        "names a person whom both trust, and those two listen to us."
    ),
    "data": gettext_lazy(
        "Stories, photos and data of %(name)s belong to it. Nothing is published before it "
        "has read it and said yes. Who teaches or writes with us is named, if they wish."
    ),
    "closure": gettext_lazy(
        "Either side may end this with 60 days’ notice. We finish what students have begun, "
        "pay what is owed, give back keys and papers, and say in writing what we learned."
    ),
}
"""What each section says at first, to be changed."""

PROMISES = (
    (
        Maker.STAFF,
        gettext_lazy("Pay community educators for the hours they teach, within 30 days."),
        CommitmentKind.MONEY,
        Rhythm.QUARTERLY,
    ),
    (
        Maker.STAFF,
        gettext_lazy("Tell you once a term what students did, and what came of it."),
        CommitmentKind.RECOGNITION,
        Rhythm.HALF_YEARLY,
    ),
    (
        Maker.PARTNER,
        gettext_lazy("Name one person whom students can ask."),
        CommitmentKind.PEOPLE,
        Rhythm.ONCE,
    ),
)
"""Who promises what, of which kind, and how often."""


def starting_terms(organization: Any, today: date) -> Terms:
    """A year from today, with words to be changed and promises on either side."""
    name = {"name": organization.name}
    return Terms(
        title=(_("%(name)s and OCCME, together") % name)[:TITLE_MOST],
        starts_on=today,
        ends_on=months_later(today, 12) - timedelta(days=1),
        review_months=6,
        sections={section: str(words) % name for section, words in WORDS.items()},
        promises=tuple(
            Promise(key=new_key(), by=by, text=str(text), kind=kind, every=every)
            for by, text, kind, every in PROMISES
        ),
    )
