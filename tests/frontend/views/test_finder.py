"""The finder: what it finds, in which order, and what it counts."""

import pytest
from django.http import QueryDict

from tests.factories import (
    INSIDE,
    a_location,
    a_partner,
    a_placement,
    a_prerequisite,
    a_priority,
    a_student,
    an_engagement,
    an_organization,
    two_areas,
)

FINDER = "/engagements/"


def titles(client, query="") -> list[str]:
    page = client.get(f"{FINDER}?{query}")
    assert page.status_code == 200, page.content
    return [found.engagement.title for found in page.context["finder"].rows]


class TestFinder:
    @pytest.fixture
    def term(self, db, autumn):
        """Four that are open, of three organizations; and what nobody finds."""
        two_areas()
        kitchen = a_partner("Kitchen")
        garden = an_organization("Garden")
        shy = an_organization("Shy House", publication="area")
        old = a_priority(kitchen, "Company in the evening", stated_on="2024-01-01")
        new = a_priority(garden, "Beds", stated_on="2026-01-01")
        secret = a_priority(shy, "Wishes", stated_on="2020-01-01", is_public=False)
        place = a_location(kitchen, step_free=True, **INSIDE)
        a_location(shy, **INSIDE)
        cooks = an_engagement(
            kitchen, "Cooks", priority=old, location=place, weekly_hours="3", is_paid=True
        )
        cooks.slots.create(weekday=2, starts_at="17:30", ends_at="19:00")
        an_engagement(kitchen, "Bakes", kind="event", curricular="required", term="Fall 2026")
        an_engagement(garden, "Digs", priority=new, weekly_hours="6", starts_on="2026-10-01")
        an_engagement(shy, "Listens", priority=secret)
        an_engagement(kitchen, "Draft", status="draft")
        an_engagement(a_partner("Hidden", publication="hidden"), "Hidden one")
        return cooks

    def test_what_waited_longest_where_there_is_room_comes_first(self, client, term):
        assert titles(client) == ["Cooks", "Bakes", "Digs", "Listens"]
        page = client.get(FINDER)
        why = {f.engagement.title: f.why for f in page.context["finder"].rows}
        assert why == {
            "Cooks": "It answers a priority that has waited 2 years. The partner has room now.",
            "Bakes": "The partner has room now.",
            "Digs": "It answers a priority that has waited 9 months.",
            "Listens": "",
        }

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("search=kitchen", ["Cooks", "Bakes"]),
            ("search=company", ["Cooks"]),
            ("search=wishes", []),
            ("kind=event", ["Bakes"]),
            ("curricular=required", ["Bakes"]),
            ("term=fall 2026", ["Bakes"]),
            ("organization=garden", ["Digs"]),
            ("neighborhood=roxbury", ["Cooks", "Bakes", "Listens"]),
            ("weekly_hours_max=4", ["Cooks"]),
            ("weekly_hours_min=4", ["Digs"]),
            ("weekday=2", ["Cooks"]),
            ("day_part=evening", ["Cooks"]),
            ("day_part=morning", []),
            ("starts_after=2026-09-15", ["Digs"]),
            ("starts_before=2026-09-15", ["Cooks", "Bakes", "Listens"]),
            ("paid=true", ["Cooks"]),
            ("step_free=true", ["Cooks"]),
            ("answers_priority=true", ["Cooks", "Digs"]),
            ("answers_priority=false", ["Bakes", "Listens"]),
            ("near=42.3317,-71.0838&within_m=100", ["Bakes", "Cooks"]),
            ("ordering=title", ["Bakes", "Cooks", "Digs", "Listens"]),
        ],
    )
    def test_filters(self, client, term, query, found):
        assert titles(client, query) == found

    def test_seats_left(self, client, term):
        a_placement(term, a_student("s@example.org"), "confirmed")
        assert titles(client, "seats_left=true") == ["Bakes", "Digs", "Listens"]
        assert titles(client, "seats_left=false") == ["Cooks"]

    def test_prerequisites_that_one_has(self, as_student, student, term):
        checked = a_prerequisite()
        term.prerequisites.add(checked)
        assert titles(as_student, "prerequisites_met=true") == ["Bakes", "Digs", "Listens"]
        student.student_profile.clearances.create(prerequisite=checked, done_on="2026-01-01")
        assert titles(as_student, "prerequisites_met=false") == []

    @pytest.mark.parametrize(
        "query", ["kind=x", "page=9", "foo=1", "within_m=5", "prerequisites_met=true", "weekday=9"]
    )
    def test_what_is_not_understood_finds_nothing_and_says_so(self, client, term, query):
        page = client.get(f"{FINDER}?{query}")
        assert (page.status_code, page.context["finder"].rows) == (400, [])
        assert page.context["finder"].labeled_problems

    def test_counts_agree_with_what_choosing_finds(self, client, term):
        """Of each value of each panel, under another filter too."""
        for query in ("", "curricular=elective", "kind=elective"):
            page = client.get(f"{FINDER}?{query}")
            for panel in page.context["finder"].panels:
                for facet in panel.facets:
                    if not facet.selected:
                        asked = QueryDict(query, mutable=True)
                        asked.setlist(panel.name, [facet.value])
                        assert (facet.value, facet.count) == (
                            facet.value,
                            len(titles(client, asked.urlencode())),
                        ), (query, panel.name)

    def test_counts_tell_nothing_of_what_is_hidden(self, client, term):
        counted = {
            panel.name: {facet.value: facet.count for facet in panel.facets}
            for panel in client.get(FINDER).context["finder"].panels
        }
        assert (counted["neighborhood"], counted["focus_area"]) == ({"roxbury": 3}, {})
        assert (counted["weekday"], counted["day_part"]) == ({"2": 1}, {"evening": 1})

    def test_minutes_on_foot_are_an_estimate(self, client, term):
        page = client.get(f"{FINDER}?near=42.3317,-71.0938&ordering=title")
        found = {f.engagement.title: f.walking_minutes for f in page.context["finder"].rows}
        assert found == {"Bakes": 13, "Cooks": 13}
        assert "about 13 minutes on foot (estimated)" in page.content.decode()
