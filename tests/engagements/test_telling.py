"""What each step says, to whom, and what goes out at once."""

import pytest
import time_machine

from engagements.due import send_due
from engagements.enums import LinkPurpose, Party
from engagements.lifecycle import STEPS, take
from engagements.mail import tell_on_commit
from engagements.models import AgreementVersion, CheckIn, News
from engagements.models.checkins import MARKS
from engagements.telling import TOLD
from tests.factories import a_link, an_agreement, terms

OFFICE = "occme@example.org"
SIGNS = {"name": "Rosa Sample", "title": "Director"}


@pytest.fixture
def told(mailoutbox, django_capture_on_commit_callbacks):
    """Address and first two paragraphs of the mail that went out for what is done in it."""

    def run(act) -> list[tuple[str, str]]:
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return sorted((mail.to[0], said(mail.body)) for mail in mailoutbox)

    return run


def said(body: str) -> str:
    skipped = ("Dear ", "http", "Each link", "Questions?")
    return " ".join(part for part in body.split("\n\n") if not part.startswith(skipped))


@pytest.fixture
def link(rosa, autumn):
    """What Rosa acts through."""

    def of(version):
        return a_link(rosa, "agreement", version.agreement)[0]

    return of


def day(number: int):
    return time_machine.travel(f"2026-10-{number}T16:00:00Z", tick=False)


def test_every_step_that_somebody_hears_of_has_a_sentence():
    heard = {
        (model._meta.model_name, step.name)
        for model, steps in STEPS.items()
        for step in steps.values()
        if step.tells_other or step.tells or step.waits_on
    }
    assert sorted(heard - {*TOLD}) == []


def test_an_agreement_from_the_first_round_to_its_end(home, rosa, staff, link, told):
    def takes(step, by, number, **details):
        with day(number):
            return told(lambda: take(version, step, by=by, reason="Too late.", details=details))

    with day(15):
        version = an_agreement(home, staff, "draft")
    me, at = link(version), "rosa@example.org"
    texts = [takes("send", staff, 15)]
    version.refresh_from_db()
    changed = terms(title="Evenings, later").as_data()
    AgreementVersion.objects.filter(pk=version.pk).update(draft=changed, draft_side="partner")
    texts += [takes("counter", me, 16), takes("agree", staff, 17)]
    version.refresh_from_db()
    digest = version.round.digest
    texts += [takes("sign", me, 18, **SIGNS, digest=digest), takes("change", staff, 19)]
    texts += [takes("agree", staff, 20), takes("sign", me, 21, **SIGNS, digest=digest)]
    texts += [takes("sign", staff, 22, name="Sam", digest=digest)]
    texts += [takes("suspend", staff, 23), takes("resume", staff, 24), takes("end", staff, 25)]
    why = " They say why: “Too late.”"
    assert texts == [
        [(at, "OCCME sends you “Evenings together”: read it, agree to it, or change it.")],
        [(OFFICE, f"Sample Home has changed “Evenings, later” and sends it back to you.{why}")],
        [(at, "OCCME agrees to the text of “Evenings, later”. It can be signed now.")],
        [(OFFICE, "Sample Home has signed “Evenings, later”. Now you can sign it too.")],
        [(at, f"Your signature under “Evenings, later” is void: OCCME wants to change the text first.{why}")],
        [(at, "OCCME agrees to the text of “Evenings, later”. It can be signed now.")],
        [(OFFICE, "Sample Home has signed “Evenings, later”. Now you can sign it too.")],
        [(at, "“Evenings, later” is signed by both sides. It holds from Sept. 1, 2026 to Dec. 18, 2026.")],
        [(at, f"OCCME has suspended “Evenings, later”. Until it goes on, nothing of it is due.{why}")],
        [(at, "“Evenings, later” goes on: what is promised in it is due again.")],
        [(at, f"OCCME has ended “Evenings, later”. From today on nothing of it is promised.{why}")],
    ]  # fmt: skip


def test_only_who_had_signed_reads_of_a_void_signature(home, rosa, staff, autumn, told):
    version = an_agreement(home, staff, "signed")
    News.objects.all().delete()
    texts = told(lambda: take(version, "change", by=staff, reason="A date."))
    wants = "OCCME wants to change something in “Evenings together” before it is signed."
    assert texts == [("rosa@example.org", f"{wants} They say why: “A date.”")]


def test_a_check_in_tells_neither_answers_nor_words(home, rosa, partner, staff, autumn, told):
    check_in = CheckIn.objects.create(organization=home)
    asked = told(lambda: tell_on_commit(check_in, staff, (Party.PARTNER,)))
    ask = (
        "OCCME asks how it is going between you: five questions. Your answers stay with you until "
        "both sides have answered."
    )
    assert asked == [("partner@example.org", ask), ("rosa@example.org", ask)]
    answers = {**dict.fromkeys(MARKS, 4), "note": "A secret"}
    texts = []
    for number, name, by, reason in (
        (16, "answer", staff, ""),
        (17, "answer", partner, ""),
        (18, "suggest", partner, "A secret wish"),
        (19, "settle", staff, ""),
    ):
        with day(number):
            step = lambda: take(check_in, name, by=by, reason=reason, details=answers)  # noqa: B023, E731
            texts += [text for address, text in told(step) if address != "rosa@example.org"]
    assert texts == [
        "OCCME has answered the check-in. You see its answers once you have given yours.",
        "Both sides have answered the check-in. Look at the answers side by side.",
        "Sample Home suggests one change after the check-in.",
        "OCCME agrees to the change that you suggested.",
    ]


def test_a_step_on_a_promise_sends_nothing_at_once(home, rosa, staff, told, autumn):
    version = an_agreement(home, staff, "in_force")
    News.objects.all().delete()
    due = version.commitments.get(key="pay").occurrences.earliest("due_on")
    assert told(lambda: take(due, "report", by=staff)) == []
    assert News.objects.count() == 0


def test_the_second_thing_of_a_day_waits_unless_it_is_urgent(home, rosa, staff, told, mailoutbox):
    with day(15):
        first = an_agreement(home, staff, "draft", terms(title="First"))
        second = an_agreement(home, staff, "draft", terms(title="Second"))
        in_force = an_agreement(home, staff, "in_force", terms(title="Third", review_months=None))
        News.objects.all().delete()
        assert len(told(lambda: take(first, "send", by=staff))) == 1
        assert told(lambda: take(second, "send", by=staff)) == []
        assert len(told(lambda: take(in_force, "suspend", by=staff, reason="Ill."))) == 1
        mailoutbox.clear()
        assert (send_due()["day"], News.objects.count()) == (0, 1)
    with day(16):
        send_due()
        [mail] = [mail for mail in mailoutbox if mail.to == ["rosa@example.org"]]
    assert said(mail.body) == "OCCME sends you “Second”: read it, agree to it, or change it."
    assert News.objects.count() == 0


def test_what_went_on_meanwhile_is_not_told(home, rosa, staff, told, mailoutbox):
    home.do_not_contact_until = "2026-10-20"
    home.save()
    with day(15):
        version = an_agreement(home, staff, "draft")
        assert told(lambda: take(version, "send", by=staff, reason="It is theirs.")) == []
    with day(16):
        assert told(lambda: take(version, "drop", by=staff, reason="No money.")) == []
    with day(21):
        send_due()
    assert [said(mail.body) for mail in mailoutbox if mail.to == ["rosa@example.org"]] == [
        "OCCME has dropped “Evenings together”; it will not be signed. They say why: “No money.”"
    ]
    assert News.objects.count() == 0


def test_what_could_not_be_sent_at_once_goes_out_later(
    home, rosa, staff, told, mailoutbox, settings, caplog
):
    works, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.engagements.test_mail.Broken"
    with day(15):
        version = an_agreement(home, staff, "draft")
        told(lambda: take(version, "send", by=staff))
        settings.EMAIL_BACKEND = works
        mailoutbox.clear()
        send_due()
        assert [mail.to for mail in mailoutbox] == [["rosa@example.org"]]
        mailoutbox.clear()
        assert (send_due()["day"], mailoutbox) == (0, [])
    assert LinkPurpose.AGREEMENT in {link.purpose for link in rosa.links.all()}


def test_a_refused_step_leaves_no_news(home, rosa, staff, partner, autumn, told):
    version = an_agreement(home, staff, "review")
    News.objects.all().delete()

    def refused():
        with pytest.raises(Exception, match="Please say why"):
            take(version, "drop", by=partner)

    assert (told(refused), News.objects.count()) == ([], 0)


def test_the_title_of_a_draft_is_read_by_its_side_alone(home, rosa, staff, autumn, link):
    from engagements.agreements.writing import next_version, save_draft

    version = an_agreement(home, staff, "in_force")
    draft = next_version(version.agreement, "renewal", by=staff)
    hidden = terms(title="A secret plan").as_data()
    save_draft(draft, hidden, by=staff, seen=draft.version)
    assert (str(version.agreement), link(version).title) == ("Evenings together",) * 2
