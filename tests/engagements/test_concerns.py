"""Concerns: who reads them, what is done with them, and who is told what."""

from datetime import date
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from engagements.concerns import act_on, add_message, concern_of, legal, raise_concern
from engagements.confidence import permission, reads_concerns
from engagements.due import send_due
from engagements.models import Concern, ConcernMessage, News
from engagements.models.secrets import read_code, written_code
from occme.refusals import NotYours, Stale, WrongStep
from partners.importing.undoing import pointing_to
from partners.models import Organization
from tests.concerns import CODE, a_concern, a_recipient
from tests.factories import a_link, a_user

SSN = (
    "This looks like a social security number (…-6789). The tracker never keeps those, nor "
    "anything about patients; please take it out."
)

SUBJECT = "OCCME: something waits for you"


@pytest.fixture
def dana(db):
    return a_recipient()


def named(*args: str) -> list[str]:
    out = StringIO()
    call_command("concern_recipients", *args, stdout=out)
    return out.getvalue().splitlines()


def test_only_who_is_named_reads_them(everybody, dana, rosa, autumn):
    concern = a_concern()
    boss = a_user("boss@example.org", is_staff=True, is_superuser=True)
    link = a_link(rosa, "hours")[0]
    for user in (*everybody.values(), boss, link):
        assert list(Concern.objects.visible_to(user)) == []
    assert list(Concern.objects.visible_to(dana).waiting()) == [concern]


def test_a_group_and_an_account_that_is_not_staff_do_not_read_them(staff, partner, dana):
    group = Group.objects.create(name="Everybody")
    group.permissions.add(permission())
    staff.groups.add(group)
    partner.user_permissions.add(permission())
    dana.is_active = False
    dana.save()
    assert [reads_concerns(user) for user in (staff, partner, dana)] == [False, False, False]


def test_names_are_put_on_the_list_and_taken_off(staff, partner):
    empty = ["Nobody is named. Concerns are kept, and nobody can read them."]
    assert named("list") == empty
    assert named("add", "staff@example.org") == ["staff@example.org"]
    assert reads_concerns(staff)
    assert named("remove", "staff@example.org") == empty
    assert not reads_concerns(staff)
    with pytest.raises(CommandError, match="is not a member of staff"):
        named("add", partner.email)
    with pytest.raises(CommandError, match="no account"):
        named("add", "nobody@example.org")
    with pytest.raises(CommandError, match=r"\(none\)"):
        named("remove")


def test_it_is_raised_once_and_found_by_its_code(autumn, dana):
    concern = a_concern()
    again, is_new = raise_concern(code=CODE, values={"kind": "other", "text": "Another"})
    assert (again, is_new, again.text) == (concern, False, "They shouted at us.")
    assert concern_of(" k7qf93mb 2xwdht4n ") == concern
    assert concern_of("K7QF-93MB-2XWD-HT4P") is None
    assert CODE not in str(Concern.objects.values())


def test_it_keeps_the_day_and_no_name(autumn, dana, student):
    unnamed, known = a_concern(), a_concern("another", by=student)
    assert (unnamed.raised_on, unnamed.raised_by) == (date(2026, 10, 15), None)
    assert known.raised_by == student
    kinds = {field.get_internal_type() for field in Concern._meta.fields}
    kinds |= {field.get_internal_type() for field in ConcernMessage._meta.fields}
    assert "DateTimeField" not in kinds


def test_codes_can_be_written_down_and_read_again():
    codes = {written_code(str(number)) for number in range(200)}
    assert len(codes) == 200
    assert {len(code) for code in codes} == {19}
    assert {read_code(code.lower().replace("-", " ")) for code in codes} == codes
    assert read_code("oil1") == "0111"


def test_a_concern_is_taken_in_hand_answered_and_closed(autumn, dana):
    concern = a_concern()
    assert legal(concern) == ["taken", "said", "closed"]
    for act, text, status, then in [
        ("taken", "", "in_hand", ["said", "closed"]),
        ("said", "We will talk to them.", "in_hand", ["said", "closed"]),
        ("closed", "They apologize.", "closed", ["reopened"]),
        ("reopened", "", "in_hand", ["said", "closed"]),
    ]:
        act_on(concern, act, by=dana, text=text, seen=concern.version)
        concern.refresh_from_db()
        assert (concern.status, concern.is_unread, legal(concern)) == (status, False, then)
    said = concern.messages.values_list("act", "text", "by")
    assert list(said) == [
        ("taken", "", dana.pk),
        ("said", "We will talk to them.", dana.pk),
        ("closed", "They apologize.", dana.pk),
        ("reopened", "", dana.pk),
    ]


def test_what_the_sender_adds_waits_until_somebody_takes_it_up(autumn, dana):
    concern = a_concern()
    act_on(concern, "closed", by=dana, text="Done.", seen="0")
    seen = concern.version
    add_message(concern, "It is not.", seen=seen)
    add_message(concern, "It is not.", seen=seen)
    concern.refresh_from_db()
    assert (concern.status, concern.is_unread) == ("closed", True)
    assert concern.messages.filter(by=None).count() == 1
    assert legal(concern) == ["read", "reopened"]
    add_message(concern, "It is not.", seen=concern.version)
    assert concern.messages.filter(by=None).count() == 2
    act_on(concern, "read", by=dana, seen=concern.version)
    assert list(Concern.objects.visible_to(dana).waiting()) == []


def test_acts_are_refused(autumn, dana, staff):
    concern = a_concern()
    with pytest.raises(NotYours):
        act_on(concern, "taken", by=staff, seen="0")
    with pytest.raises(WrongStep):
        act_on(concern, "reopened", by=dana, seen="0")
    with pytest.raises(WrongStep):
        act_on(concern, "made up", by=dana, seen="0")
    with pytest.raises(ValidationError, match="the sender reads it"):
        act_on(concern, "closed", by=dana, seen="0")
    first = act_on(concern, "said", by=dana, text="Hello", seen="0")
    assert act_on(concern, "said", by=dana, text="Hello", seen="0") == first
    with pytest.raises(Stale):
        act_on(concern, "closed", by=dana, text="Bye", seen="0")
    assert concern.messages.count() == 1


@pytest.mark.parametrize("text", ["", " ", "My number is 123-45-6789.", "a\u200bb"])
def test_empty_and_unsafe_texts_are_refused(autumn, dana, text):
    concern = a_concern()
    with pytest.raises(ValidationError):
        a_concern("another", text=text.strip())
    with pytest.raises(ValidationError):
        add_message(concern, text.strip(), seen="0")
    assert (Concern.objects.count(), ConcernMessage.objects.count()) == (1, 0)


def test_a_number_of_a_person_is_refused_with_a_sentence(autumn, dana):
    with pytest.raises(ValidationError) as refused:
        a_concern(text="My number is 123-45-6789.")
    assert refused.value.message_dict == {"text": [SSN]}


def test_the_database_holds_to_it(autumn, dana):
    concern = a_concern()
    for wrong in (
        lambda: Concern.objects.filter(pk=concern.pk).update(is_unread=False),
        lambda: Concern.objects.filter(pk=concern.pk).update(text=""),
        lambda: ConcernMessage.objects.create(concern=concern, act="taken", text="No name"),
        lambda: ConcernMessage.objects.create(concern=concern, act="closed", by=dana),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


@pytest.fixture
def told(mailoutbox, django_capture_on_commit_callbacks):
    """Addresses, subjects and bodies of the mail that goes out for what is done in it."""

    def run(act) -> list[tuple[str, str, str]]:
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return [(mail.to[0], mail.subject, mail.body) for mail in mailoutbox]

    return run


def body(sentence: str, concern: Concern) -> str:
    return (
        f"{sentence}\n\nhttp://127.0.0.1:8000/staff/concerns/{concern.pk}/\n\n"
        "Questions? Write to occme@example.org."
    )


def test_mail_says_that_a_concern_waits_and_nothing_else(autumn, dana, home, told):
    mails = told(lambda: a_concern(whom="Sam Marker", organization=home))
    concern = Concern.objects.get()
    assert mails == [("dana@example.org", SUBJECT, body("A concern waits for you.", concern))]
    assert told(lambda: add_message(concern, "Unread already", seen="0")) == []
    assert told(lambda: act_on(concern, "taken", by=dana, seen=concern.version)) == []
    more = told(lambda: add_message(concern, "Marker", seen="0"))
    sentence = "A message about a concern waits for you."
    assert more == [("dana@example.org", SUBJECT, body(sentence, concern))]
    assert told(lambda: add_message(concern, "And more", seen="0")) == []
    assert News.objects.count() == 0


def test_where_nobody_is_named_the_office_hears_that_somebody_must_be(autumn, db, settings, told):
    ((to, subject, text),) = told(a_concern)
    assert (to, subject) == (settings.CONTACT_EMAIL, SUBJECT)
    assert text.startswith("A concern waits, and nobody is named who may read it.")
    first = told(a_recipient)
    assert [mail[:2] for mail in first] == [("dana@example.org", SUBJECT)]
    assert told(lambda: a_recipient("second@example.org")) == []


def test_what_could_not_be_sent_is_sent_later(autumn, dana, settings, told, mailoutbox, caplog):
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.engagements.test_mail.Broken"
    assert told(lambda: a_concern(text="Marker")) == []
    settings.EMAIL_BACKEND = works
    send_due()
    assert [mail.subject for mail in mailoutbox] == [SUBJECT]
    assert News.objects.count() == 0
    assert "Marker" not in caplog.text


def test_a_concern_keeps_no_import_from_being_taken_back(autumn, dana, home):
    """Which would tell that there is one; it outlives the organization, whatever deletes that."""
    concern = a_concern(organization=home)
    assert list(pointing_to(Organization, [home.pk], {})) == []
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM partners_organization WHERE id = %s", [home.pk])
    held = Concern.objects.visible_to(dana).select_related("organization").get()
    assert (held, held.organization) == (concern, None)
