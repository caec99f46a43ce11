"""The columns of sheets in words, for what is printed; files keep the names that programs know."""

from django.utils.translation import gettext_lazy as _

HEADINGS = {
    "asks_last_30_days": _("Asks, last 30 days"), "asks_per_month": _("Asks a month, at most"),
    "by": _("By"), "on": _("On"), "reason": _("Reason"), "what": _("What"),
    "students_at_once": _("Students at once, at most"), "students_now": _("Students now"),
    "access_note": _("Access"), "accepting_students": _("Room for students"),
    "address": _("Address"), "agreement": _("Agreement"), "asked_for": _("What we asked for"), "asks": _("Asks something"),
    "code": _("Code"), "ended_at": _("Ended"), "expires_at": _("Works until"),
    "happened_on": _("On"), "next_by": _("Who takes it"), "next_done_on": _("Done on"),
    "next_on": _("Next step until"), "next_step": _("Next step"), "noted_by": _("Noted by"),
    "others": _("Who else was there"), "over_load_reason": _("Why all the same"),
    "partner_minutes": _("Their minutes"), "sent_at": _("Sent"), "settled_at": _("Settled"),
    "struck_on": _("Struck out on"), "summary": _("What it was about"), "used_at": _("Last used"),
    "works": _("Works now"), "amount": _("Dollars"),
    "answered_on": _("Answered on"), "asked_on": _("Asked on"), "at": _("Since"),
    "basis": _("Actual or estimate"), "change": _("The one change"), "city": _("City"),
    "class_year": _("Class year"), "contact": _("Contact"), "curricular": _("Curricular"),
    "day": _("Day"), "days_to_pay": _("Days to pay"), "description": _("Description"),
    "designation": _("Designation"), "distance_m": _("Meters"), "due_on": _("Due on"),
    "email": _("Email"), "ends_on": _("Until"), "engagement": _("Engagement"),
    "expires_on": _("Expires on"), "focus_area": _("Focus area"), "focus_areas": _("Focus areas"),
    "hours": _("Hours"), "hours_confirmed": _("Hours confirmed"), "hours_given": _("Hours given"),
    "id": _("No."), "in_catchment": _("In the catchment"), "is_overdue": _("Overdue"),
    "is_paid": _("Paid work"), "is_permanent": _("Not written to"), "is_public": _("Public"),
    "judged_on": _("Judged on"), "kind": _("Kind"), "languages": _("Languages"),
    "latitude": _("Latitude"), "longitude": _("Longitude"), "minutes": _("Minutes"),
    "name": _("Name"), "neighborhoods": _("Neighborhoods"), "note": _("Note"),
    "organization": _("Organization"), "paid_on": _("Paid on"), "paid_to": _("Paid to"),
    "partner_has_room": _("Partner has room"), "phone": _("Phone"),
    "prerequisites": _("Prerequisites"), "priority": _("Priority"), "program": _("Program"),
    "promise": _("Promise"), "promised_on": _("Promised on"), "publication": _("The public sees"),
    "purpose": _("For what"), "quantity": _("How many"), "rank": _("Rank"), "rate": _("Rate"),
    "report_evidence": _("Evidence"), "report_note": _("What was done"),
    "reported_on": _("Reported on"), "review_on": _("Next review"), "schedule": _("Schedule"),
    "seats": _("Seats"), "seats_left": _("Seats left"), "side": _("Side"), "since": _("Since"),
    "since_year": _("Since"), "source": _("Source"), "source_as_of": _("As of"),
    "stage": _("Stage"), "standing": _("Standing"), "starts_on": _("From"), "state": _("State"),
    "stated_by": _("Stated by"), "stated_on": _("Stated on"), "statement": _("In their words"),
    "status": _("Status"), "student": _("Student"), "subject": _("Subject"), "term": _("Term"),
    "title": _("Title"), "travel_note": _("Travel"), "unit": _("Of what"), "url": _("Address here"),
    "verified_on": _("Verified on"), "version": _("Version"), "waiting_days": _("Days waiting"),
    "waits_on": _("Waits on"), "walking_minutes": _("Minutes on foot"), "website": _("Website"),
    "weekly_hours": _("Hours a week"), "why": _("Why"), "worked_on": _("Day"), "zip": _("ZIP code"),
}  # fmt: skip


def heading(name: str) -> str:
    return str(HEADINGS.get(name, name.replace("_", " ")))
