"""Sums of hours, kept exact by triggers in the transaction that changes the hours, whatever changes
them. Two writers wait for each other only where they change hours of one placement.

They are put there after each `migrate`, as those of occme.freshness are; where one was missing, all
is summed anew. A migration that rebuilds the table of sums on SQLite calls `remove` first.
"""

from string import Template
from typing import Any, NamedTuple

from django.db import connection, connections, transaction

from engagements.enums import Basis, HourStatus
from engagements.metrics.periods import FIRST_MONTH
from occme.freshness.models import Topic, note

HOURS, TOTALS = "engagements_hourentry", "engagements_hourtotal"
EVENTS = ("insert", "update", "delete")
KEY = ("placement_id", "begins_on", "kind", "is_confirmed", "is_estimate")
KEYS = ", ".join(KEY)
BEGINS_ON = {
    "postgresql": "make_date(extract(year FROM $row.worked_on)::int, "
    f"CASE WHEN extract(month FROM $row.worked_on) >= {FIRST_MONTH} THEN {FIRST_MONTH} ELSE 1 END, 1)",
    "sqlite": "strftime('%Y', $row.worked_on) || "
    f"CASE WHEN strftime('%m', $row.worked_on) >= '{FIRST_MONTH:02}' "
    f"THEN '-{FIRST_MONTH:02}-01' ELSE '-01-01' END",
}


def key_of(row: str, vendor: str) -> list[str]:
    """The key of the sum that an entry is in, as expressions over `row`."""
    return [
        f"{row}.placement_id",
        Template(BEGINS_ON[vendor]).substitute(row=row),
        f"{row}.kind",
        f"({row}.status = '{HourStatus.CONFIRMED}')",
        f"({row}.basis = '{Basis.ESTIMATE}')",
    ]


def summed(table: str, vendor: str) -> str:
    """A query: the sums of the entries in a table."""
    parts = ", ".join(
        f"{part} AS {name}" for part, name in zip(key_of("h", vendor), KEY, strict=True)
    )
    return (
        f"SELECT {parts}, CAST(SUM(h.minutes) AS integer) AS minutes, "  # noqa: S608
        f"CAST(COUNT(*) AS integer) AS entries FROM {table} h GROUP BY 1, 2, 3, 4, 5"
    )


def on_postgres() -> list[str]:
    """One function for whole statements. Sums are changed in one order, so that two statements that
    change many wait for each other rather than both for ever."""
    same = " AND ".join(f"t.{name} = s.{name}" for name in KEY)
    gone, added = summed("gone", "postgresql"), summed("added", "postgresql")
    order = ", ".join(f"t.{name}" for name in KEY)
    function = f"""
CREATE OR REPLACE FUNCTION {HOURS}_totals() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF TG_OP = 'UPDATE' THEN
  IF NOT EXISTS ({gone} EXCEPT {added}) AND NOT EXISTS ({added} EXCEPT {gone}) THEN
    RETURN NULL;
  END IF;
END IF;
IF TG_OP <> 'INSERT' THEN
  PERFORM 1 FROM {TOTALS} t JOIN ({gone}) s ON {same} ORDER BY {order} FOR UPDATE OF t;
  UPDATE {TOTALS} t SET minutes = t.minutes - s.minutes, entries = t.entries - s.entries
  FROM ({gone}) s WHERE {same};
END IF;
IF TG_OP <> 'DELETE' THEN
  INSERT INTO {TOTALS} AS t ({KEYS}, minutes, entries) {added} ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT ({KEYS}) DO UPDATE
  SET minutes = t.minutes + EXCLUDED.minutes, entries = t.entries + EXCLUDED.entries;
END IF;
IF TG_OP <> 'INSERT' THEN
  DELETE FROM {TOTALS} t USING ({gone}) s WHERE {same} AND t.entries = 0;
END IF;
RETURN NULL; END $$"""  # noqa: S608
    seen = {"insert": "NEW TABLE AS added", "delete": "OLD TABLE AS gone"}
    seen["update"] = " ".join(seen.values())
    return [function] + [
        f"CREATE TRIGGER {HOURS}_totals_{event} AFTER {event.upper()} ON {HOURS} "
        f"REFERENCING {seen[event]} FOR EACH STATEMENT EXECUTE FUNCTION {HOURS}_totals()"
        for event in EVENTS
    ]


def on_sqlite() -> list[str]:
    """One trigger for each event, for each row. No upserts: an INSERT OR IGNORE around one, as of
    `bulk_create(ignore_conflicts=True)`, overrides what it says to do about a conflict."""
    added = Template(
        f"INSERT INTO {TOTALS} ({KEYS}, minutes, entries) SELECT $parts, 0, 0 "  # noqa: S608
        f"WHERE NOT EXISTS (SELECT 1 FROM {TOTALS} WHERE $same); "
        f"UPDATE {TOTALS} SET minutes = minutes + NEW.minutes, entries = entries + 1 WHERE $same; "
    ).substitute(**matched("NEW"))
    gone = Template(
        f"UPDATE {TOTALS} SET minutes = minutes - OLD.minutes, entries = entries - 1 WHERE $same; "  # noqa: S608
        f"DELETE FROM {TOTALS} WHERE $same AND entries = 0; "
    ).substitute(**matched("OLD"))
    columns = "placement_id, worked_on, minutes, kind, basis, status"
    bodies = {
        "insert": ("INSERT", added),
        "update": (f"UPDATE OF {columns}", gone + added),
        "delete": ("DELETE", gone),
    }
    return [
        f"CREATE TRIGGER {HOURS}_totals_{event} AFTER {when} ON {HOURS} BEGIN {body}END"
        for event, (when, body) in bodies.items()
    ]


def matched(row: str) -> dict[str, str]:
    parts = key_of(row, "sqlite")
    same = " AND ".join(f"{name} = {part}" for name, part in zip(KEY, parts, strict=True))
    return {"parts": ", ".join(parts), "same": same}


def keep(using: str, **_signal: Any) -> None:
    """After each `migrate`."""
    there = connections[using]
    if TOTALS not in there.introspection.table_names() or len(installed(there)) == len(EVENTS):
        return
    with transaction.atomic(using=using):
        remove(there)
        with there.cursor() as cursor:
            for statement in on_postgres() if there.vendor == "postgresql" else on_sqlite():
                cursor.execute(statement)
        rebuild(using)


def installed(there: Any) -> list[str]:
    names = {
        "postgresql": "SELECT tgname FROM pg_trigger",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    }
    with there.cursor() as cursor:
        cursor.execute(names[there.vendor])
        return sorted(name for (name,) in cursor if name.startswith(f"{HOURS}_totals_"))


def remove(there: Any) -> None:
    on = f" ON {HOURS}" if there.vendor == "postgresql" else ""
    with there.cursor() as cursor:
        for name in installed(there):
            cursor.execute(f"DROP TRIGGER {name}{on}")


class Difference(NamedTuple):
    """`side` is “counted”, from the entries, or “kept”, in the table of sums."""

    side: str
    placement: int
    begins_on: Any
    kind: str
    is_confirmed: bool
    is_estimate: bool
    minutes: int
    entries: int


def differences() -> list[Difference]:
    """Where the sums are not what the entries come to: none. One query, and so one moment."""
    counted = summed(HOURS, connection.vendor)
    kept = f"SELECT {KEYS}, minutes, entries FROM {TOTALS}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 'counted' AS side, a.* FROM ({counted} EXCEPT {kept}) a "  # noqa: S608
            f"UNION ALL SELECT 'kept', b.* FROM ({kept} EXCEPT {counted}) b ORDER BY 2, 3, 4, 5, 6, 1"
        )
        return [Difference(*row) for row in cursor.fetchall()]


def rebuild(using: str = "default") -> None:
    """Sums all entries anew; nobody writes hours meanwhile."""
    there = connections[using]
    with transaction.atomic(using=using), there.cursor() as cursor:
        if there.vendor == "postgresql":
            cursor.execute(f"LOCK TABLE {HOURS} IN SHARE MODE")
        cursor.execute(f"DELETE FROM {TOTALS}")  # noqa: S608
        sums = summed(HOURS, there.vendor)
        cursor.execute(f"INSERT INTO {TOTALS} ({KEYS}, minutes, entries) {sums}")
        note(Topic.FIGURES)
