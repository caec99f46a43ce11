"""Charts as SVG. leather draws the bars. What is written beside them is ours: its own axes leave no
room for the names of things on a phone.

Colors stand as attributes, for files that leave the house; the classes let the style sheet of a page
put its own in their place, in the dark and on paper too."""

from functools import lru_cache
from textwrap import wrap
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.translation import gettext
from leather import Chart as Plot
from leather import theme

from frontend.published.charts import Bar, Chart

WIDTH = 360
ROW, BAR, TEXT = 44, 14, 13
COLUMNS = 180
HEAD, FOOT = 24, 24
"""Above a column for its number, and below it for its year."""
AROUND = 16
PAPER, INK, SOFT, TRACK, FILL, APART = "#fff", "#2a2320", "#5b4e46", "#e8dfd1", "#2c6047", "#86776a"
theme.margin = 0.0
theme.tick_size = theme.tick_font_char_width = theme.tick_font_char_height = 0


class Box(NamedTuple):
    x: float
    y: float
    width: float
    height: float


@lru_cache(maxsize=1024)
def drawn(chart: Chart) -> str:
    """As an element of a page. The same chart is drawn once."""
    return tostring(picture(chart), encoding="unicode")


def picture(chart: Chart) -> Element:
    """With its title and its finding, for whoever does not see it."""
    height = COLUMNS if chart.is_of_years else ROW * len(chart.drawn)
    root = Element("svg", {
        "class": "chart", "role": "img", "viewBox": f"0 0 {WIDTH} {height}",
        "font-family": "sans-serif", "font-size": str(TEXT),
        "aria-labelledby": f"{chart.name}-title", "aria-describedby": f"{chart.name}-finding",
    })  # fmt: skip
    SubElement(root, "title", {"id": f"{chart.name}-title"}).text = chart.title
    SubElement(root, "desc", {"id": f"{chart.name}-finding"}).text = chart.finding
    if chart.is_of_years:
        draw_columns(root, chart)
    else:
        draw_rows(root, chart)
    return root


def draw_columns(root: Element, chart: Chart) -> None:
    floor = COLUMNS - FOOT
    for bar, box in zip(chart.drawn, placed(chart, floor - HEAD), strict=True):
        middle, top = box.x + box.width / 2, floor - box.height
        rectangle(root, bar, Box(box.x + 8, top, box.width - 16, box.height))
        text(root, bar.shown, middle, top - 6, "middle", value_class(bar))
        text(root, bar.label, middle, floor + 17, "middle", "chart__label")
    line = {"class": "chart__line", "stroke": SOFT}
    SubElement(root, "path", line | {"d": f"M0 {floor + 0.5}H{WIDTH}"})


def draw_rows(root: Element, chart: Chart) -> None:
    """Names stand above their bars, so that long ones have room on a phone."""
    boxes = placed(chart, ROW * len(chart.drawn))
    for index, (bar, box) in enumerate(zip(chart.drawn, boxes, strict=True)):
        top = ROW * index
        words = f"{bar.shown} ({bar.parts})" if bar.parts else bar.shown
        text(root, shortened(bar.label, len(words)), 0, top + 15, "start", "chart__label")
        text(root, words, WIDTH, top + 15, "end", value_class(bar))
        y = top + 22
        track = {"class": "chart__track", "fill": TRACK}
        SubElement(root, "rect", track | measures(Box(0, y, WIDTH, BAR)))
        rectangle(root, bar, Box(0, y, box.width, BAR))


def placed(chart: Chart, height: float) -> list[Box]:
    """A box for each bar, in their order; one without a number has no size, nor has one below 0."""
    sizes = [max(bar.size or 0, 0) for bar in chart.drawn]
    most = chart.most or max(sizes, default=0) or 1
    # By their place, for two may have one label; in percents, for other scales are rounded up.
    named = [(str(index), 100 * size / most) for index, size in enumerate(sizes)]
    plot = Plot()
    if chart.is_of_years:
        plot.add_columns(named)
        plot.add_y_scale(0, 100)
    else:
        plot.add_bars([(size, name) for name, size in named])
        plot.add_x_scale(0, 100)
    for add_axis in (plot.add_x_axis, plot.add_y_axis):
        add_axis(tick_formatter=unwritten)
    series = plot.to_svg_group(WIDTH, height).iterfind(".//g[@class]/rect")
    boxes = [Box(*(float(rect.get(name, 0)) for name in Box._fields)) for rect in series]
    return sorted(boxes, key=(lambda box: box.x) if chart.is_of_years else lambda box: box.y)


def unwritten(*_tick: object) -> str:
    return ""


def rectangle(root: Element, bar: Bar, box: Box) -> None:
    if bar.size:
        name = "chart__bar chart__bar--apart" if bar.is_apart else "chart__bar"
        fill = APART if bar.is_apart else FILL
        SubElement(root, "rect", {"class": name, "fill": fill, "rx": "2"} | measures(box))


def measures(box: Box) -> dict[str, str]:
    return {name: f"{value:.1f}" for name, value in zip(Box._fields, box, strict=True)}


def text(root: Element, words: str, x: float, y: float, anchor: str, name: str) -> None:
    given = {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor, "class": name, "fill": INK}
    if name.startswith("chart__value"):
        given["font-weight"] = "normal" if "none" in name else "bold"
    SubElement(root, "text", given).text = words


def value_class(bar: Bar) -> str:
    return "chart__value" if bar.size is not None else "chart__value chart__value--none"


def shortened(label: str, taken: int) -> str:
    """As much of a name as fits beside the number; the table has all of it."""
    most = max(12, round(48 - 1.1 * taken))
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…"


def nothing() -> Element:
    """In place of a chart without bars."""
    root = Element("svg", {"viewBox": f"0 0 {WIDTH} {ROW}", "font-size": str(TEXT)})
    text(root, gettext("There is no number to show."), 0, 15, "start", "chart__label")
    return root


def file_of(inner: Element, title: str, source: str) -> bytes:
    """A drawing as a file of its own, for slides: its title above, and below where it is from."""
    head, foot = wrap(title, 48), wrap(source, 62)
    top = AROUND + 20 * len(head) + 14
    width, height = map(float, inner.get("viewBox", "").split()[2:])
    whole = round(width + 2 * AROUND), round(top + height + 16 * len(foot) + AROUND + 14)
    root = Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {whole[0]} {whole[1]}",
        "width": str(2 * whole[0]), "height": str(2 * whole[1]), "font-family": "sans-serif",
    })  # fmt: skip
    SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": PAPER})
    for index, line in enumerate(head):
        write(root, line, AROUND + 14 + 20 * index, 15, INK, "bold")
    where = {"x": AROUND, "y": top, "width": width, "height": height}
    inner.attrib |= {name: f"{number:.0f}" for name, number in where.items()}
    root.append(inner)
    for index, line in enumerate(foot):
        write(root, line, top + height + 24 + 16 * index, 11, SOFT)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8")


def write(
    root: Element, words: str, y: float, size: int, fill: str, weight: str = "normal"
) -> None:
    given = {"x": str(AROUND), "y": f"{y:.0f}", "font-size": str(size), "fill": fill}
    SubElement(root, "text", given | {"font-weight": weight}).text = words
