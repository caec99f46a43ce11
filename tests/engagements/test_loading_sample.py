"""Where the sample may be loaded, and where not."""

import pytest
from django.core.management import CommandError, call_command

from engagements.models import Agreement
from occme.accounts.models import User
from partners.models import Organization


def test_sample_is_refused_where_it_is_off(db, settings):
    call_command("load_reference")
    settings.SAMPLE_DATA = False
    with pytest.raises(CommandError, match="SAMPLE_DATA is off"):
        call_command("load_sample")
    assert [*Organization.objects.all(), *User.objects.all(), *Agreement.objects.all()] == []


def test_sample_comes_after_the_reference_data(db):
    with pytest.raises(CommandError, match="please run load_reference first"):
        call_command("load_sample")
    assert list(User.objects.all()) == []


def test_nobody_is_written_to_when_it_is_loaded(db, mailoutbox, django_capture_on_commit_callbacks):
    """Though each of its steps would tell somebody."""
    call_command("load_reference")
    with django_capture_on_commit_callbacks(execute=True) as told:
        call_command("load_sample")
    assert (told, mailoutbox) == ([], [])
