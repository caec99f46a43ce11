"""Pages of a PDF: headings and paragraphs, tagged for who hears them, in the scripts of our fonts.

The library tags pictures alone; headings and paragraphs are tagged here in the same way, through its
own builder of the structure.
"""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import NamedTuple

import fontpkg_fira_sans
import fontpkg_ibm_plex_sans_arabic
import pylopdf_fonts_zh_cn
from django.utils.translation import gettext as _
from fpdf import FPDF, ViewerPreferences
from fpdf.enums import MethodReturnValue
from fpdf.fonts import TTFFont

LATIN = fontpkg_fira_sans.ROOT / "files"
ARABIC = fontpkg_ibm_plex_sans_arabic.ROOT / "files"
LINE = 1.4
"""Height of a line, in sizes of its letters."""
MILLIMETERS = 0.3528
"""In a point."""
SHORT = 600
"""Letters; what is longer may go on on the next page."""
UNKNOWN = "?"
ALL_PAGES = "{nb}"
"""Where the library writes how many pages there are: in the foot, and nowhere in a text."""


class Style(NamedTuple):
    """`tag`: as PDF names the parts of a text. Sizes in points, distances in millimeters."""

    tag: str
    size: float
    weight: str = ""
    above: float = 0
    below: float = 1.5
    keep: float = 0


STYLES = {
    "title": Style("H1", 20, "B", below=3),
    "heading": Style("H2", 13, "B", above=5, keep=25),
    "text": Style("P", 10.5),
    "strong": Style("P", 10.5, "B", above=1, below=0.5),
    "small": Style("P", 8.5),
}
"""`keep`: how much has to fit below it on the same page."""


class Block(NamedTuple):
    style: str
    text: str


class Sheets(FPDF):
    """Letter pages with a foot that says what they are."""

    def __init__(self, title: str, foot: str, language: str):
        super().__init__(format="letter")
        self.foot = foot
        self.set_title(title)
        self.set_lang(language)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.set_margins(20, 20)
        self.set_auto_page_break(auto=True, margin=22)
        self.add_font("latin", "", LATIN / "FiraSans-Regular.ttf")
        self.add_font("latin", "B", LATIN / "FiraSans-Bold.ttf")
        self.add_font("arabic", "", ARABIC / "IBMPlexSansArabic-Regular.ttf")
        self.set_font("latin")

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("latin", size=8)
        self.set_text_shaping(use_shaping_engine=takes_shaping(self.foot))
        self._out("/Artifact BMC")
        page = _("Page %(number)d of %(all)s") % {
            "number": self.page,
            "all": ALL_PAGES,
        }
        self.str_alias_nb_pages = ""
        self.cell(self.epw - 30, 5, self.printable(self.foot))
        self.str_alias_nb_pages = ALL_PAGES
        self.cell(30, 5, page, align="R")
        self._out("EMC")

    def put_all(self, blocks: list[Block]) -> None:
        """Takes up the big font of Chinese only where there is something to print with it."""
        texts = (self.foot, *(block.text for block in blocks))
        letters = {letter for text in texts for letter in unicodedata.normalize("NFC", text)}
        if letters - self.known:
            self.add_font("han", "", pylopdf_fonts_zh_cn.sans_path())
            del self.known
        self.set_fallback_fonts(["arabic", *self.fonts.keys() & {"han"}], exact_match=False)
        self.add_page()
        for block in blocks:
            self.put(STYLES[block.style], self.printable(block.text))
        if missing := letters - self.known - {"\n"}:
            self.put(STYLES["small"], not_printed(missing))

    @cached_property
    def known(self) -> set[str]:
        """Letters that the fonts taken up so far can print."""
        fonts = [font for font in self.fonts.values() if isinstance(font, TTFFont)]
        return {chr(code) for font in fonts for code in font.cmap}

    def printable(self, text: str) -> str:
        text = unicodedata.normalize("NFC", text)
        unknown = {letter for letter in text if letter != "\n"} - self.known
        return text.translate({ord(letter): UNKNOWN for letter in unknown})

    def put(self, style: Style, text: str) -> None:
        """A heading or a paragraph; a long one goes on on the next page, after a sentence."""
        self.set_font("latin", style.weight, style.size)
        self.set_text_shaping(use_shaping_engine=takes_shaping(text))
        self.set_y(self.y + style.above)
        height, room = self.height_of(style, text), self.page_break_trigger - self.y
        if height > room and len(text) > SHORT:
            middle = (text.find(". ", len(text) // 2) + 1) or len(text) // 2
            self.put(style, text[:middle])
            self.put(style, text[middle:].strip())
            return
        if height + style.keep > room:
            self.add_page()
        self.str_alias_nb_pages = ""
        with self.tagged(style.tag):
            align = "R" if is_from_the_right(text) else "L"
            self.multi_cell(0, line_of(style), text, align=align, new_x="LMARGIN", new_y="NEXT")
        self.set_y(self.y + style.below)

    def height_of(self, style: Style, text: str) -> float:
        output = MethodReturnValue.HEIGHT
        height = self.multi_cell(0, line_of(style), text, dry_run=True, output=output)
        return float(height)  # type: ignore[arg-type]

    @contextmanager
    def tagged(self, tag: str) -> Iterator[None]:
        mcid = self.struct_builder.next_mcid_for_page(self.page)
        self._add_marked_content(struct_type=f"/{tag}", mcid=mcid)
        self._out(f"/{tag} <</MCID {mcid}>> BDC")
        yield
        self._out("EMC")


def line_of(style: Style) -> float:
    return style.size * MILLIMETERS * LINE


def takes_shaping(text: str) -> bool:
    """Whether letters join, turn, or carry marks of their own; it takes four times as long."""
    return any(
        unicodedata.bidirectional(letter) in ("R", "AL") or unicodedata.combining(letter)
        for letter in text
    )


def is_from_the_right(text: str) -> bool:
    """Whether its first letter that has a direction is written from right to left."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((one for one in directions if one in ("L", "R", "AL")), "L") != "L"


def not_printed(missing: set[str]) -> str:
    """Says so, and of which scripts."""
    scripts = {unicodedata.name(letter, UNKNOWN).split()[0].title() for letter in missing}
    told = {"mark": UNKNOWN, "scripts": ", ".join(sorted(scripts))}
    return (
        _(
            "Some letters are printed as “%(mark)s”, for this file has no font for them (%(scripts)s). "
            "The agreement’s page shows them."
        )
        % told
    )
