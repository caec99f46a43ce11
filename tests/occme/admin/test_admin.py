"""The admin shows staff what they may see, and changes nothing that is settled."""

import pytest
from django.apps import apps
from django.contrib.admin.sites import all_sites
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from engagements.models import AgreementVersion, HourEntry, Judgement
from occme.admin.base import Edited
from occme.admin.urls import site
from partners.models import FocusArea, Language, Organization
from tests.factories import (
    a_focus_area,
    a_language,
    a_partner,
    a_reflection,
    an_agreement,
    an_entry,
    an_interaction,
)
from tests.occme.admin.test_accounts import errors, sent

EDITED = ["FocusArea", "Language", "Membership", "StudentProfile", "User"]
SECRET = {"Sheet", "Round", "Signature", "Scan", "AccessToken", "CalendarFeed", "SavedSearch"}


def address_of(model, *args) -> str:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    return reverse(f"{name}_change" if args else f"{name}_changelist", args=args)


def test_only_what_has_no_page_is_edited():
    assert set(all_sites) == {site}
    edited = [m.__name__ for m, a in site._registry.items() if isinstance(a, Edited)]
    assert sorted(edited) == EDITED


def test_no_history_no_secret_and_no_concern_is_listed():
    names = {model.__name__ for model in site._registry}
    assert names & SECRET == set()
    assert [n for n in names if n.startswith("Historical") or "Concern" in n] == []


def test_nobody_deletes_and_nothing_is_done_to_many(rf, everybody):
    for role, user in everybody.items():
        request = rf.get("/admin/")
        request.user = user
        for model, admin in site._registry.items():
            assert admin.get_actions(request) == {}
            assert not admin.has_delete_permission(request)
            assert admin.has_view_permission(request) == (role == "staff")
            is_edited = role == "staff" and isinstance(admin, Edited)
            assert admin.has_add_permission(request) == is_edited, model
            assert admin.has_change_permission(request) == is_edited, model


def test_permissions_of_the_table_give_nothing(rf, partner, home):
    partner.user_permissions.set(apps.get_model("auth", "Permission").objects.all())
    request = rf.get("/admin/")
    request.user = type(partner).objects.get(pk=partner.pk)
    for admin in site._registry.values():
        assert not admin.has_view_permission(request)
        assert not admin.has_change_permission(request)


def test_what_is_signed_confirmed_or_judged_stays(as_staff, staff, home, seat, autumn):
    version = an_agreement(home, staff, "in_force")
    entry = an_entry(seat)
    for record, name, value in (
        (version, "title", "Another"),
        (entry, "minutes", "1"),
        (home, "name", "Another"),
    ):
        url = address_of(type(record), record.pk)
        page = as_staff.get(url).content.decode()
        assert (f'name="{name}"' in page, 'name="_save"' in page) == (False, False)
        assert as_staff.post(url, {name: value, "_save": "Save"}).status_code == 403
        many = {"action": "delete_selected", "_selected_action": [record.pk], "post": "yes"}
        as_staff.post(address_of(type(record)), many)
    assert AgreementVersion.objects.get(pk=version.pk).title == version.title
    assert (HourEntry.objects.get().minutes, Organization.objects.get(pk=home.pk).name) == (
        entry.minutes,
        home.name,
    )
    assert not hasattr(Judgement, "deleted")


@pytest.mark.parametrize(
    "asked",
    [
        "accounts/user/?password__startswith=p",
        "accounts/user/?is_superuser__exact=1",
        "accounts/user/?name=%00",
        "engagements/agreementversion/?draft__icontains=a",
        "engagements/placement/?engagement__title__startswith=a",
        "partners/location/?organization=99999999999999999999999",
        "partners/interaction/?organization=99999999999999999999999",
        "engagements/occurrence/?organization__id__exact=99999999999999999999999",
        "partners/organization/?name=%00",
        "partners/organization/?kind__exact=%00",
    ],
)
def test_no_list_is_asked_for_what_is_not_offered(as_staff, home, asked):
    assert as_staff.get(f"/admin/{asked}").status_code == 400


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("partners/organization/?kind__exact=health", 200),
        ("accounts/user/?is_active__exact=1&q=a&o=1&p=1", 200),
        ("accounts/user/?q=%00", 200),
        ("engagements/clearance/?prerequisite__id__exact=1", 200),
        ("engagements/clearance/?prerequisite__id__exact=99999999999999999999999", 200),
        ("engagements/studentprofile/?class_year=99999999999999999999999", 200),
        ("engagements/studentprofile/?class_year=no", 302),
    ],
)
def test_filters_of_lists_take_anything(as_staff, home, asked, status):
    assert as_staff.get(f"/admin/{asked}").status_code == status


def test_texts_for_few_are_in_no_list(as_staff, seat, home):
    reflection = a_reflection(seat, "Only for me and faculty.")
    seat.support_note = "A step-free door."
    seat.save()
    talk = an_interaction(home, summary="Said in confidence.")
    for record in (reflection, seat, talk):
        for url in (address_of(type(record)), address_of(type(record), record.pk)):
            page = as_staff.get(url).content.decode()
            assert [t for t in ("Only for", "step-free", "confidence") if t in page] == []


def test_a_draft_of_the_other_side_is_not_there(as_staff, staff, home):
    version = an_agreement(home, staff, "draft")
    AgreementVersion.objects.filter(pk=version.pk).update(turn="partner", draft_side="partner")
    assert as_staff.get(address_of(AgreementVersion, version.pk)).status_code == 404


class TestWords:
    def test_made_changed_retired_and_brought_back(self, as_staff, staff):
        new = {"name": "Khmer", "own_name": "ខ្មែរ", "code": "km"}
        sent(as_staff, "/admin/partners/language/add/", **new)
        row = Language.objects.get(code="km")
        url = address_of(Language, row.pk)
        sent(as_staff, url, name="Khmer (Cambodian)")
        assert errors(sent(as_staff, url, is_retired="on"))["__all__"] == ["Please say why."]
        sent(as_staff, url, is_retired="on", why="Nobody uses it.")
        row.refresh_from_db()
        assert (row.name, row.retired_on is None) == ("Khmer (Cambodian)", False)
        sent(as_staff, url, is_retired="", why="Somebody does.")
        row.refresh_from_db()
        lines = row.history.order_by("pk").values_list("history_user", "history_change_reason")
        assert (row.retired_on, list(lines)) == (
            None,
            [(staff.pk, r) for r in (None, None, "Nobody uses it.", "Somebody does.")],
        )

    def test_all_problems_at_their_fields(self, as_staff):
        a_focus_area("Food")
        answer = sent(as_staff, "/admin/partners/focusarea/add/", title="food", slug="no slug")
        assert sorted(errors(answer)) == ["domain", "slug"]
        assert FocusArea.objects.count() == 1

    def test_who_was_slower_is_told(self, as_staff):
        row = a_language()
        late = str(row.history.get().pk)
        url = address_of(Language, row.pk)
        sent(as_staff, url, name="Castilian")
        answer = sent(as_staff, url, name="Spanish!", seen=late)
        assert "after you read it" in errors(answer)["__all__"][0]
        assert Language.objects.get().name == "Castilian"


@pytest.mark.parametrize("count", [1, 12])
def test_as_many_queries_for_many_rows(as_staff, count, staff):
    for number in range(count):
        an_interaction(a_partner(f"House {number}"), noted_by=staff)
    with CaptureQueriesContext(connection) as held:
        for name in ("organization", "interaction"):
            assert as_staff.get(f"/admin/partners/{name}/").status_code == 200
    assert len(held) <= 14


def test_everybody_signs_in_at_one_door(client, student, staff):
    wanted = client.get("/admin/", follow=True).redirect_chain
    assert wanted[-1] == ("/accounts/login/?next=%2Fadmin%2F", 302)
    client.force_login(student)
    assert client.get("/admin/login/").status_code == 404
    client.force_login(staff)
    assert client.get("/admin/login/").headers["Location"] == "/admin/"


def test_the_search_of_a_list(as_staff, home):
    a_partner("Elsewhere")
    page = as_staff.get("/admin/partners/organization/?q=home").content.decode()
    assert ("Sample Home" in page, "Elsewhere" in page) == (True, False)
