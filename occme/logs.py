"""What the log says, and what it keeps of addresses: never the secrets in them."""

import logging
import re
from typing import Any

SECRETS = re.compile(r"(/(?:link|calendar|searches/stop|accounts/password/reset/key)/)[^/\s\"'?]+")


def masked(value: Any) -> Any:
    return SECRETS.sub(r"\1…", value) if isinstance(value, str) else value


class WithoutSecrets(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = masked(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(masked(value) for value in record.args)
        return True


# Said on the console, also where DEBUG is off: what went wrong, not each page that was not found
CONSOLE = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"masked": {"()": "occme.logs.WithoutSecrets"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["masked"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},
    },
}
