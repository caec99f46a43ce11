"""Where programs find what is public."""

import re

from frontend.data_access import GROUPS


def test_each_address_answers_everybody_and_hosts_of_others_may_read_it(client, db):
    paths = [one.path for group in GROUPS for one in group.addresses]
    answers = [client.get(path) for path in paths]
    reached = [
        (answer.status_code, answer.get("Access-Control-Allow-Origin")) for answer in answers
    ]
    documentation = paths.index("/api/docs/")
    assert reached.pop(documentation) == (200, None)
    assert reached == [(200, "*")] * (len(paths) - 1)


def test_the_page_gives_whole_addresses_to_copy(client, db, settings):
    settings.SITE_URL = "https://tracker.example.org"
    page = client.get("/open-data/").content.decode()
    told = re.findall(r"<code>(.*?)</code>", page)
    assert told == [
        f"https://tracker.example.org{one.path}" for group in GROUPS for one in group.addresses
    ]
