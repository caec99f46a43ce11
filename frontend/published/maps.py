"""The neighborhoods, shaded by a figure, as SVG. The same numbers stand in the table beside it."""

from xml.etree.ElementTree import Element, SubElement

from django.utils.translation import gettext as _

from engagements.published.answers import Answer, Cell
from engagements.published.metric import Dimension, Metric
from frontend.published.charts import Chart
from frontend.published.drawing import INK, PAPER, WIDTH
from frontend.published.outlines import Outline, neighborhoods
from frontend.published.wording import number_of, shown

STEPS = ("#e3ece4", "#b9d2c0", "#86b096", "#4f8a69")
"""From few to many; the number is written on each, so that nothing depends on telling them apart."""
EMPTY, LINE = "#f7f3ec", "#86776a"
HALO = {
    "stroke": PAPER, "stroke-width": "3", "paint-order": "stroke", "stroke-linejoin": "round",
}  # fmt: skip
ROOM_FOR_NUMBER, ROOM_FOR_NAME, LETTER = 9, 20, 3.6


def map_of(answer: Answer, chart: Chart) -> Element | None:
    """None without outlines."""
    drawing = neighborhoods()
    if not drawing.outlines:
        return None
    cells = {cell.code: cell for cell in answer.by.get(Dimension.NEIGHBORHOOD, ())}
    name = f"map-{answer.metric.key}"
    root = Element("svg", {
        "class": "chart map-figure", "role": "img", "viewBox": f"0 0 {WIDTH} {drawing.height:.0f}",
        "font-family": "sans-serif", "font-size": "13",
        "aria-labelledby": f"{name}-title", "aria-describedby": f"{name}-finding",
    })  # fmt: skip
    words = _("Map by neighborhood: %(title)s") % {"title": chart.title}
    SubElement(root, "title", {"id": f"{name}-title"}).text = words
    SubElement(root, "desc", {"id": f"{name}-finding"}).text = chart.finding
    sizes = {code: float(number_of(cell, answer.metric) or 0) for code, cell in cells.items()}
    most = 100 if answer.metric.is_share else max(sizes.values(), default=0)
    for outline in drawing.outlines:
        draw_area(root, outline, step_of(sizes.get(outline.slug, 0), most))
    for outline in drawing.outlines:
        write(root, outline, cells.get(outline.slug), answer.metric)
    return root


def step_of(number: float, most: float) -> int:
    """From 1 to the number of STEPS, by equal parts of the largest; 0 for none."""
    if not number or not most:
        return 0
    return min(len(STEPS), int(number / most * len(STEPS) * 0.9999) + 1)


def draw_area(root: Element, outline: Outline, step: int) -> None:
    fill = STEPS[step - 1] if step else EMPTY
    given = {"class": f"map-figure__area map-figure__area--{step}", "d": outline.path}
    colors = {"fill": fill, "stroke": LINE, "stroke-linejoin": "round"}
    SubElement(root, "path", given | colors)


def write(root: Element, outline: Outline, cell: Cell | None, metric: Metric) -> None:
    """The number, and above it the name, where they have room; the table has all of them."""
    number = shown(cell, metric) if cell else "–"
    x, y = outline.at
    has_name = outline.room >= ROOM_FOR_NAME and len(outline.name) * LETTER <= outline.room
    if has_name:
        put(root, outline.name, x, y - 4, "map-figure__name")
    if has_name or outline.room >= ROOM_FOR_NUMBER:
        put(root, number, x, y + (12 if has_name else 5), "map-figure__number")


def put(root: Element, words: str, x: float, y: float, name: str) -> None:
    is_bold = name == "map-figure__number"
    given = {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": "middle", "class": name, "fill": INK}
    weight = {"font-weight": "bold"} if is_bold else {}
    SubElement(root, "text", given | HALO | weight).text = words
