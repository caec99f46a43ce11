"""Every table that public answers are made of is watched; those that are not say why."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver

from engagements.models import Reflection
from engagements.watched import tables
from occme.freshness.models import PARTS, Topic
from tests.access_public import PUBLIC
from tests.test_access import address, records  # noqa: F401 - a fixture

LEFT_OUT = {
    "accounts.AccessToken": "keys of programs",
    "accounts.User": "people; no answer tells who they are",
    "accounts.User_groups": "rights of people",
    "accounts.User_user_permissions": "rights of people",
    "engagements.AgreementWords": "made of texts that are watched, for searching",
    "engagements.CalendarFeed": "secret addresses of people",
    "engagements.Clearance": "a person's papers",
    "engagements.Comment": "what two sides say to each other while they write",
    "engagements.CommitmentWords": "made of texts that are watched, for searching",
    "engagements.Concern": "confidential",
    "engagements.ConcernMessage": "confidential",
    "engagements.FailedMail": "mail",
    "engagements.HourTotal": "summed from hours that are watched, in the same transaction",
    "engagements.KeyedLink": "secret addresses of people",
    "engagements.News": "mail",
    "engagements.Notice": "mail",
    "engagements.SavedSearch": "a person's own",
    "engagements.Scan": "files that both sides alone read",
    "partners.Correction": "messages to staff",
    "partners.Distinction": "which entries staff hold apart",
    "partners.GeocodeAnswer": "kept answers of another service",
    "partners.Import": "sheets on their way in",
    "partners.ImportRow": "sheets on their way in",
}

OURS = ("accounts", "partners", "engagements")
TABLE = re.compile(rf'"((?:{"|".join(OURS)})_\w+)"')


def test_every_model_is_watched_or_says_why_it_is_not():
    watched = {table for table, _topic in tables()}
    found = [
        model._meta.label
        for label in OURS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.db_table not in watched and "Historical" not in model.__name__
    ]
    assert sorted(found) == list(LEFT_OUT)


def test_no_table_is_watched_twice():
    names = [table for table, _topic in tables()]
    assert len(names) == len(set(names)) == 56


def watched(topic: str) -> set[str]:
    return {table for table, part in tables() if part in PARTS[Topic(topic)]}


def read_by(client, address: str) -> set[str]:
    with CaptureQueriesContext(connection) as queries:
        b"".join(client.get(address))
    return {table for query in queries for table in TABLE.findall(query["sql"])}


def unwatched(client, addresses: dict[str, str]) -> dict[str, set[str]]:
    """Tables that are read for an address and not watched for its topic."""
    found = {one: read_by(client, one) - watched(topic) for one, topic in addresses.items()}
    return {address: names for address, names in found.items() if names}


@pytest.fixture
def shown(home, request):
    """One of everything, and an organization that everybody may see."""
    one_of_everything = request.getfixturevalue("records")
    type(home).objects.update(publication="full", consent_by="Rosa", consent_on="2026-01-05")
    Reflection.objects.update(sharing="public")
    return one_of_everything


def test_what_the_api_shows_visitors_is_read_from_watched_tables(client, shown):
    routes_of_api = [route for route in PUBLIC if route.startswith("api/v1/")]
    addresses = {address(route, shown): "public" for route in routes_of_api}
    assert len(addresses) > 15
    assert unwatched(client, addresses) == {}


def published(resolver=None, prefix=""):
    """Addresses of open data, and the topic of each."""
    for item in (resolver or get_resolver()).url_patterns:
        route = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from published(item, route)
        elif topic := getattr(item.callback, "topic", ""):
            yield route, topic


def test_open_data_is_read_from_watched_tables(client, shown):
    addresses = {address(route, shown): topic for route, topic in published()}
    assert unwatched(client, addresses) == {}
