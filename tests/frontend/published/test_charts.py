"""Charts: what is drawn is what the table says, and what is hidden is in neither."""

import re
from xml.etree import ElementTree

import pytest

from engagements.published.scope import Scope
from engagements.published.telling import answer
from frontend.published.charts import Bar, Chart, chart_of
from frontend.published.drawing import WIDTH, drawn, placed
from tests import factories

YEAR = Scope("2026-27")


def a_chart(by: str, *bars: Bar, most: float | None = None) -> Chart:
    return Chart("students", by, "Title", "Caption", "Head", "Number", "Finding", bars, most)


def texts(svg: str) -> list[str]:
    found = ElementTree.fromstring(svg)
    return [element.text or "" for element in found.iter() if element.tag == "text"]


BARS = (Bar("Long", 104, "104"), Bar("Gone", None, "hidden", is_hidden=True), Bar("Long", 26, "26"))


def test_bars_are_as_long_as_their_numbers():
    assert [box.width for box in placed(a_chart("kind", *BARS), 90)] == [WIDTH, 0, WIDTH / 4]
    assert [box.height for box in placed(a_chart("year", *BARS), 90)] == [90, 0, 22.5]


def test_a_share_is_drawn_of_a_hundred():
    chart = a_chart("kind", Bar("A", 50, "50%"), Bar("B", 5, "5%"), most=100)
    assert [box.width for box in placed(chart, 60)] == [WIDTH / 2, WIDTH / 20]


def test_what_is_below_zero_has_no_bar_but_its_number():
    chart = a_chart("kind", Bar("A", -1.5, "-1.5"), Bar("B", 0, "0"))
    assert [box.width for box in placed(chart, 60)] == [0, 0]
    assert texts(drawn(chart)) == ["A", "-1.5", "B", "0"]


def test_of_many_bars_those_are_drawn_that_are_about_most():
    bars = [Bar(str(number), number, str(number), weight=number) for number in range(20)]
    chart = a_chart("language", *bars)
    assert [bar.label for bar in chart.drawn] == [str(number) for number in range(8, 20)]
    assert len(texts(drawn(chart))) == 24


def test_a_chart_says_what_it_shows_to_who_does_not_see_it():
    found = ElementTree.fromstring(drawn(a_chart("kind", *BARS)))
    names = {element.get("id"): element.text for element in found if element.get("id")}
    assert names[found.get("aria-labelledby")] == "Title"
    assert names[found.get("aria-describedby")] == "Finding"
    assert found.get("role") == "img"


def test_a_name_longer_than_its_place_is_cut_and_a_tag_in_it_is_text():
    chart = a_chart("kind", Bar("<script>alert(1)</script>" + "n" * 80, 1, "1"))
    assert "<script>" not in drawn(chart)
    (label, number) = texts(drawn(chart))
    assert (label[:8], len(label) < 52, label[-1], number) == ("<script>", True, "…", "1")


@pytest.fixture
def seats(autumn, db):
    """Fifteen students of three nonprofits, and two of one congregation."""
    for index in range(3):
        take_part(factories.a_partner(f"Sample {index}", kind="nonprofit"), 5)
        take_part(factories.a_partner(f"Sample other {index}", kind="other"), 6)
    take_part(factories.a_partner("Sample Chapel", kind="faith"), 2)


def take_part(organization, count: int) -> None:
    engagement = factories.an_engagement(organization, seats=count)
    for number in range(count):
        student = factories.a_student(f"{organization.slug}-{number}@example.org")
        factories.a_placement(engagement, student)


def test_a_hidden_number_is_in_no_part_of_the_page(client, seats):
    chart = chart_of(answer("students", YEAR), "kind")
    assert [(bar.shown, bar.size) for bar in chart.bars] == [
        ("hidden", None),
        ("hidden", None),
        ("18", 18.0),
    ]
    assert chart.finding == "Other: 18. Hidden: 2."
    page = client.get("/dashboard/figures/students/").content.decode()
    article = page[page.index('id="by-students-kind"') :].partition("</section>")[0]
    assert re.findall(r"<td[^>]*>([^<]*)</td>", article) == ["hidden", "hidden", "18"]
    svg = article[article.index("<svg") : article.index("</svg>") + 6]
    assert texts(svg)[1::2] == ["hidden", "hidden", "18"]
    for address in ("/dashboard/charts/students.svg?by=kind", "/embed/charts/students/?by=kind"):
        body = client.get(address).content.decode()
        assert ("hidden" in body, ">2<" in body, ">15<" in body) == (True, False, False)


def test_a_figure_narrowed_to_few_is_hidden(client, seats):
    page = client.get("/dashboard/figures/students/?kind=faith").content.decode()
    number = re.search(r'<p class="figure__number">(.*?)</p>', page)[1]
    assert re.sub("<[^>]*>", "", number).strip() == "hidden"
    assert "For one choice only the total is shown" in page


def test_the_years_say_where_there_is_no_number(autumn, db):
    chart = chart_of(answer("promises-kept", YEAR), "year")
    assert {bar.shown for bar in chart.bars} == {"no data"}
    assert chart.finding == "2026–27: no data. The year before: no data."
    assert not chart.is_drawn
