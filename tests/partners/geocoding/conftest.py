"""The address points, and a geocoding service of our own on this machine."""

import json
import os
import signal
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from partners.geocoding.offline import AddressPoints, address_points

FOUND = {
    "lat": "42.3601",
    "lon": "-71.0589",
    "display_name": "1, City Hall Square,\tBoston",
    "addresstype": "building",
}

ANSWERS = {
    "nowhere": (200, []),
    "whole town": (200, [{**FOUND, "addresstype": "city"}]),
    "springfield": (200, [{**FOUND, "lat": "39.8", "lon": "-89.6"}]),
    "forbidden": (403, {"error": "no"}),
    "busy": (429, {"error": "slow down"}),
    "broken": (500, {"error": "sorry"}),
    "odd": (200, {"unexpected": True}),
    "slow": (200, [FOUND]),
}
"""Words in a question → status and answer; anything else is found."""


class Nominatim(BaseHTTPRequestHandler):
    """Speaks as Nominatim does."""

    def do_GET(self) -> None:
        question = parse_qs(urlsplit(self.path).query)["q"][0]
        self.server.asked.append((question, self.headers["User-Agent"]))
        word = next((word for word in ANSWERS if word in question.lower()), None)
        status, answer = ANSWERS.get(word, (200, [FOUND]))
        if word == "slow":
            time.sleep(1.5)
        if "interrupt" in question.lower():
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.2)
        body = b"<not json" if "garbled" in question.lower() else json.dumps(answer).encode()
        try:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            pass  # Whoever asked did not wait.

    def log_message(self, *args) -> None:
        pass


@pytest.fixture
def service(settings) -> Iterator[ThreadingHTTPServer]:
    """Set up as the online service; `asked` holds pairs of question and user agent."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Nominatim)
    server.asked = []
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    settings.GEOCODER = "nominatim"
    settings.GEOCODER_URL = f"http://127.0.0.1:{server.server_port}"
    settings.GEOCODER_TIMEOUT_S, settings.GEOCODER_INTERVAL_S = 1, 0
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def points() -> AddressPoints:
    return address_points()
