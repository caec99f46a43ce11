"""The addresses of the admin, as in tests.access_table: two or three for each list, by one rule."""

ADMINS = "302 404 404 404 200"
ADMIN_ONWARDS = "302 404 404 404 302"
ADMIN_REFUSED = "302 404 404 404 403"
"""What has pages of its own is looked at here, and changed by nobody."""
NO_SUCH_METHOD = "405 405 405 405 405"

EDITED = (
    "accounts/user",
    "engagements/studentprofile",
    "partners/membership",
    "partners/language",
    "partners/focusarea",
)
WITHOUT_HISTORY = (
    "engagements/agreementversion",
    "engagements/occurrence",
    "engagements/judgement",
    "engagements/checkin",
    "engagements/keyedlink",
    "engagements/statuschange",
    "engagements/failedmail",
)
"""What happened to them is told on their own pages, or they are what happened."""

LISTS = (
    *EDITED[:3],
    "partners/organization",
    "partners/location",
    "partners/contact",
    "partners/priority",
    "partners/interaction",
    "partners/servicearea",
    "engagements/engagement",
    "engagements/placement",
    "engagements/hourentry",
    "engagements/reflection",
    "engagements/clearance",
    "engagements/prerequisite",
    "engagements/prompt",
    *WITHOUT_HISTORY[:4],
    "engagements/compensation",
    *WITHOUT_HISTORY[4:],
    *EDITED[3:],
)


def rows_of(name: str) -> dict[str, tuple[str, str]]:
    row = f"admin/{name}/<path:object_id>"
    rows = {f"admin/{name}/": (ADMINS, ADMINS)}
    if name in EDITED:
        rows[f"admin/{name}/add/"] = (ADMINS, ADMINS)
    if name not in WITHOUT_HISTORY:
        rows[f"{row}/history/"] = (ADMIN_ONWARDS, ADMIN_ONWARDS)
    rows[f"{row}/change/"] = (ADMINS, ADMINS if name in EDITED else ADMIN_REFUSED)
    return rows


ADMIN_TABLE = {
    "admin/": (ADMINS, ADMINS),
    "admin/login/": (ADMIN_ONWARDS, NO_SUCH_METHOD),
    "admin/jsi18n/": (ADMINS, "302 404 404 404 405"),
    **{route: row for name in LISTS for route, row in rows_of(name).items()},
    r"admin/^(?P<app_label>accounts|engagements|partners)/$": (ADMINS, ADMINS),
}
