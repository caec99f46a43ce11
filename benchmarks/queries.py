"""`python -m benchmarks.queries`: how many queries each question takes, as JSON."""

import json
import os

import django


def count() -> dict[str, int]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from benchmarks.questions import PAGES, QUESTIONS

    client = Client(headers={"host": "127.0.0.1"})
    counted = {}
    for name, address in (QUESTIONS | PAGES).items():
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counted[name] = len(queries)
    return counted


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "occme.settings")
    django.setup()
    print(json.dumps(count()))
