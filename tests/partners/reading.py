"""Reading the API in tests."""

URL = "/api/v1/organizations/"


def get(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status, response.content
    return response.json()


def names(client, query=""):
    return [row["name"] for row in get(client, URL + query)["results"]]


def streamed(client, query) -> str:
    response = client.get(URL + query)
    assert (response.status_code, response.streaming) == (200, True)
    return b"".join(response.streaming_content).decode()
