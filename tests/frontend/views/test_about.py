"""The page that says what this is."""

from frontend.values import VALUES


def test_nine_values_and_what_is_done_about_each(client, db):
    page = client.get("/about/").content.decode()
    assert len(VALUES) == 9
    for value in VALUES:
        assert str(value.name) in page
        assert str(value.done) in page
