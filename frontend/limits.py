"""How often a stranger may do something here, without it being kept who they are.

Counted is a number of 16 bits that is made from the address and the hour: tens of thousands of
addresses share each, so that nobody is found by it, and the count is over with the hour.
"""

from ipaddress import ip_address, ip_network
from time import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

AN_HOUR = 3_600


class HourlyLimit:
    def __init__(self, name: str, most: int):
        self.name, self.most = name, most

    def key(self, request: HttpRequest) -> str:
        address = network_of(get_adapter().get_client_ip(request))
        hour = int(time()) // AN_HOUR
        mark = salted_hmac(self.name, f"{hour} {address}", algorithm="sha256").hexdigest()[:4]
        return f"{self.name}:{hour}:{mark}"

    def is_reached(self, request: HttpRequest) -> bool:
        return cache.get(self.key(request), 0) >= self.most

    def count(self, request: HttpRequest) -> None:
        key = self.key(request)
        cache.set(key, cache.get(key, 0) + 1, AN_HOUR)


def network_of(address: str) -> str:
    """Of an IPv6 address the part that a household has to itself, for it may choose the rest; one
    that only writes an IPv4 address in another way is that."""
    one = ip_address(address)
    if one.version == 4:
        return address
    if one.ipv4_mapped:
        return str(one.ipv4_mapped)
    return str(ip_network((one, 64), strict=False))
