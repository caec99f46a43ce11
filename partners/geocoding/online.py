"""Any service that geopy knows, if the settings name one: slow, limited and kept."""

from functools import lru_cache
from inspect import signature
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _
from geopy import exc
from geopy.adapters import AdapterHTTPError, URLLibAdapter
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import get_geocoder_for_service
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from partners.enums import Precision
from partners.geocoding.answers import Answer, RefusedError, ServiceFailedError
from partners.geocoding.keeping import keep, kept, key_of
from partners.geocoding.precisions import precision_of
from partners.geocoding.reading import cleaned, with_town
from partners.geography import HOME, Point
from partners.models.geocoding import GeocodeAnswer

KEYS = ("api_key", "apikey", "subscription_key")
"""What the services' arguments for a key are called."""

# What geopy raises; and what its reading of an answer stumbles over that it did not expect.
FAILURES = (exc.GeopyError, LookupError, TypeError, ValueError, AttributeError, OSError)


class OnlineService:
    """One service, asked at most once in `interval_s` seconds by this process."""

    def __init__(self, name: str, url: str, key: str, timeout_s: int, interval_s: int):
        self.name, self.timeout_s = name, timeout_s
        geocoder = build(name, url, key, timeout_s)
        self.ask_slowly = RateLimiter(
            geocoder.geocode,
            min_delay_seconds=interval_s,
            error_wait_seconds=interval_s,
            max_retries=0,
            swallow_exceptions=False,
        )

    def find(self, text: str) -> Answer:
        """The answer, kept or new; or RefusedError. Not inside a transaction: it takes seconds."""
        if connection.in_atomic_block:
            raise RuntimeError("A geocoding service is asked before a transaction begins.")
        query = with_town(cleaned(text))
        answer = kept(self.name, query)
        if not answer:
            answer = self.answer_to(query)
            keep(answer)
        if answer.latitude is None or answer.longitude is None:
            raise RefusedError(_("%(service)s does not know it.") % {"service": self.name})
        point = Point(answer.latitude, answer.longitude)
        precision = Precision(answer.precision)
        return Answer(point, precision, self.name, answer.address, found_on=answer.answered_on)

    def answer_to(self, query: str) -> GeocodeAnswer:
        """Asks; an answer outside Massachusetts, or of a whole town, counts as none."""
        answer = GeocodeAnswer(provider=self.name, query=key_of(query))
        try:
            found = self.ask_slowly(query)
            precision = precision_of(found.raw) if found else None
        except FAILURES as failure:
            raise ServiceFailedError(self.sentence(failure)) from failure
        if found and precision and is_near(found):
            answer.latitude, answer.longitude = round(found.latitude, 6), round(found.longitude, 6)
            answer.precision, answer.address = precision, printable(found.address)[:200]
        return answer

    def sentence(self, failure: Exception) -> str:
        facts = {"service": self.name, "seconds": self.timeout_s}
        if isinstance(failure, TimeoutError):
            return _("%(service)s did not answer within %(seconds)d s.") % facts
        if isinstance(failure, exc.GeocoderQuotaExceeded):
            return _("%(service)s takes no more questions for now.") % facts
        if isinstance(
            failure, (exc.GeocoderAuthenticationFailure, exc.GeocoderInsufficientPrivileges)
        ):
            return _("%(service)s does not let us ask; its key may be wrong.") % facts
        # geopy says the same of an error that was sent back and of a connection that failed.
        sent_back = isinstance(failure.__cause__, AdapterHTTPError)
        if type(failure) in (exc.GeocoderServiceError, exc.GeocoderUnavailable) and not sent_back:
            return _("%(service)s cannot be reached.") % facts
        return _("%(service)s answered with an error.") % facts


def build(name: str, url: str, key: str, timeout_s: int) -> Geocoder:
    """The geocoder with those of our settings that it takes."""
    kind = get_geocoder_for_service(name)
    takes = signature(kind).parameters
    options: dict[str, Any] = {"timeout": timeout_s, "user_agent": user_agent()}
    # Without retries of its own, so that the time limit is the time limit.
    options["adapter_factory"] = URLLibAdapter
    if url:
        options |= {"scheme": urlsplit(url).scheme, "domain": url.split("://", 1)[1].strip("/")}
    if key:
        options |= dict.fromkeys([option for option in KEYS if option in takes], key)
    try:
        return kind(**{option: value for option, value in options.items() if option in takes})
    except (TypeError, exc.ConfigurationError) as mistake:
        setting = "GEOCODER_URL" if "domain" in str(mistake) else "GEOCODER_API_KEY"
        raise ServiceFailedError(_("%(setting)s is missing.") % {"setting": setting}) from mistake


def user_agent() -> str:
    """Who asks, as the services' rules want it."""
    return f"occme-tracker ({settings.CONTACT_EMAIL})"


def is_near(found: Location) -> bool:
    latitude, longitude = found.latitude, found.longitude
    return HOME.south <= latitude <= HOME.north and HOME.west <= longitude <= HOME.east


def printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()


def configured() -> OnlineService | None:
    """The service of the settings; None where none is named, which is the default."""
    if settings.GEOCODER == "none":
        return None
    return service(
        settings.GEOCODER,
        settings.GEOCODER_URL,
        settings.GEOCODER_API_KEY,
        settings.GEOCODER_TIMEOUT_S,
        settings.GEOCODER_INTERVAL_S,
    )


@lru_cache(maxsize=1)
def service(*options: Any) -> OnlineService:
    """One for the whole process, for it counts the seconds between questions."""
    return OnlineService(*options)
