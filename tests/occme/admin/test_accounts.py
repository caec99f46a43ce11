"""Accounts made and changed in the admin."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.core import mail

from engagements.confidence import reads_concerns
from engagements.models import StudentProfile
from occme.accounts.models import User
from partners.models import Membership
from tests.concerns import a_recipient
from tests.factories import a_member, a_user
from tests.pages import fields

USERS = "/admin/accounts/user/"


def sent(client, url, **changes):
    """The form of the page, with these fields changed; "" unticks a box."""
    data = fields(client.get(url)) | changes
    return client.post(url, {name: value for name, value in data.items() if value != ""})


def errors(answer) -> dict:
    form = answer.context["adminform"].form
    return {name: list(texts) for name, texts in form.errors.items()}


def change_at(account) -> str:
    return f"{USERS}{account.pk}/change/"


def signed_in_by_code(client, email) -> bool:
    client.logout()
    client.post("/accounts/login/code/", {"email": email})
    code = re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", mail.outbox[-1].body, re.M)[1]
    return client.post("/accounts/login/code/confirm/", {"code": code}).status_code == 302


class TestNew:
    def test_a_member_of_staff_signs_in_by_code(self, as_staff, staff):
        answer = sent(as_staff, f"{USERS}add/", email="New@Example.org", name="Nora", is_staff="on")
        made = User.objects.get(email="new@example.org")
        assert (answer.status_code, made.is_staff, made.has_usable_password()) == (302, True, False)
        line = made.history.get()
        assert (line.history_user, line.history_type, line.history_through) == (staff, "+", "admin")
        assert signed_in_by_code(as_staff, "new@example.org")
        assert as_staff.get(USERS).status_code == 200

    def test_a_student_and_a_member_in_one_go(self, as_staff, home):
        given = {"program": "md", "class_year": "2029", "organization": home.pk, "role": "lead"}
        sent(as_staff, f"{USERS}add/", email="s@example.org", name="Lena", **given)
        made = User.objects.get(email="s@example.org")
        assert (made.student_profile.program, made.student_profile.class_year) == ("md", 2029)
        assert list(made.memberships.values_list("organization", "role")) == [(home.pk, "lead")]
        assert signed_in_by_code(as_staff, "s@example.org")

    @pytest.mark.parametrize(
        ("typed", "problems"),
        [
            ({"email": "nobody"}, {"email": ["Enter a valid email address."]}),
            ({"email": "PARTNER@example.org"}, {"email": ["There is an account with this email address."]}),
            ({"email": "a@example.org", "program": "md", "class_year": "1"}, {"class_year": ["Ensure this value is greater than or equal to 1900."]}),
            ({"email": "a@example.org", "organization": "0"}, {"organization": ["Select a valid choice. That choice is not one of the available choices."]}),
        ],
    )  # fmt: skip
    def test_all_or_nothing(self, as_staff, partner, typed, problems):
        before = User.objects.count()
        answer = sent(as_staff, f"{USERS}add/", **typed)
        assert (answer.status_code, errors(answer)) == (200, problems)
        assert (User.objects.count(), StudentProfile.objects.count()) == (before, 0)


class TestChanged:
    def test_who_was_slower_is_told(self, as_staff, staff, partner):
        page = as_staff.get(change_at(partner))
        sent(as_staff, change_at(partner), name="Ana")
        late = as_staff.post(change_at(partner), fields(page) | {"name": "Hanna"})
        assert "Sam Staff changed this on" in errors(late)["__all__"][0]
        partner.refresh_from_db()
        assert partner.name == "Ana"

    def test_an_old_address_lets_nobody_in(self, as_staff, partner):
        EmailAddress.objects.create(user=partner, email=partner.email, verified=True, primary=True)
        assert sent(as_staff, change_at(partner), email="moved@example.org").status_code == 302
        assert list(EmailAddress.objects.filter(user=partner)) == []
        page = as_staff.get(f"/edit/account/{partner.pk}/history/").content.decode()
        assert "changed from <del>partner@example.org</del> to <ins>moved@example.org</ins>" in page

    def test_nobody_takes_their_own_access_away(self, as_staff, staff):
        answer = sent(as_staff, change_at(staff), is_staff="")
        assert errors(answer) == {"is_staff": ["Ask a colleague to take your own access away."]}

    def test_nor_sets_the_address_of_who_may_do_more(self, as_staff, staff):
        root = a_user("root@example.org", is_staff=True, is_superuser=True)
        named = a_user("named@example.org", is_staff=True)
        named.user_permissions.add(Permission.objects.first())
        for account in (root, named):
            answer = as_staff.post(change_at(account), {"email": "mine@example.org", "seen": "0"})
            assert (answer.status_code, as_staff.get(change_at(account)).status_code) == (403, 200)
        assert not User.objects.filter(email="mine@example.org").exists()

    def test_also_where_they_may_not_sign_in_today(self, as_staff, staff):
        root = a_user("root@example.org", is_staff=True, is_superuser=True, is_active=False)
        named, grouped = a_recipient(), a_user("grouped@example.org", is_active=False)
        User.objects.filter(pk=named.pk).update(is_active=False)
        group = Group.objects.create(name="More")
        group.permissions.add(Permission.objects.first())
        grouped.groups.add(group)
        for account in (root, named, grouped):
            typed = {"email": "mine@example.org", "is_active": "on", "seen": "0"}
            assert as_staff.post(change_at(account), typed).status_code == 403
        assert not User.objects.filter(email="mine@example.org").exists()

    @pytest.mark.parametrize("lost", ["is_active", "is_staff"])
    def test_who_leaves_reads_no_concerns_when_they_come_back(self, db, client, lost):
        named = a_recipient()
        client.force_login(a_user("root@example.org", is_staff=True, is_superuser=True))
        assert sent(client, change_at(named), **{lost: ""}).status_code == 302
        assert sent(client, change_at(named), **{lost: "on"}).status_code == 302
        assert not reads_concerns(User.objects.get(pk=named.pk))

    def test_signing_in_makes_no_line(self, client, partner):
        lines = partner.history.count()
        client.force_login(partner)
        assert partner.history.count() == lines


def test_a_membership_ends_and_gives_no_access(as_staff, home, client):
    account = a_member("gone@example.org", home)
    row = Membership.objects.get(user=account)
    url = f"/admin/partners/membership/{row.pk}/change/"
    assert sent(as_staff, url, ended_on="2026-01-01").status_code == 302
    client.force_login(account)
    assert client.get("/organizations/sample-home/").status_code == 404
