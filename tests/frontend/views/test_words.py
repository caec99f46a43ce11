"""What staff keep for placements."""

from engagements.models import Clearance, Prerequisite, Prompt
from tests.factories import a_placement, a_prerequisite, a_prompt, a_student
from tests.pages import sent


def test_a_question_is_written_and_changed(as_staff):
    data = {"text": "What happened?", "moment": "after", "lens": "describe"}
    assert sent(as_staff, "/words/prompt/new/", **data).headers["Location"] == "/words/"
    row = Prompt.objects.get()
    assert sent(as_staff, f"/edit/prompt/{row.pk}/", text="And then?").status_code == 302
    row.refresh_from_db()
    assert (row.text, row.history.count()) == ("And then?", 2)
    assert "And then?" in as_staff.get("/words/").content.decode()


def test_a_prerequisite_is_added_once(as_staff):
    data = {"title": "Record check", "slug": "record-check", "kind": "record_check"}
    assert sent(as_staff, "/words/prerequisite/new/", **data).status_code == 302
    assert sent(as_staff, "/words/prerequisite/new/", **data).status_code == 400
    assert Prerequisite.objects.count() == 1


def test_only_staff_write_words_and_put_on_file(client, partner, student, meals):
    a_placement(meals, student)
    prompt, pk = a_prompt(), student.student_profile.pk
    for person in (partner, student):
        client.force_login(person)
        for url in ("/words/", "/words/prompt/new/", f"/edit/prompt/{prompt.pk}/", f"/students/{pk}/on-file/"):  # fmt: skip
            assert client.get(url).status_code == 403, url


def test_what_is_on_file_is_read_by_staff_and_the_student(client, staff, partner, student, meals):
    a_placement(meals, student)
    checked, pk = a_prerequisite(), student.student_profile.pk
    client.force_login(staff)
    data = {"prerequisite": checked.pk, "done_on": "2026-08-01"}
    answer = sent(client, f"/students/{pk}/on-file/", **data)
    assert answer.headers["Location"] == f"/students/{pk}/"
    assert Clearance.objects.get().student.user == student
    seen = {}
    for person in (staff, student, partner):
        client.force_login(person)
        seen[person.email] = "Record check" in client.get(f"/students/{pk}/").content.decode()
    assert seen == {
        "staff@example.org": True,
        "student@example.org": True,
        "partner@example.org": False,
    }
    client.force_login(a_student("other@example.org"))
    assert client.get(f"/students/{pk}/").status_code == 404
