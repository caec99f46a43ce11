"""Taking an import back, while nothing was built on it.

What it made is deleted, with a last line in the history; what it changed says again what it said
before. Built on it is whatever somebody wrote to these records since, and every other record that
points to one that it made.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Max, Model
from django.utils.timezone import now
from django.utils.translation import gettext as _

from occme.accounts.models import User
from occme.channels import Channel, through
from occme.refusals import WrongStep
from partners.editing import in_one_piece
from partners.enums import ImportState
from partners.importing import one_at_a_time
from partners.importing.differing import LOCATION_FIELDS, ORGANIZATION_FIELDS
from partners.importing.kept import save, seen_by
from partners.importing.outcomes import UNDONE, Lines
from partners.importing.writing import PLACED, TAGS, link, remember, unlink
from partners.importing.writing import save as write
from partners.models import Import, Location, Organization, ServiceArea

CHUNK = 400
TOLD_MOST = 5


@in_one_piece
def undo(held: Import, *, by: User, seen: str) -> Import:
    """Takes back all that the import wrote, or nothing. Raises ValidationError, which names what was
    built on it."""
    mine = seen_by(held, by, seen)
    if mine.state != ImportState.DONE:
        raise WrongStep(_("Only what was imported can be taken back."))
    one_at_a_time()
    hold(mine.lines)
    if found := built_on(mine.lines):
        named = ", ".join(f"“{text}”" for text in found[:TOLD_MOST])
        more = _(" and %d more") % (len(found) - TOLD_MOST) if len(found) > TOLD_MOST else ""
        sentence = _("It cannot be taken back, for something was built on it since: %s.")
        raise ValidationError({"__all__": [sentence % (named + more)]})
    with through(Channel.IMPORT, mine.file_name):
        for label in sorted(mine.lines, key=depth, reverse=True):
            take_back(apps.get_model(label), mine.lines[label], by)
    mine.lines, mine.state = {}, ImportState.UNDONE
    mine.undone_at, mine.undone_by = now(), by
    return save(mine, by)


def depth(label: str) -> int:
    """Places stand on organizations, and go before them."""
    return 0 if apps.get_model(label) is Organization else 1


def hold(lines: Lines) -> None:
    """Nobody writes to what the import wrote, nor points to it, until the transaction ends: whoever
    is writing already is waited for. Organizations first, as in merging."""
    for label in sorted(lines, key=depth):
        rows: Any = apps.get_model(label)._base_manager.order_by("pk")
        for chunk in chunks(sorted(pk for pk, _line in lines[label])):
            held = rows.filter(pk__in=chunk).select_for_update(of=("self",))
            list(held.values_list("pk", flat=True))


def built_on(lines: Lines) -> list[str]:
    """What was changed since, and what points to what was made, by name."""
    found: dict[str, None] = {}
    ours = {label: {pk for pk, _line in pairs} for label, pairs in lines.items()}
    for label, pairs in lines.items():
        model: Any = apps.get_model(label)
        for chunk in chunks(pairs):
            newest = newest_lines(model, [pk for pk, _line in chunk])
            changed = [pk for pk, line in chunk if newest.get(pk) != line]
            found |= dict.fromkeys(names(model, changed))
            made = model.history.filter(history_id__in=[line for _pk, line in chunk])
            made = list(made.filter(history_type="+").values_list("id", flat=True))
            found |= dict.fromkeys(pointing_to(model, made, ours))
    return list(found)


def chunks(pairs: list) -> Iterator[list]:
    return (pairs[start : start + CHUNK] for start in range(0, len(pairs), CHUNK))


def newest_lines(model: Any, pks: list[int]) -> dict[int, int]:
    rows = model.history.filter(id__in=pks).order_by().values("id")
    return {row["id"]: row["last"] for row in rows.annotate(last=Max("history_id"))}


def names(model: Any, pks: list[int]) -> list[str]:
    rows = model.history.filter(id__in=pks).order_by("id", "history_id")
    return list({line.id: str(line.instance) for line in rows}.values())


def pointing_to(model: Any, pks: list[int], ours: dict[str, set[int]]) -> Iterator[str]:
    """Names of those of the rows that records point to which the import did not make."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and relation.related_model):
            continue
        field, other = relation.field, relation.related_model
        if field.many_to_many or is_part(model, other, field):
            continue
        mine = ours.get(other._meta.label_lower, set())
        rows = other._base_manager.filter(**{f"{field.name}__in": pks})
        held = {there for pk, there in rows.values_list("pk", field.attname) if pk not in mine}
        yield from (str(row) for row in model._base_manager.filter(pk__in=held))


def is_part(model: Any, other: Any, field: Any) -> bool:
    """Lines of the history, and the row's own tags, go with it."""
    return not field.db_constraint or other._meta.auto_created is model


def take_back(model: Any, pairs: list, by: User) -> None:
    for chunk in chunks(pairs):
        types = dict(
            model.history.filter(history_id__in=[line for _pk, line in chunk]).values_list(
                "history_id", "history_type"
            )
        )
        by_type: dict[str, list] = defaultdict(list)
        for pk, line in chunk:
            by_type[types[line]].append((pk, line))
        remove(model, [pk for pk, _line in by_type["+"]], by)
        set_back(model, by_type["~"], by)
        for _pk, line in by_type["-"]:
            bring_back(model, line, by)


def remove(model: Any, pks: list[int], by: User) -> None:
    """Many at a time: a delete of each would ask every table whether anything points to it."""
    rows = model._base_manager.filter(pk__in=pks)
    keep_lines(model, rows, "-", by)
    for field in model._meta.many_to_many:
        through = field.remote_field.through._base_manager
        links = through.filter(**{f"{field.m2m_field_name()}__in": pks})
        links._raw_delete(links.db)
    rows._raw_delete(rows.db)


def keep_lines(model: Any, rows: Iterable[Model], kind: str, by: User) -> None:
    line, at = model.history.model, now()
    line.objects.bulk_create(
        line(
            history_date=at,
            history_user=by,
            history_change_reason=UNDONE,
            history_type=kind,
            **{field.attname: getattr(row, field.attname) for field in line.tracked_fields},
        )
        for row in rows
    )


def set_back(model: Any, pairs: list, by: User) -> None:
    """What it changed is as the line before says. Only organizations and places are ever changed."""
    if not pairs:
        return
    fields = ORGANIZATION_FIELDS if model is Organization else LOCATION_FIELDS
    held = model._base_manager.in_bulk([pk for pk, _line in pairs])
    atlas = ServiceArea.objects.all().atlas()
    for pk, line in pairs:
        row = held[pk]
        before = model.history.filter(id=pk, history_id__lt=line).latest("history_id")
        for name in fields:
            setattr(row, name, getattr(before, name))
        if model is Organization:
            write(row, [*fields, "sort_name", "search_text"])
            retag(row, before)
        else:
            row.derive(atlas)
            write(row, [*fields, *PLACED, "search_text"])
    rows = [held[pk] for pk, _line in pairs]
    if model is Organization:
        remember(rows, by=by, update=True, reason=UNDONE)
    else:
        keep_lines(model, rows, "~", by)


def retag(organization: Organization, before: Any) -> None:
    for name in TAGS:
        past = getattr(before, name)
        target = getattr(Organization, name).field.m2m_reverse_field_name()
        unlink(name, [organization])
        there = set(getattr(organization, name).values_list("pk", flat=True))
        told = set(past.values_list(f"{target}_id", flat=True)) - there
        link(name, {organization.pk: told})


def bring_back(model: Any, line: int, by: User) -> None:
    """A place that went with the import."""
    row = model.history.get(history_id=line).instance
    if isinstance(row, Location):
        row.derive(ServiceArea.objects.all().atlas())
    model._base_manager.bulk_create([row])
    keep_lines(model, [row], "+", by)
