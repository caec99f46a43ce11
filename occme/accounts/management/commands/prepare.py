"""`manage.py prepare`: everything between installing the packages and serving the pages."""

import errno
import hashlib
import inspect
import json
import socket
from io import StringIO
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from rich.console import Console
from rich.table import Column, Table


class Command(BaseCommand):
    help = (
        "Makes the tracker ready to serve: tables, static files and, the first time, the "
        "directory of organizations (and the sample data where SAMPLE_DATA is on). "
        "Run again, it changes nothing that is already there."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--address",
            metavar="HOST:PORT",
            help="where it will be served: refused now if that cannot be, printed at the end",
        )

    def handle(self, *args: Any, address: str | None, **options: Any) -> None:
        console = Console(highlight=False)
        where = check_address(address) if address else None
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        try:
            prepare_tables(console)
            load_first_time(console)
        except DatabaseError as error:
            raise CommandError(f"The database does not work: {first_line(error)}") from error
        except KeyboardInterrupt:
            raise CommandError("Stopped. The next start goes on from here.") from None
        collect_static_files(console)
        if where:
            welcome(console, where)


def first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def check_address(address: str) -> str:
    """The web address of HOST:PORT, or a sentence why nothing can be served there."""
    host, _, port = address.rpartition(":")
    if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
        raise CommandError(f"PORT is “{port}”; it takes a whole number from 1 to 65535.")
    try:
        family, *_, place = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except (OSError, UnicodeError) as error:
        raise CommandError(refusal(host, port, error)) from error
    # Served on all addresses, it is reached from this machine by the local one.
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def refusal(host: str, port: str, error: Exception) -> str:
    match getattr(error, "errno", None):
        case errno.EADDRINUSE:
            return (
                f"Something is already served on port {port}, perhaps another `make run`. "
                f"Stop it, or choose another port: make run PORT={min(int(port) + 1, 65535)}"
            )
        case errno.EACCES:
            return f"PORT is {port}; this account may not serve there. Take 1024 or higher."
        case _:
            return f"HOST is “{host}”; it takes a name or an IP address of this machine."


def prepare_tables(console: Console) -> None:
    """Applies new migrations."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        console.print("Making the database ready …")
        call_command("migrate", interactive=False, verbosity=0)


def load_first_time(console: Console) -> None:
    """Loads the directory, and the sample data, into a database that never held any.

    All in one transaction: interrupted halfway, the next start begins again from nothing. An
    organization that was deleted is remembered by its history, so that nothing ever comes back.
    """
    # By name: organizations belong to an app above this one.
    organizations = apps.get_model("partners", "Organization")
    with transaction.atomic():
        if organizations.history.exists() or organizations._default_manager.exists():
            return
        console.print("Loading the directory of organizations, the first time only …")
        call_command("load_reference")
        directory = settings.FIXTURES_DIR / "organizations.csv"
        call_command("import_organizations", str(directory), verbosity=0)
        if settings.SAMPLE_DATA:
            console.print("Loading invented sample partners, people and priorities …")
            call_command("load_sample")


def collect_static_files(console: Console) -> None:
    """Copies and compresses the static files, if one of them changed since the last time."""
    noted = settings.VAR_DIR / "static.sha256"
    state = static_files_state()
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.is_file() and noted.is_file() and noted.read_text() == state:
        return
    console.print("Collecting the static files …")
    noted.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    noted.write_text(state)


def static_files_state() -> str:
    """A digest of name, size and time of every static file, and of how they are stored."""
    sources = [storage.path(name) for finder in get_finders() for name, storage in finder.list([])]
    sources.append(inspect.getfile(staticfiles_storage.__class__))
    digest = hashlib.sha256()
    for source in sorted(sources):
        about = Path(source).stat()
        digest.update(f"{source} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def welcome(console: Console, where: str) -> None:
    console.print(f"\nOCCME Tracker: [bold]{where}[/bold]   (Ctrl-C stops it)")
    if settings.SAMPLE_DATA:
        console.print(sign_ins())


def sign_ins() -> Table:
    printed = StringIO()
    call_command("sample_accounts", stdout=printed)
    # On a narrow terminal it is the organization that is broken, never what has to be typed.
    typed = [Column(title, no_wrap=True) for title in ("Sample sign-in", "Password", "Role")]
    table = Table(*typed, "Organization", box=None, pad_edge=False)
    for account in json.loads(printed.getvalue()):
        table.add_row(
            account["email"], account["password"], account["role"], account["organization"] or ""
        )
    return table
