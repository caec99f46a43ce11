"""/healthz, for whatever watches over the tracker: can it reach its database?"""

import logging
from http import HTTPStatus
from threading import Event, Thread

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 3
# A table that every set-up database has: "SELECT 1" alone does not even open an SQLite file.
QUESTION = "SELECT 1 FROM django_migrations LIMIT 1"


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 with the database reached, 503 within 5 s when it is down, frozen or not set up."""
    if database_answers():
        return JsonResponse({"status": "ok"})
    return JsonResponse(
        {"status": "unavailable", "detail": "The database does not answer."},
        status=HTTPStatus.SERVICE_UNAVAILABLE,
    )


def database_answers(within: float = PATIENCE_SECONDS) -> bool:
    """Asks on a new connection, in a thread that can be left behind.

    A server that stands still keeps the connection open and says nothing: whoever waits for it
    waits for ever, and no timeout of the database's own applies.
    """
    answered = Event()
    asking = Thread(target=ask, args=[answered], daemon=True, name="healthz")
    asking.start()
    asking.join(within)
    return answered.is_set()


def ask(answered: Event) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(QUESTION)
            if cursor.fetchone():
                answered.set()
    except Error as error:
        logger.warning("The database does not answer: %s", error)
    finally:
        connection.close()
