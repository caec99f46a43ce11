"""Requests as programs send them."""

import json

API = "/api/v1/"


def send(client, method, url, body=None, *, seen=None, **headers):
    """A JSON request; `seen` is sent as If-Match."""
    text = body if isinstance(body, str | bytes) else json.dumps(body if body is not None else {})
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    if seen:
        headers["If-Match"] = seen
    return getattr(client, method)(
        API + url, text, content_type="application/json", headers=headers
    )


def etag(client, url):
    return client.get(API + url).headers["ETag"]


def change(client, url, **body):
    """A change from the version that is current."""
    return send(client, "patch", url, body, seen=etag(client, url))


def problems(response) -> dict:
    assert response.headers["Content-Type"] == "application/problem+json", response.content
    return {error["pointer"]: error["detail"] for error in response.json().get("errors", [])}
