"""Making and changing accounts: of staff, of students, of people at organizations.

Nobody is given a password: whoever owns the address signs in with a code by mail, and sets up a
second factor then.
"""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _

from engagements import editing as engagement_editing
from engagements.confidence import take_off
from engagements.models import StudentProfile
from occme.accounts import rights
from occme.accounts.models import User
from occme.refusals import NotYours
from partners import editing
from partners.consequences import Values
from partners.drafts import Draft, Problems
from partners.editing import in_one_piece
from partners.models import Membership


@in_one_piece
def open_account(
    *,
    by: User,
    values: Values,
    student: Values | None = None,
    member: Values | None = None,
    problems: Problems | None = None,
) -> User:
    """An account; with `student`, what makes its owner a student, and with `member`, what ties them
    to an organization. All of it or nothing."""
    if not rights.may_create(by, User):
        raise NotYours
    account = User()
    account.set_unusable_password()
    draft = Draft(account, by=by, problems=problems)
    draft.take(values, allowed=rights.settable_fields(by, User))
    made = draft.write()
    if student is not None:
        engagement_editing.create(StudentProfile, by=by, values=student | {"user": made})
    if member is not None:
        editing.create(Membership, by=by, values=member | {"user": made})
    return made


@in_one_piece
def change(
    account: User,
    *,
    by: User,
    values: Values,
    seen: str,
    problems: Problems | None = None,
    reason: str = "",
) -> User:
    """As partners.editing.change. Nobody takes their own access away by mistake, an address that is
    no longer theirs lets nobody in, and who leaves is named to read concerns no longer."""
    if by.pk == account.pk:
        problems = {**(problems or {}), **own_access(values)}
    changed = editing.change(
        account,
        by=by,
        values=values,
        seen=seen,
        problems=problems,
        reason=reason,
        rules=rights,
    )
    EmailAddress.objects.filter(user=changed).exclude(email__iexact=changed.email).delete()
    if not (changed.is_active and changed.is_staff):
        take_off(changed)
    return changed


def own_access(values: Values) -> Problems:
    lost: Iterable[str] = (name for name in ("is_staff", "is_active") if values.get(name) is False)
    return {name: [_("Ask a colleague to take your own access away.")] for name in lost}
