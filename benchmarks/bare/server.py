"""The WSGI application: which path is answered by which function."""

import os
import re
import sqlite3
import threading
from urllib.parse import parse_qs

import orjson

from benchmarks.bare import counts, maps, rows

API = "/api/v1/organizations/"
PATHS = [
    (re.compile(rf"{API}facets/"), counts.facets),
    (re.compile(rf"{API}map/"), maps.the_map),
    (re.compile(rf"{API}(\d+)/"), rows.detail),
    (re.compile(API), rows.page),
]
DATABASE = os.environ["BENCHMARK_DATABASE"]
kept = threading.local()


def connection() -> sqlite3.Connection:
    """One for each thread, for as long as it lives."""
    if not hasattr(kept, "connection"):
        kept.connection = sqlite3.connect(
            f"file:{DATABASE}?mode=ro", uri=True, isolation_level=None
        )
    return kept.connection


def application(environ, start_response):
    query = parse_qs(environ["QUERY_STRING"])
    query["_address"] = [f"http://{environ['HTTP_HOST']}{environ['PATH_INFO']}"]
    for pattern, answer in PATHS:
        if found := pattern.fullmatch(environ["PATH_INFO"]):
            body = orjson.dumps(answer(connection(), query, *found.groups()))
            start_response("200 OK", [("Content-Type", "application/json")])
            return [body]
    start_response("404 Not Found", [])
    return [b""]
