"""Open data: one answer for everybody, and none for whoever has it already."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import include, path
from django.utils import timezone, translation

from occme import release as program
from occme.freshness.models import Change
from occme.publishing import open_data
from partners.models import Organization
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

asked: list[str] = []


@open_data
def names(request):
    asked.append(request.method)
    if request.GET.get("page") == "404":
        raise Http404
    if request.GET.get("page") == "0":
        return JsonResponse({"detail": "Pages begin with 1."}, status=400)
    is_visitor = request.user == AnonymousUser() and request.COOKIES == {}
    rows = list(Organization.objects.order_by("pk").values_list("name", flat=True))
    return JsonResponse({"names": rows, "visitor": is_visitor, "in": translation.get_language()})


@open_data(topic="figures")
def hours(request):
    return HttpResponse("x" * 1000)


def lines():
    asked.append("line")
    yield "line"


@open_data
def stream(request):
    return StreamingHttpResponse(lines(), headers={"Content-Disposition": "attachment"})


urlpatterns = [
    path("names", names),
    path("hours", hours),
    path("stream", stream),
    path("", include("occme.urls")),
]


@pytest.fixture(autouse=True)
def nothing_asked(home):
    asked.clear()


def again(client, response, address="/names", **more):
    return client.get(address, headers={"If-None-Match": response["ETag"], **more})


def test_headers_of_an_answer(client):
    response = client.get("/names")
    assert response.json() == {"names": ["Sample Home"], "visitor": True, "in": "en-us"}
    assert response["ETag"].startswith('W/"')
    assert response["Cache-Control"] == "public, max-age=300"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert response["Access-Control-Expose-Headers"] == (
        "ETag, Link, Retry-After, Content-Disposition, Content-Crs"
    )
    assert sorted(response["Vary"].split(", ")) == ["Accept", "Accept-Encoding", "Accept-Language"]


def test_whoever_has_an_answer_is_told_so_before_anything_is_computed(
    client, django_assert_num_queries
):
    first = client.get("/names")
    asked.clear()
    with django_assert_num_queries(1):
        second = again(client, first)
    assert (second.status_code, second.content, asked) == (304, b"", [])
    kept = ("ETag", "Cache-Control", "Vary", "Access-Control-Allow-Origin")
    assert [second[name] for name in kept] == [first[name] for name in kept]
    assert ("Content-Type" in second, "Content-Length" in second) == (False, False)


def test_compression_on_the_way_changes_nothing(client):
    first = client.get("/hours", headers={"Accept-Encoding": "gzip"})
    assert first["Content-Encoding"] == "gzip"
    assert client.get("/hours")["ETag"] == first["ETag"]
    assert again(client, first, "/hours", **{"Accept-Encoding": "gzip"}).status_code == 304


def test_a_change_makes_it_another_answer(client, home):
    first = client.get("/names")
    Organization.objects.update(name="Another")
    second = again(client, first)
    assert (second.status_code, second.json()["names"]) == (200, ["Another"])


def test_hours_change_figures_and_not_what_is_public(client, seat):
    public, figures = client.get("/names"), client.get("/hours")
    factories.an_entry(seat)
    assert again(client, public).status_code == 304
    assert again(client, figures, "/hours").status_code == 200


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/names?page=2", {}),
        ("/names", {"Accept": "text/csv"}),
        ("/names", {"Accept-Language": "en-gb"}),
        ("/names", {"Host": "127.0.0.1"}),
    ],
)
def test_another_question_has_another_answer(client, address, headers):
    first = client.get("/names")
    assert again(client, first, address, **headers).status_code == 200


def test_answers_depend_on_the_day(client):
    with time_machine.travel("2026-10-15T16:00:00Z", tick=False):
        first = client.get("/names")
    with time_machine.travel("2026-10-16T03:59:00Z", tick=False):
        assert again(client, first).status_code == 304
    with time_machine.travel("2026-10-16T04:01:00Z", tick=False):
        assert again(client, first).status_code == 200


def test_answers_depend_on_the_program(client, monkeypatch, tmp_path):
    first = client.get("/names")
    (tmp_path / "new.py").write_text("")
    monkeypatch.setattr(program, "files", lambda: [tmp_path / "new.py"])
    program.release.cache_clear()
    assert again(client, first).status_code == 200
    program.release.cache_clear()


def test_a_star_asks_whether_there_is_anything(client):
    star = {"If-None-Match": "*"}
    assert client.get("/names", headers=star).status_code == 200
    assert client.get("/names?page=404", headers=star).status_code == 404


@pytest.fixture
def settled(home):
    """The last change was on the day before, and nothing was installed since."""
    Change.objects.update(at="2030-10-14T12:00:00.5Z")
    with time_machine.travel("2030-10-15T16:00:00Z", tick=False):
        yield


def test_a_time_tells_whether_it_changed_as_well(client, settled):
    first = client.get("/names")
    assert first["Last-Modified"] == "Tue, 15 Oct 2030 04:00:00 GMT"
    asked.clear()
    since = {"If-Modified-Since": first["Last-Modified"]}
    second = client.get("/names", headers=since)
    assert (second.status_code, second["Last-Modified"], asked) == (
        *(304, first["Last-Modified"]),
        [],
    )
    Change.objects.update(at="2030-10-15T15:00:00Z")
    third = client.get("/names", headers=since)
    assert (third.status_code, third["Last-Modified"]) == (200, "Tue, 15 Oct 2030 15:00:00 GMT")


def test_the_name_of_an_answer_goes_before_its_time(client, settled, home):
    first = client.get("/names")
    home.save()
    Change.objects.update(at="2030-10-15T04:00:00Z")
    assert again(client, first, **{"If-Modified-Since": first["Last-Modified"]}).status_code == 200


def test_no_time_is_told_while_what_began_before_may_still_be_committed(client, settled):
    Change.objects.update(at="2030-10-15T15:56:00Z")
    response = client.get("/names", headers={"If-Modified-Since": "Tue, 15 Oct 2030 15:59:00 GMT"})
    assert (response.status_code, "Last-Modified" in response) == (200, False)


def test_a_program_that_was_installed_since_counts_as_a_change(client):
    installed = program.release().installed_at
    Change.objects.update(at=installed - timedelta(days=3))
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        told = parsedate_to_datetime(client.get("/names")["Last-Modified"])
        assert told >= installed.replace(microsecond=0)


@pytest.mark.parametrize(("page", "status"), [("404", 404), ("0", 400)])
def test_what_went_wrong_is_for_everybody_and_kept_by_nobody(as_staff, page, status):
    response = as_staff.get(f"/names?page={page}")
    assert response.status_code == status
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "no-store"
    assert ("ETag" in response, "Last-Modified" in response) == (False, False)


def test_who_is_signed_in_gets_the_same(client, as_staff):
    as_staff.cookies["django_language"] = "en-gb"
    token = {"Authorization": "Token made-up"}
    mine = as_staff.get("/names", headers=token)
    client.logout()
    client.cookies.clear()
    visitors = client.get("/names")
    assert mine.content == visitors.content
    assert {**mine.headers} == {**visitors.headers}
    assert (mine.cookies, mine.json()["visitor"]) == ({}, True)


def test_head_computes_no_stream(client):
    response = client.head("/stream")
    assert (response.status_code, b"".join(response), asked) == (200, b"", [])
    assert response["ETag"] == client.get("/stream")["ETag"]
    assert (response["Content-Disposition"], "Content-Length" in response) == ("attachment", False)
    assert again(client, response, "/stream").status_code == 304


def test_browsers_may_ask_first(client):
    first = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    response = client.options("/names", headers=first)
    assert (response.status_code, response.content, asked) == (204, b"", [])
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Headers"] == "*"
    assert response["Access-Control-Max-Age"] == "86400"
    assert ("Content-Type" in response, "Content-Length" in response) == (False, False)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_for_reading_alone(client, method):
    client.handler.enforce_csrf_checks = True
    response = getattr(client, method)("/names")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
