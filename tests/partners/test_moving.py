"""Everything can be moved to another database, its history with it."""

from django.apps import apps
from django.core.management import call_command

from engagements.totals import differences
from tests.factories import (
    INSIDE,
    a_focus_area,
    a_language,
    a_location,
    a_member,
    a_partner,
    a_placement,
    a_priority,
    a_student,
    an_engagement,
    an_entry,
    two_areas,
)


def counts() -> dict[str, int]:
    ours = ("accounts", "partners", "engagements")
    models = [model for label in ours for model in apps.get_app_config(label).get_models()]
    return {model.__name__: model._base_manager.count() for model in models}


def test_a_dump_is_loaded_as_it_was(transactional_db, tmp_path):
    two_areas()
    club = a_partner("Club", focus_areas=[a_focus_area()], languages=[a_language()])
    a_location(club, **INSIDE)
    a_priority(club)
    a_member("member@example.org", club)
    seat = a_placement(an_engagement(club), a_student("student@example.org"))
    an_entry(seat)
    before, dump = counts(), str(tmp_path / "tracker.json")
    exclude = ["contenttypes", "auth.permission", "sessions"]
    call_command("dumpdata", use_natural_foreign_keys=True, exclude=exclude, output=dump)
    call_command("flush", interactive=False, verbosity=0)
    assert set(counts().values()) == {0}
    call_command("load_dump", dump, verbosity=0)
    assert counts() == before
    assert differences() == []
