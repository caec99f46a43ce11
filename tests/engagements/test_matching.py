"""Lists that are searched: the same words, and no more than the reader may know."""

import pytest
from django.http import QueryDict

from engagements.compensations import CompensationFilter
from engagements.finding import AgreementFilter, CheckInFilter
from engagements.ledger import LedgerFilter
from engagements.lifecycle import take
from engagements.models import AgreementWords, CommitmentWords
from engagements.rosters import PlacementFilter
from tests import factories

pytestmark = pytest.mark.usefixtures("autumn")


def found(filter_class, user, search: str) -> list:
    filters = filter_class(QueryDict(f"search={search}"), user=user)
    assert filters.is_valid()
    return list(filters.qs)


def test_promises_and_agreements_are_found_by_their_words(home, staff):
    version = factories.an_agreement(home, staff, "in_force")
    assert [row.commitment.text for row in found(LedgerFilter, staff, "ROOM OPEN")] == [
        "Keep the room open"
    ]
    assert found(AgreementFilter, staff, "cook evenings sample") == [version.agreement]
    assert found(AgreementFilter, staff, "cook mornings") == []


def test_an_agreement_is_found_by_what_was_sent_last(home, staff, partner):
    version = factories.an_agreement(home, staff)
    version.draft = factories.terms(title="Mornings together").as_data()
    version.draft_side = "partner"
    version.save()
    assert found(AgreementFilter, staff, "mornings") == []
    take(version, "counter", by=partner, reason="Not at night.")
    assert found(AgreementFilter, staff, "mornings") == [version.agreement]
    assert found(AgreementFilter, staff, "evenings") == []
    assert AgreementWords.objects.count() == 1


def test_words_of_promises_are_kept_once(home, staff):
    factories.an_agreement(home, staff, "in_force")
    kept = CommitmentWords.objects.values_list("search_text", flat=True)
    assert sorted(kept) == ["keep the room open", "pay the cooks"]


def test_a_stranger_finds_nothing_that_is_not_theirs(home, staff, stranger, visitor):
    factories.an_agreement(home, staff, "in_force")
    factories.a_compensation(home)
    assert [
        found(filter_class, user, "cooks")
        for filter_class in (LedgerFilter, AgreementFilter, CompensationFilter, CheckInFilter)
        for user in (stranger, visitor)
    ] == [[]] * 8


def test_a_partner_does_not_learn_an_applicants_name_by_looking_for_it(home, staff, partner):
    ana = factories.a_student("ana@example.org")
    ana.name = "Ana Applicant"
    ana.save()
    work = factories.an_engagement(home)
    applied = factories.a_placement(work, ana, "applied")
    assert found(PlacementFilter, staff, "ana applicant") == [applied]
    assert found(PlacementFilter, partner, "ana applicant") == []
    assert found(PlacementFilter, partner, "evening meals") == [applied]


def test_money_is_found_by_purpose_and_by_who_is_paid(home, staff):
    paid = factories.a_compensation(home, paid_to="Zoë Educator", purpose="Listening")
    factories.a_compensation(home, paid_to="Nobody", purpose="Cooking")
    assert found(CompensationFilter, staff, "zoe listening") == [paid]
