"""The API's documentation, as somebody reads it under the strict policy and without other sites."""

from playwright.sync_api import Page, expect


def test_the_documentation_draws_itself_from_our_own_files(page: Page, town):
    asked, wrong = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else 0)
    page.goto("/api/docs/")
    expect(page.get_by_text("/api/v1/organizations/{id}/", exact=True).first).to_be_visible()
    host = page.url.split("/api/")[0]
    assert [url for url in asked if not url.startswith((host, "data:"))] == []
    assert wrong == []
