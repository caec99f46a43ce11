"""The triggers that note changes: put there after each `migrate`.

A migration of their own would not do: on SQLite every later one that rebuilds a table drops its
triggers. PostgreSQL notes once for each statement. SQLite knows only rows; having one writer at a
time, it adds to one row for each topic instead of filling the table.
"""

from collections.abc import Iterable
from typing import Any

from occme.freshness.models import Topic

EVENTS = ("insert", "update", "delete")

# A weight is at most 2**31: four thousand million changes fit into a sum.
NOTE_ON_POSTGRES = """
CREATE OR REPLACE FUNCTION freshness_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
INSERT INTO freshness_change (topic, weight, at)
VALUES (TG_ARGV[0], 1 + floor(random() * 2147483647)::bigint, clock_timestamp());
RETURN NULL; END $$
"""

# Two statements and not an upsert, whose conflict clause an INSERT OR IGNORE around it overrides.
NOTE_ON_SQLITE = """
CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN
INSERT INTO freshness_change (id, topic, weight, at) SELECT {row}, '{topic}', 0, ''
WHERE NOT EXISTS (SELECT 1 FROM freshness_change WHERE id = {row});
UPDATE freshness_change SET weight = weight + 1 + (random() & 2147483647),
at = strftime('%Y-%m-%d %H:%M:%f', 'now') WHERE id = {row};
END
"""
ROWS = {Topic.PUBLIC: -1, Topic.FIGURES: -2}
"""Numbers that nothing else takes."""

NAMES = {
    "postgresql": "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
    r"WHERE tgname LIKE '%\_noted\_%'",
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' "
    r"AND name LIKE '%\_noted\_%' ESCAPE '\'",
}


def names(table: str, topic: str, vendor: str) -> list[str]:
    """A change of what they do takes another name, so that it is put in their place."""
    if vendor == "postgresql":
        return [f"{table}_noted_{topic}"]
    return [f"{table}_noted_{topic}_{event}" for event in EVENTS]


def install(connection: Any, tables: dict[str, str]) -> None:
    """Makes the triggers of these tables, by topic, and drops all others of their kind."""
    there = installed(connection)
    wanted = {
        name: (table, topic)
        for table, topic in tables.items()
        for name in names(table, topic, connection.vendor)
    }
    remove(connection, [name for name in there if name not in wanted])
    missing = [name for name in wanted if name not in there]
    with connection.cursor() as cursor:
        if missing and connection.vendor == "postgresql":
            cursor.execute(NOTE_ON_POSTGRES)
        for name in missing:
            cursor.execute(made(name, *wanted[name], connection.vendor))


def installed(connection: Any) -> dict[str, str]:
    """The tables of those that are there, by name."""
    with connection.cursor() as cursor:
        cursor.execute(NAMES[connection.vendor])
        return dict(cursor.fetchall())


def made(name: str, table: str, topic: str, vendor: str) -> str:
    if vendor == "postgresql":
        return (
            f"CREATE TRIGGER {name} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION freshness_note('{topic}')"
        )
    event, row = name.rpartition("_")[2].upper(), ROWS[Topic(topic)]
    return NOTE_ON_SQLITE.format(name=name, event=event, table=table, row=row, topic=topic)


def remove(connection: Any, some: Iterable[str]) -> None:
    there = installed(connection)
    with connection.cursor() as cursor:
        for name in some:
            on = f" ON {there[name]}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
