"""Charts for other sites: the only pages that may stand in a frame, and files that are drawings."""

from xml.etree import ElementTree

import pytest

from tests.frontend.views.test_dashboard import kept_promise, text

pytestmark = pytest.mark.usefixtures("autumn", "db")
FRAMES = ["/embed/charts/promises-kept/", "/embed/map/", "/embed/map/?map=nope"]
OTHERS = [
    "/",
    "/dashboard/",
    "/dashboard/definitions/",
    "/dashboard/figures/students/",
    "/promises/",
]
FILES = ["/dashboard/charts/promises-kept.svg", "/dashboard/charts/promises-kept.svg?by=kind", "/dashboard/map.svg?map=promises-kept"]  # fmt: skip
NAMES = {"svg", "title", "desc", "rect", "path", "text", "g"}


def may_be_framed(answer) -> tuple[bool, bool]:
    policy = answer["Content-Security-Policy"]
    return "frame-ancestors *" in policy, "X-Frame-Options" not in answer


@pytest.mark.parametrize("address", FRAMES)
def test_embeds_may_stand_on_any_page(client, address):
    assert may_be_framed(client.get(address)) == (True, True)


@pytest.mark.parametrize("address", [*OTHERS, *FILES])
def test_nothing_else_may(client, address):
    answer = client.get(address)
    assert may_be_framed(answer) == (False, False)
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"


def test_an_embed_is_the_same_for_who_is_signed_in(as_staff, client, staff):
    kept_promise("Sample Kitchen", staff)
    page = as_staff.get("/embed/charts/promises-kept/?year=2026-27")
    assert "As of Oct. 15, 2026. Source: OCCME Community Partnership Tracker" in text(page)
    assert "Sign out" not in text(page)
    home = 'href="http://testserver/dashboard/figures/promises-kept/?year=2026-27"'
    assert home in page.content.decode()


@pytest.mark.parametrize("address", FILES)
def test_a_file_is_a_drawing_without_styles_and_scripts(client, address, staff):
    kept_promise("Sample Kitchen & <Garden>", staff)
    answer = client.get(address)
    assert answer["Content-Type"] == "image/svg+xml"
    elements = list(ElementTree.fromstring(answer.content).iter())
    assert {element.tag.partition("}")[2] for element in elements} <= NAMES
    written = {name for element in elements for name in element.attrib}
    assert {name for name in written if name == "style" or name.startswith("on")} == set()


@pytest.mark.parametrize("address", ["/dashboard/charts/students.svg", "/dashboard/map.svg"])
def test_a_file_of_nothing_says_so(client, address):
    assert "There is no number to show." in text(client.get(address))


def test_a_file_that_is_asked_for_wrongly_says_what_is_wrong(client):
    answer = client.get("/dashboard/charts/promises-kept.svg?by=stars&year=1")
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain")
    assert "“stars” is not one of its choices." in answer.content.decode()
    assert client.get("/dashboard/charts/nothing.svg").status_code == 404
