"""The one door: an address in, a point out, or a sentence why not."""

from partners.enums import Precision
from partners.geocoding.answers import Answer, NoPlaceError, RefusedError


def find(text: str) -> Answer:
    """Looks the address up in our own points; where they have nothing, or only the street, asks the
    online service of the settings, if any. Raises RefusedError. Not inside a transaction.
    """
    # geopy takes a fifth of a second to import: only whoever geocodes waits for it.
    from partners.geocoding.offline import address_points

    try:
        ours = address_points().find(text)
    except NoPlaceError:
        raise
    except RefusedError as refusal:
        return theirs(text, refusal)
    return ours if ours.precision != Precision.STREET else better(text, ours)


def theirs(text: str, refusal: RefusedError) -> Answer:
    try:
        answer = ask_service(text)
    except RefusedError as second:
        raise type(second)(f"{refusal} {second}") from second
    if not answer:
        raise refusal
    return answer


def better(text: str, rough: Answer) -> Answer:
    """The service's answer, if it is more than the street again."""
    try:
        answer = ask_service(text)
    except RefusedError:
        return rough
    sure = answer and answer.precision in (Precision.EXACT, Precision.INTERPOLATED)
    return answer if answer and sure else rough


def ask_service(text: str) -> Answer | None:
    """None where no service is set."""
    from partners.geocoding.online import configured

    service = configured()
    return service.find(text) if service else None
