"""What the log keeps of addresses: never the secrets in them."""

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
