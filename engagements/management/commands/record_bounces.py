"""`manage.py record_bounces`: lists addresses whose mail came back."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from mailbox import Maildir
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from engagements.bounces import record_bounce

SEEN = "S"


class Command(BaseCommand):
    help = _(
        "Reads reports of mail that could not be delivered: one message from standard input, as a "
        "mail server hands it over, or the unread ones of a maildir, which are then marked as read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--maildir", type=Path, help=_("The folder with cur, new and tmp."))

    def handle(self, *args: Any, maildir: Path | None = None, **options: Any) -> None:
        reports = unread(maildir) if maildir else [sys.stdin.buffer.read()]
        for raw in reports:
            for address in record_bounce(raw):
                self.stdout.write(_("Failed: %(address)s") % {"address": address})


def unread(path: Path) -> Iterator[bytes]:
    """Each is marked as read after it was kept, so that none is lost."""
    if not (path / "new").is_dir():
        raise CommandError(_("%(path)s is no maildir.") % {"path": path})
    box = Maildir(path, create=False)
    for key in sorted(box.keys()):
        message = box[key]
        if SEEN not in message.get_flags():
            yield box.get_bytes(key)
            message.set_subdir("cur")
            message.add_flag(SEEN)
            box[key] = message
