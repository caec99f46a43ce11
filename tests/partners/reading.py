"""Reading the API in tests."""

import io

from openpyxl import load_workbook

URL = "/api/v1/organizations/"


def get(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status, response.content
    return response.json()


def names(client, query=""):
    return [row["name"] for row in get(client, URL + query)["results"]]


def sent(client, query) -> bytes:
    """The whole of an answer that comes in parts."""
    response = client.get(URL + query)
    assert (response.status_code, response.streaming) == (200, True)
    return b"".join(response.streaming_content)


def streamed(client, query) -> str:
    return sent(client, query).decode()


def in_workbook(client, query="") -> list[list]:
    """The rows of a workbook, header first."""
    book = load_workbook(io.BytesIO(sent(client, f"?{query}&format=xlsx")), read_only=True)
    return [[cell.value for cell in row] for row in book.active.iter_rows()]
