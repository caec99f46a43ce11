"""A university's OpenID Connect provider, on this machine, that breaks on request."""

import base64
import hashlib
import json
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs


class Provider:
    """What it says of the person who signs in, and which of its answers are broken, by path."""

    def __init__(self) -> None:
        self.person: dict = {"sub": "u-1", "email": "student@example.org", "email_verified": True}
        self.broken: dict[str, object] = {}
        self.challenge = ""
        self.url = ""

    def answer(self, path: str, form: dict) -> object:
        if path in self.broken:
            return self.broken[path]
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "userinfo_endpoint": f"{self.url}/userinfo",
                "jwks_uri": f"{self.url}/keys",
            }
        if path == "/token":
            return {"access_token": "a", "expires_in": 60} if self.knows(form) else 400
        return self.person

    def knows(self, form: dict) -> bool:
        """PKCE: only who began can finish."""
        digest = hashlib.sha256(form.get("code_verifier", [""])[0].encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == self.challenge


class Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        self.reply()

    def do_POST(self) -> None:
        self.reply(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def reply(self, body: str = "") -> None:
        answer = self.provider.answer(self.path, parse_qs(body))
        if answer == "silence":
            time.sleep(1)
            return
        status = answer if isinstance(answer, int) else 200
        text = answer if isinstance(answer, str) else json.dumps(answer)
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args: object) -> None:
        """Says nothing."""


@contextmanager
def running_provider():
    provider = Provider()
    handler = type("Handler", (Handler,), {"provider": provider})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        provider.url = f"http://127.0.0.1:{server.server_port}"
        server.daemon_threads, server.block_on_close = True, False
        Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield provider
        server.shutdown()
