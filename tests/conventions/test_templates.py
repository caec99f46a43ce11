"""Every template is used, and every word in it can be translated."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.apps import apps
from django.template.base import Lexer, TokenType

from tests.conventions.sources import APPS, TEMPLATES, is_in, named, python_files, template_files

# Django looks these up by itself.
BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
# Where packages look for theirs: one of ours with the same name is taken in its place.
OF_PACKAGES = [
    Path(app.path) / "templates"
    for app in apps.get_app_configs()
    if not is_in(app.name, "frontend")
]
# What is the same in every language.
UNTRANSLATED = {"OCCME", "API", "CSV", "GeoJSON", "HMS", "HTML", "JSON", "OpenAPI", "SVG", "URL"}
READ_ALOUD_OR_SHOWN = {"alt", "aria-label", "aria-description", "content", "placeholder", "title"}
READ_BY_MACHINES = ("code", "script", "style")


def test_no_template_is_unused():
    texts = [file.read_text() for file in [*python_files(*APPS), *template_files()]]
    words = {word for text in texts for word in re.findall(r"""["']([\w/.-]+)""", text)}
    unused = [
        name
        for name in (file.relative_to(TEMPLATES).as_posix() for file in template_files())
        if name not in words | BY_DJANGO
        and not any((folder / name).exists() for folder in OF_PACKAGES)
    ]
    assert unused == []


class Words(HTMLParser):
    """Collects what a reader sees or hears of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside += [tag] if tag in READ_BY_MACHINES else []
        if tag != "meta" or dict(attrs).get("name") == "description":
            self.found += [value or "" for name, value in attrs if name in READ_ALOUD_OR_SHOWN]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            self.inside.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.found.append(data)


def untranslated_words(source: str) -> list[str]:
    """Words of a template that stand outside {% translate %} and {% blocktranslate %}."""
    # A tag whose name is inserted is a tag all the same.
    page = re.sub(r"<(/?) ", r"<\1x ", "".join(literal(source)))
    texts = Words(page).found
    words = [word for text in texts for word in re.findall(r"[^\W\d_]{2,}", text)]
    return [word for word in words if word not in UNTRANSLATED]


def literal(source: str) -> Iterator[str]:
    """A template's own text, with a space for everything inserted."""
    inside = ""
    for token in Lexer(source).tokenize():
        tag = token.contents.split()[0] if token.token_type == TokenType.BLOCK else ""
        if not inside and tag in ("blocktranslate", "blocktrans", "comment"):
            inside = tag
        elif inside and tag == f"end{inside}":
            inside = ""
        elif not inside:
            yield token.contents if token.token_type == TokenType.TEXT else " "


@pytest.mark.parametrize("file", template_files(), ids=named)
def test_every_word_can_be_translated(file: Path):
    assert untranslated_words(file.read_text()) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Some {{ thing }} here</p>", ["Some", "here"]),
        ("<img alt='A map'>{# no #}{% comment %}no{% endcomment %}", ["map"]),
        (
            "{% translate 'Yes' %}<b class='no'>{% blocktranslate %}Yes{% endblocktranslate %}</b>",
            [],
        ),
        ("<{% if a %}a{% else %}button{% endif %} class='no'>Go</{{ tag }}>", ["Go"]),
        ("<a title='{% translate 'Yes' %}'>OCCME · 3</a>", []),
    ],
)
def test_untranslated_words_are_found(source: str, words: list[str]):
    assert untranslated_words(source) == words


def test_numbers_of_records_are_sent_as_programs_read_them():
    """A number that a person reads gets separators; in a form it would be no number any more."""
    written = re.compile(r'value="\{\{ [\w.]+(\.pk|_id) \}\}')
    assert [named(file) for file in template_files() if written.search(file.read_text())] == []
