"""Both applications, each telling the processor time that an answer took it.

Other work on the machine makes answers late; it adds little to this figure.
"""

import time
from collections.abc import Callable
from typing import Any

HEADER = "Server-Timing"


def timed(application: Callable) -> Callable:
    """The WSGI application with a header of milliseconds, as `cpu;dur=1.5`."""

    def answer(environ: dict, start_response: Callable) -> Any:
        said: list = []
        began = time.thread_time()
        body = application(environ, lambda *status_and_headers: said.extend(status_and_headers))
        taken = (time.thread_time() - began) * 1000
        status, headers = said[:2]
        start_response(status, [*headers, (HEADER, f"cpu;dur={taken:.3f}")])
        return body

    return answer


def tracker() -> Callable:
    from occme.wsgi import application

    return timed(application)


def bare() -> Callable:
    from benchmarks.bare.server import application

    return timed(application)
