"""Forms as a browser sends them: what the page holds, with some of it changed."""

from html.parser import HTMLParser
from typing import Any


class Fields(HTMLParser):
    """Names and values of the fields of a page's form that is sent to `action`; of all without."""

    def __init__(self, html: str):
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.select, self.area = "", ""
        self.feed(html)

    def put(self, name: str | None, value: str) -> None:
        if name:
            self.found.setdefault(name, []).append(value)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name"), given.get("value") or ""
        if tag == "input" and given.get("type") in ("checkbox", "radio"):
            self.put(name if "checked" in given else None, value or "on")
        elif tag == "input":
            self.put(name, value)
        elif tag == "select":
            self.select = name or ""
        elif tag == "option" and "selected" in given:
            self.put(self.select, value)
        elif tag == "textarea":
            self.area = name or ""
            self.put(name, "")

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[self.area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.found[self.area][-1] = self.found[self.area][-1].removeprefix("\n")
            self.area = ""


def fields(response: Any) -> dict[str, list[str]]:
    found = Fields(response.content.decode()).found
    found.pop("csrfmiddlewaretoken", None)
    return found


def sent(client: Any, url: str, page: Any = None, **changes: Any) -> Any:
    """The answer to the page's form with these fields changed; None takes one out."""
    data = fields(page or client.get(url)) | changes
    return client.post(url, {name: value for name, value in data.items() if value is not None})


def problems(response: Any) -> dict[str, list[str]]:
    """Sentences by field of the form that came back; "" for those of the whole."""
    form = response.context["editor"].form
    return {name.replace("__all__", ""): list(texts) for name, texts in form.errors.items()}
