"""Saved searches of the finder: saving one, saying it in words, and what is new in it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.signing import Signer
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagements import policies
from engagements.filters import EngagementFilter
from engagements.models import Engagement, SavedSearch
from engagements.models.notices import QUERY_MOST
from occme.accounts.models import User
from occme.refusals import NotYours
from partners.editing import in_one_piece, locked
from partners.geography import Point

SAVED_MOST = 20
WORDS_MOST = 2_000
SIGNER = Signer(salt="saved-search")
NOT_SAVED = {"ordering", "status"}
"""New is what opens; in which order is the page's."""


@in_one_piece
def save_search(data: QueryDict, *, by: User) -> SavedSearch:
    """Saves the filters of an address; the same again is the one that is there. Raises NotYours for
    those who are no students, and ValidationError."""
    if not policies.is_student(by):
        raise NotYours
    query, mine = query_of(data, by), SavedSearch.objects.visible_to(by)
    locked(by.student_profile)
    if held := mine.filter(query=query).first():
        return held
    if mine.count() >= SAVED_MOST:
        sentence = _("You have saved %(most)d searches. Stop one of them first.")
        raise ValidationError(sentence % {"most": SAVED_MOST})
    return SavedSearch.objects.create(user=by, query=query, words=in_words(query, by))


def query_of(data: QueryDict, user: Any) -> str:
    """The filters alone, each with its values in order, so that equal searches are equal texts."""
    filters = EngagementFilter(data, user=user)
    if not filters.is_valid():
        raise ValidationError(_("Correct the filters first: not all of them are understood."))
    kept = QueryDict(mutable=True)
    # A point without a distance only orders: it is not kept.
    orders = {"near"} if "within_m" not in filters.values else set()
    for name in sorted(filters.filters.keys() - NOT_SAVED - orders):
        kept.setlist(name, sorted(filter(None, data.getlist(name))))
    query = kept.urlencode(safe=",")
    if len(query) > QUERY_MOST:
        raise ValidationError(_("These are too many filters to save."))
    return query


def in_words(query: str, user: Any) -> str:
    """Each filter, and what was asked for, as the user may read it."""
    filters = EngagementFilter(QueryDict(query), user=user)
    filters.is_valid()
    parts = [asked(filters, name, value) for name, value in filters.values.items()]
    return "; ".join(parts)[:WORDS_MOST] or _("Everything that opens")


def asked(filters: EngagementFilter, name: str, value: Any) -> str:
    label, field = filters.filters[name].label, filters.form.fields[name]
    if value is True:
        return str(label)
    if isinstance(value, list):
        choices = dict(getattr(field, "choices", ()))
        words = ", ".join(str(choices.get(one, one)) for one in value)
    elif isinstance(value, date):
        words = date_format(value)
    elif isinstance(value, Point):
        words = f"{value.latitude}, {value.longitude}"
    else:
        words = _("no") if value is False else str(value)
    return f"{label}: {words}"


def stop_key(search: SavedSearch) -> str:
    """Signed, in each mail about it: whoever has it can end the search, and nothing else."""
    return SIGNER.sign(str(search.pk))


def search_of(key: str) -> SavedSearch | None:
    """The search that the key ends, unless it is ended. Raises BadSignature."""
    return SavedSearch.objects.filter(pk=SIGNER.unsign(key)).first()


def new_in(search: SavedSearch) -> Iterable[Engagement]:
    """What opened since it was saved, fits, and can be seen by its owner."""
    filters = EngagementFilter(search.data, user=search.user)
    if not filters.is_valid():
        return []
    return filters.qs.opened_after(search.made_at).exclude(proposed_by__user=search.user)
