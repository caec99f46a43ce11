"""Reading HSDS in tests."""

from collections.abc import Iterator
from typing import Any

import orjson

LISTS = ("organizations", "services", "service_at_locations", "taxonomies", "taxonomy_terms")


def get(client, address: str, status: int = 200) -> Any:
    response = client.get(f"/hsds/{address}")
    assert response.status_code == status, (address, response.content)
    return response.json()


def rows(client, address: str) -> list[Any]:
    return get(client, address)["contents"]


def names(client, address: str) -> list[str]:
    return [row["name"] for row in rows(client, address)]


def lines(client, address: str) -> list[Any]:
    """The rows of a whole download."""
    response = client.get(f"/hsds/{address}")
    assert (response.status_code, response["Content-Type"]) == (200, "application/x-ndjson")
    text = response.getvalue() if response.streaming else response.content
    return [orjson.loads(line) for line in text.splitlines()]


def refused(client, address: str) -> dict[str, str]:
    """Parameter → why."""
    return {one["parameter"]: one["detail"] for one in get(client, address, 400)["errors"]}


def walk(client, name: str, per_page: int) -> list[str]:
    """The ids on all pages, as a program goes over them."""
    found: list[str] = []
    number, is_last = 1, False
    while not is_last:
        page = get(client, f"{name}?page={number}&per_page={per_page}")
        found += [row["id"] for row in page["contents"]]
        number, is_last = number + 1, page["last_page"]
    return found


def values(found: Any) -> Iterator[Any]:
    """Every value in it, however deep."""
    if isinstance(found, dict):
        found = list(found.values())
    if isinstance(found, list):
        for one in found:
            yield from values(one)
        if found:
            return
    yield found
