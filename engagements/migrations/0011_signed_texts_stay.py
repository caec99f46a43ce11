"""The database itself refuses to change what was sent, promised or signed.

A later migration that rebuilds one of these tables on SQLite drops its trigger there; a test looks
at all of them after the last migration.
"""

from django.db import migrations

SIGNED = "('in_force', 'suspended', 'superseded', 'ended')"


def differs(*columns):
    return " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in columns)


# Table → when an update of a row is refused.
GUARDS = {
    "engagements_round": "TRUE",
    "engagements_commitment": "TRUE",
    "engagements_scan": "TRUE",
    "engagements_signature": differs(
        "version_id", "round_id", "side", "name", "title", "note", "digest", "by_id", "link_id",
        "through", "at",
    ) + " OR OLD.voided_at IS NOT NULL",
    "engagements_agreementversion": f"OLD.status IN {SIGNED} AND ("
    + differs(
        "agreement_id", "number", "round_id", "title", "starts_on", "ends_on", "review_months",
    )
    + f" OR NEW.status NOT IN {SIGNED})",
}


def name_of(table):
    return f"{table}_stays"


def guard(apps, schema_editor):
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for table, condition in GUARDS.items():
        name = name_of(table)
        if is_postgres:
            schema_editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                "RAISE EXCEPTION 'What was sent or signed stays as it is.' "
                "USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW "
                f"WHEN ({condition}) EXECUTE FUNCTION {name}()"
            )
        else:
            condition = condition.replace("IS DISTINCT FROM", "IS NOT")
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW "
                f"WHEN {condition} BEGIN "
                "SELECT RAISE(ABORT, 'What was sent or signed stays as it is.'); END"
            )


def unguard(apps, schema_editor):
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for table in GUARDS:
        on = f" ON {table}" if is_postgres else ""
        schema_editor.execute(f"DROP TRIGGER {name_of(table)}{on}")
        if is_postgres:
            schema_editor.execute(f"DROP FUNCTION {name_of(table)}()")


class Migration(migrations.Migration):
    dependencies = [("engagements", "0010_agreements")]

    operations = [migrations.RunPython(guard, unguard)]
