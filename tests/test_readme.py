"""What README tells people to type works."""

import re

import pytest
from django.conf import settings

README = (settings.BASE_DIR / "README.md").read_text()
EXAMPLES = re.findall(r"curl 'http://127\.0\.0\.1:8000(/api/[^']+)'", README)


def test_there_are_examples():
    assert len(EXAMPLES) == 2


@pytest.mark.parametrize("url", EXAMPLES)
def test_each_example_answers(client, db, url):
    from django.core.management import call_command

    call_command("load_reference")
    assert client.get(url).status_code == 200
