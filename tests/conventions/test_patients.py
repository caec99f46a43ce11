"""Every field for free words says that it is not for patients, and refuses what looks like them."""

import re

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import TextField
from django.urls import reverse

from engagements.forms import AnswersForm, ConcernForm, HoursForm, MessageForm, SiteForm
from engagements.lifecycle import take
from engagements.models import Concern, HourEntry
from engagements.terms import Terms
from occme.accounts.validators import NO_PATIENTS, no_identity_numbers, unfit
from partners.editing import change, create, version_of
from partners.forms import PriorityForm, ReasonForm
from partners.models import Interaction, Priority
from tests.conventions.sources import TEMPLATES
from tests.factories import a_priority, an_entry
from tests.pages import sent

NUMBER = "Her number is 123-45-6789."
SENTENCE = (
    "This looks like a social security number (…-6789). The tracker never keeps those, nor "
    "anything about patients; please take it out."
)
NOT_OF_PEOPLE = {
    "FocusArea.description",
    "Organization.description",
    "Organization.source",
    "ServiceArea.source",
    "Location.found_note",
    "Prerequisite.description",
    "Prompt.text",
    "Engagement.travel_note",
    "Engagement.access_note",
    "Signature.note",
    "ImportRow.reason",
}
"""Long texts about places, words and sources, or written by us; how a signature was given is checked by its step."""


def test_long_texts_and_notes_refuse_numbers_of_persons():
    ours = [
        m for label in ("partners", "engagements") for m in apps.get_app_config(label).get_models()
    ]
    open_fields = [
        f"{model.__name__}.{field.name}"
        for model in ours
        for field in model._meta.get_fields()
        if getattr(field, "editable", False)
        and (isinstance(field, TextField) or field.name.endswith(("note", "summary", "statement")))
        and no_identity_numbers not in field.validators
    ]
    assert {name for name in open_fields if not name.startswith("Historical")} == NOT_OF_PEOPLE


@pytest.mark.parametrize(("model", "name"), [(Interaction, "others"), (Concern, "whom")])
def test_lines_about_people_refuse_them_too(model, name):
    assert no_identity_numbers in model._meta.get_field(name).validators


def test_every_text_area_written_by_hand_says_it():
    written = {file.name: file.read_text() for file in TEMPLATES.rglob("*.html")}
    tags = r"<textarea(?:[^>{]|\{\{.*?\}\}|\{%.*?%\})*>"
    unsaid = [
        name
        for name, text in written.items()
        for tag in re.findall(tags, text)
        if "patients" not in tag and "slots.help_text" not in text
    ]
    assert unsaid == []


def test_forms_say_it_beside_the_field_and_link_it(staff, home):
    forms = [
        (PriorityForm(by=staff, record=Priority(organization=home)), "statement"),
        (ReasonForm(), "reason"),
        (AnswersForm(), "note"),
        (SiteForm(), "reason"),
        (ConcernForm(is_signed_in=False), "text"),
        (MessageForm(label="More"), "text"),
    ]
    for form, name in forms:
        assert str(form[name].help_text).endswith(str(NO_PATIENTS))
        assert f'aria-describedby="id_{name}_helptext"' in str(form[name])


def test_a_note_of_hours_is_refused_with_a_sentence_and_stays(as_student, seat):
    address = reverse("hours_new", args=[seat.pk])
    answer = sent(as_student, address, minutes="1:00", kind="direct", note=NUMBER)
    page = answer.content.decode()
    assert (answer.status_code, SENTENCE in page, str(NO_PATIENTS) in page) == (400, True, True)
    assert HourEntry.objects.count() == 0
    assert f'value="{NUMBER}"' in page


def test_reasons_of_steps_are_refused(seat, partner):
    entry = an_entry(seat)
    with pytest.raises(ValidationError) as refused:
        take(entry, "dispute", by=partner, reason=NUMBER)
    assert refused.value.message_dict == {"reason": [SENTENCE]}


def test_texts_of_agreements_are_refused_when_written_and_read_as_they_are():
    data = {"title": "Evenings", "sections": {"purpose": NUMBER}}
    assert Terms.read(data).sections == {"purpose": NUMBER}
    with pytest.raises(ValidationError) as refused:
        Terms.written(data)
    assert refused.value.message_dict == {"sections/purpose": [SENTENCE]}


def test_verbs_refuse_them_for_programs_too(staff, home):
    with pytest.raises(ValidationError) as refused:
        create(Priority, by=staff, values={"organization": home, "title": NUMBER})
    assert refused.value.message_dict == {"title": [SENTENCE]}
    priority = a_priority(home)
    with pytest.raises(ValidationError) as refused:
        change(priority, by=staff, values={"rank": 2}, seen=version_of(priority), reason=NUMBER)
    assert refused.value.message_dict == {"reason": [SENTENCE]}
    assert unfit(f"{NUMBER}\u200b") == [
        "This holds an invisible control character; please type the text again without it.",
        SENTENCE,
    ]


def test_the_description_of_the_api_says_it(client, db):
    schema = client.get("/api/schema/?format=json").content.decode()
    assert schema.count(str(NO_PATIENTS)) >= 8


def test_hours_form_says_it_too(seat, student):
    form = HoursForm(by=student, record=HourEntry(placement=seat))
    assert form["note"].help_text == str(NO_PATIENTS)
