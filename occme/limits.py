"""How often a stranger may do something here, without it being kept who they are.

Counted is a number of 16 bits that is made from the address and the time: tens of thousands of
addresses share each, so that nobody is found by it, and the count is over with the time.
"""

from ipaddress import ip_address, ip_network
from threading import Lock
from time import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

AN_HOUR = 3_600
FIVE_MINUTES = 300


class HourlyLimit:
    """Of what is rare and must hold over all server processes: kept in the database."""

    def __init__(self, name: str, most: int):
        self.name, self.most = name, most

    def key(self, request: HttpRequest) -> str:
        hour = int(time()) // AN_HOUR
        return f"{self.name}:{hour}:{mark_of(request, self.name, hour)}"

    def is_reached(self, request: HttpRequest) -> bool:
        return cache.get(self.key(request), 0) >= self.most

    def count(self, request: HttpRequest) -> None:
        key = self.key(request)
        cache.set(key, cache.get(key, 0) + 1, AN_HOUR)


class RequestLimit:
    """Of what is frequent: counted in the memory of each server process.

    The shared cache is a table. To count there would make each reading a write, and SQLite has one
    writer at a time; a limit that protects from floods must not cost more than what it protects.
    So OPEN_DATA_REQUESTS holds for each process, and all of them together let through so many
    times it at most.
    """

    def __init__(self, name: str):
        self.name = name
        self.lock = Lock()
        self.window = 0
        self.counts: dict[str, int] = {}

    def wait(self, request: HttpRequest) -> int:
        """Counts a request; in how many seconds to come back, 0 where it is within the limit."""
        now = int(time())
        window = now // FIVE_MINUTES
        mark = mark_of(request, self.name, window)
        with self.lock:
            if window != self.window:
                self.window, self.counts = window, {}
            count = self.counts[mark] = self.counts.get(mark, 0) + 1
        is_within = count <= settings.OPEN_DATA_REQUESTS
        return 0 if is_within else (window + 1) * FIVE_MINUTES - now

    def forget(self) -> None:
        with self.lock:
            self.counts = {}


VISITS = RequestLimit("open-data")
"""Of visitors: open data and the API together."""


def mark_of(request: HttpRequest, name: str, window: int) -> str:
    try:
        address = network_of(get_adapter().get_client_ip(request))
    except PermissionDenied:
        address = ""  # Through a socket of this machine: one limit for all.
    return salted_hmac(name, f"{window} {address}", algorithm="sha256").hexdigest()[:4]


def network_of(address: str) -> str:
    """Of an IPv6 address the part that a household has to itself, for it may choose the rest; one
    that only writes an IPv4 address in another way is that."""
    try:
        one = ip_address(address)
    except ValueError:
        return address  # What a proxy passed on unread.
    if one.version == 4:
        return address
    if one.ipv4_mapped:
        return str(one.ipv4_mapped)
    return str(ip_network((one, 64), strict=False))
