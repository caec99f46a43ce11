"""Every address of the site, and what each role gets there. A new address does not pass unnamed.

A row: visitor, student, a partner of another organization (stranger), partner, staff; first for
GET, then for POST, to the API with an empty object. 200 answers; 302 goes to sign-in or onwards;
401 wants a token; 403 is not theirs to do; 404 is not there; 405 cannot be done. Who may do it is
told what is missing: 400 values, 428 the version. Records in the addresses are the partner's own,
hidden from others.
"""

EVERYBODY = "200 200 200 200 200"
SIGNED_IN = "302 200 200 200 200"
SIGNED_OUT = "200 302 302 302 302"
ITS_OWN = "404 404 404 200 200"
NOWHERE = "404 404 404 404 404"
NONE_YET = "302 404 404 404 404"
ONWARDS = "302 302 302 302 302"
OLD_ADDRESS = "302 301 301 301 301"
NO_SUCH_METHOD = "405 405 405 405 405"
NO_SUCH_METHOD_BUT_SIGN_IN_FIRST = "302 405 405 405 405"
STUDENTS = "302 200 404 404 404"
NO_SUCH_METHOD_BUT_TOKEN_FIRST = "401 405 405 405 405"
ITS_OWN_STAFF = "302 403 403 403 200"
ITS_OWN_STEP = "302 404 404 302 302"
NOT_A_WORD = "302 404 404 404 404"
NO_QUESTION = "302 404 404 403 403"
TOKEN_FIRST = "401 200 200 200 200"
ITS_OWN_TOKEN_FIRST = "401 404 404 200 200"
STAFF_FORM = "302 403 403 403 200"
STAFF_FORM_SENT = "302 403 403 403 400"
ITS_OWN_FORM = "302 404 404 200 200"
STAFF_MAKE = "401 403 403 403 400"
PARTNERS_MAKE = "401 403 400 400 400"
STAFF_STEP = "401 403 403 403 428"
STAFF_STEP_ITS_OWN = "401 404 404 403 428"
PARTNERS_STEP = "401 404 404 428 428"

TABLE = {
    "healthz": (EVERYBODY, NO_SUCH_METHOD),
    "accounts/": (ONWARDS, ONWARDS),
    "accounts/email/": (NOWHERE, NOWHERE),
    "accounts/confirm-email/": (NOWHERE, NOWHERE),
    "accounts/confirm-email/<str:key>/": (NOWHERE, NOWHERE),
    "accounts/3rdparty/signup/": (NOWHERE, NOWHERE),
    "accounts/social/signup/": (NOWHERE, NOWHERE),
    "accounts/oidc/<str:provider_id>/login/": (NOWHERE, NOWHERE),
    "accounts/oidc/<str:provider_id>/login/callback/": (NOWHERE, NOWHERE),
    "accounts/login/": (SIGNED_OUT, SIGNED_OUT),
    "accounts/logout/": (SIGNED_IN, ONWARDS),
    "accounts/inactive/": (EVERYBODY, NO_SUCH_METHOD),
    "accounts/signup/": (SIGNED_OUT, SIGNED_OUT),
    "accounts/reauthenticate/": (SIGNED_IN, SIGNED_IN),
    "accounts/password/change/": (SIGNED_IN, SIGNED_IN),
    "accounts/password/set/": (ONWARDS, ONWARDS),
    "accounts/password/reset/": (EVERYBODY, EVERYBODY),
    "accounts/login/code/confirm/": (ONWARDS, ONWARDS),
    r"accounts/^confirm-email/(?P<key>[-:\w]+)/$": (NOWHERE, NOWHERE),
    "accounts/password/reset/key/done/": (EVERYBODY, NO_SUCH_METHOD),
    "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": (EVERYBODY, EVERYBODY),
    "accounts/password/reset/done/": (EVERYBODY, NO_SUCH_METHOD),
    "accounts/login/code/": (SIGNED_OUT, SIGNED_OUT),
    "accounts/2fa/": (SIGNED_IN, NO_SUCH_METHOD_BUT_SIGN_IN_FIRST),
    "accounts/2fa/authenticate/": (ONWARDS, ONWARDS),
    "accounts/2fa/reauthenticate/": (ONWARDS, ONWARDS),
    "accounts/2fa/totp/activate/": (ONWARDS, ONWARDS),
    "accounts/2fa/totp/deactivate/": (NONE_YET, NONE_YET),
    "accounts/2fa/recovery-codes/": (NONE_YET, NO_SUCH_METHOD_BUT_SIGN_IN_FIRST),
    "accounts/2fa/recovery-codes/generate/": (ONWARDS, ONWARDS),
    "accounts/2fa/recovery-codes/download/": (NONE_YET, NONE_YET),
    "accounts/2fa/webauthn/": (SIGNED_IN, NO_SUCH_METHOD_BUT_SIGN_IN_FIRST),
    "accounts/2fa/webauthn/add/": (ONWARDS, ONWARDS),
    "accounts/2fa/webauthn/reauthenticate/": (ONWARDS, ONWARDS),
    "accounts/2fa/webauthn/keys/<int:pk>/remove/": (ONWARDS, ONWARDS),
    "accounts/2fa/webauthn/keys/<int:pk>/edit/": (ONWARDS, ONWARDS),
    "accounts/2fa/webauthn/login/": (ONWARDS, ONWARDS),
    "accounts/3rdparty/login/cancelled/": (EVERYBODY, NO_SUCH_METHOD),
    "accounts/3rdparty/login/error/": ("302 401 401 401 401", NO_SUCH_METHOD_BUT_SIGN_IN_FIRST),
    "accounts/3rdparty/": (SIGNED_IN, SIGNED_IN),
    "accounts/social/login/cancelled/": (OLD_ADDRESS, OLD_ADDRESS),
    "accounts/social/login/error/": (OLD_ADDRESS, OLD_ADDRESS),
    "accounts/social/connections/": (OLD_ADDRESS, OLD_ADDRESS),
    "accounts/oidc/^(?P<provider_id>[^/]+)/login/": (NOWHERE, NOWHERE),
    "accounts/oidc/^(?P<provider_id>[^/]+)/login/callback/": (NOWHERE, NOWHERE),
    "accounts/sessions/": (SIGNED_IN, ONWARDS),
    "api/v1/^organizations/$": (EVERYBODY, STAFF_MAKE),
    "api/v1/^organizations/facets/$": (EVERYBODY, NO_SUCH_METHOD),
    "api/v1/^organizations/map/$": (EVERYBODY, NO_SUCH_METHOD),
    "api/v1/^organizations/(?P<pk>[^/]+)/$": (ITS_OWN, NO_SUCH_METHOD),
    "api/v1/^organizations/(?P<pk>[^/]+)/close/$": (NO_SUCH_METHOD, STAFF_STEP_ITS_OWN),
    "api/v1/^organizations/(?P<pk>[^/]+)/reopen/$": (NO_SUCH_METHOD, STAFF_STEP_ITS_OWN),
    "api/v1/^locations/$": (EVERYBODY, PARTNERS_MAKE),
    "api/v1/^locations/(?P<pk>[^/]+)/$": (ITS_OWN, NO_SUCH_METHOD),
    "api/v1/^locations/(?P<pk>[^/]+)/close/$": (NO_SUCH_METHOD, PARTNERS_STEP),
    "api/v1/^locations/(?P<pk>[^/]+)/reopen/$": (NO_SUCH_METHOD, PARTNERS_STEP),
    "api/v1/^priorities/$": (EVERYBODY, PARTNERS_MAKE),
    "api/v1/^priorities/(?P<pk>[^/]+)/$": (ITS_OWN, NO_SUCH_METHOD),
    "api/v1/^priorities/(?P<pk>[^/]+)/close/$": (NO_SUCH_METHOD, PARTNERS_STEP),
    "api/v1/^priorities/(?P<pk>[^/]+)/reopen/$": (NO_SUCH_METHOD, PARTNERS_STEP),
    "api/v1/^contacts/$": ("401 200 200 200 200", PARTNERS_MAKE),
    "api/v1/^contacts/(?P<pk>[^/]+)/$": ("401 404 404 200 200", NO_SUCH_METHOD_BUT_TOKEN_FIRST),
    "api/v1/^contacts/(?P<pk>[^/]+)/close/$": (NO_SUCH_METHOD_BUT_TOKEN_FIRST, PARTNERS_STEP),
    "api/v1/^contacts/(?P<pk>[^/]+)/reopen/$": (NO_SUCH_METHOD_BUT_TOKEN_FIRST, PARTNERS_STEP),
    "api/v1/^engagements/$": (EVERYBODY, STAFF_MAKE),
    "api/v1/^engagements/facets/$": (EVERYBODY, NO_SUCH_METHOD),
    "api/v1/^engagements/map/$": (EVERYBODY, NO_SUCH_METHOD),
    "api/v1/^engagements/(?P<pk>[^/]+)/$": (ITS_OWN, NO_SUCH_METHOD),
    "api/v1/^engagements/(?P<pk>[^/]+)/(?P<step>[a-z_]+)/$": (NO_SUCH_METHOD, PARTNERS_STEP),
    "api/v1/^placements/$": (TOKEN_FIRST, "401 400 403 403 400"),
    "api/v1/^placements/(?P<pk>[^/]+)/$": (ITS_OWN_TOKEN_FIRST, NO_SUCH_METHOD_BUT_TOKEN_FIRST),
    "api/v1/^placements/(?P<pk>[^/]+)/(?P<step>[a-z_]+)/$": (
        NO_SUCH_METHOD_BUT_TOKEN_FIRST,
        PARTNERS_STEP,
    ),
    "api/v1/^hours/$": (TOKEN_FIRST, "401 400 400 400 400"),
    "api/v1/^hours/confirm/$": (NO_SUCH_METHOD_BUT_TOKEN_FIRST, "401 400 400 400 400"),
    "api/v1/^hours/unconfirm/$": (NO_SUCH_METHOD_BUT_TOKEN_FIRST, "401 400 400 400 400"),
    "api/v1/^hours/(?P<pk>[^/]+)/$": (ITS_OWN_TOKEN_FIRST, NO_SUCH_METHOD_BUT_TOKEN_FIRST),
    "api/v1/^hours/(?P<pk>[^/]+)/(?P<step>[a-z_]+)/$": (
        NO_SUCH_METHOD_BUT_TOKEN_FIRST,
        PARTNERS_STEP,
    ),
    "api/v1/^reflections/$": (EVERYBODY, "401 400 403 403 403"),
    "api/v1/^reflections/(?P<pk>[^/]+)/$": ("404 404 404 200 200", NO_SUCH_METHOD),
    "api/v1/^service-areas/$": (EVERYBODY, STAFF_MAKE),
    "api/v1/^service-areas/(?P<pk>[^/]+)/$": (EVERYBODY, NO_SUCH_METHOD),
    "api/v1/^service-areas/(?P<pk>[^/]+)/close/$": (NO_SUCH_METHOD, STAFF_STEP),
    "api/v1/^service-areas/(?P<pk>[^/]+)/reopen/$": (NO_SUCH_METHOD, STAFF_STEP),
    "api/v1/^focus-areas/$": (EVERYBODY, STAFF_MAKE),
    "api/v1/^focus-areas/(?P<pk>[^/]+)/$": (EVERYBODY, NO_SUCH_METHOD),
    "api/v1/^focus-areas/(?P<pk>[^/]+)/close/$": (NO_SUCH_METHOD, STAFF_STEP),
    "api/v1/^focus-areas/(?P<pk>[^/]+)/reopen/$": (NO_SUCH_METHOD, STAFF_STEP),
    "api/v1/^languages/$": (EVERYBODY, STAFF_MAKE),
    "api/v1/^languages/(?P<pk>[^/]+)/$": (EVERYBODY, NO_SUCH_METHOD),
    "api/v1/^languages/(?P<pk>[^/]+)/close/$": (NO_SUCH_METHOD, STAFF_STEP),
    "api/v1/^languages/(?P<pk>[^/]+)/reopen/$": (NO_SUCH_METHOD, STAFF_STEP),
    "api/v1/": (EVERYBODY, NO_SUCH_METHOD),
    "api/schema/": (EVERYBODY, NO_SUCH_METHOD),
    "api/docs/": (EVERYBODY, NO_SUCH_METHOD),
    "": (EVERYBODY, NO_SUCH_METHOD),
    "organizations/<slug:slug>/": (ITS_OWN, NO_SUCH_METHOD),
    "engagements/": (EVERYBODY, NO_SUCH_METHOD),
    "engagements/<int:pk>/": (ITS_OWN, NO_SUCH_METHOD),
    "engagements/<int:pk>/apply/": (NO_SUCH_METHOD_BUT_SIGN_IN_FIRST, "302 404 404 403 400"),
    "engagements/<int:pk>/step/": (NO_SUCH_METHOD_BUT_SIGN_IN_FIRST, ITS_OWN_STEP),
    "engagements/<int:pk>/copy/": (NO_SUCH_METHOD_BUT_SIGN_IN_FIRST, "302 404 404 403 302"),
    "engagements/<int:pk>/outcome/": (ITS_OWN_STAFF, "302 403 403 403 400"),
    "placements/": (SIGNED_IN, NO_SUCH_METHOD_BUT_SIGN_IN_FIRST),
    "placements/<int:pk>/": (ITS_OWN_FORM, NO_SUCH_METHOD_BUT_SIGN_IN_FIRST),
    "placements/<int:pk>/step/": (NO_SUCH_METHOD_BUT_SIGN_IN_FIRST, ITS_OWN_STEP),
    "placements/<int:pk>/hours/": (ITS_OWN_FORM, "302 404 404 400 400"),
    "placements/<int:pk>/reflections/<int:prompt>/": (NO_QUESTION, NO_QUESTION),
    "hours/<int:pk>/step/": (NO_SUCH_METHOD_BUT_SIGN_IN_FIRST, ITS_OWN_STEP),
    "hours/confirm/": (NO_SUCH_METHOD_BUT_SIGN_IN_FIRST, ONWARDS),
    "link/<str:secret>/": (NOWHERE, NOWHERE),
    "links/<int:pk>/end/": (NO_SUCH_METHOD_BUT_SIGN_IN_FIRST, ITS_OWN_STEP),
    "organizations/<slug:slug>/links/": (ITS_OWN_FORM, "302 404 404 403 302"),
    "words/": (STAFF_FORM, NO_SUCH_METHOD_BUT_SIGN_IN_FIRST),
    "words/<slug:kind>/new/": (NOT_A_WORD, NOT_A_WORD),
    "students/<int:pk>/": (ITS_OWN_FORM, NO_SUCH_METHOD_BUT_SIGN_IN_FIRST),
    "students/<int:pk>/on-file/": ("302 404 404 403 200", "302 404 404 403 400"),
    "my/": (SIGNED_IN, NO_SUCH_METHOD_BUT_SIGN_IN_FIRST),
    "my/record/": (STUDENTS, NO_SUCH_METHOD_BUT_SIGN_IN_FIRST),
    "my/calendar/": (NO_SUCH_METHOD_BUT_SIGN_IN_FIRST, STUDENTS),
    "my/calendar/revoke/": (NO_SUCH_METHOD_BUT_SIGN_IN_FIRST, ONWARDS),
    "calendar/<str:secret>.ics": (NOWHERE, NO_SUCH_METHOD),
    "my/record.csv": (STUDENTS, NO_SUCH_METHOD_BUT_SIGN_IN_FIRST),
    "my/record.json": (STUDENTS, NO_SUCH_METHOD_BUT_SIGN_IN_FIRST),
    "my/record/name/": (NO_SUCH_METHOD_BUT_SIGN_IN_FIRST, "302 302 404 404 404"),
    "my/hours/import/": (STUDENTS, "302 400 404 404 404"),
    "my/tokens/": (SIGNED_IN, NO_SUCH_METHOD_BUT_SIGN_IN_FIRST),
    "my/tokens/new/": (NO_SUCH_METHOD_BUT_SIGN_IN_FIRST, SIGNED_IN),
    "my/tokens/<uuid:public_id>/revoke/": (NO_SUCH_METHOD_BUT_SIGN_IN_FIRST, NONE_YET),
    "new/organization/": (STAFF_FORM, STAFF_FORM_SENT),
    "new/area/": (STAFF_FORM, STAFF_FORM_SENT),
    "new/<slug:kind>/<slug:slug>/": (ITS_OWN_FORM, "302 404 404 400 400"),
    "edit/<slug:kind>/<int:pk>/": (ITS_OWN_FORM, "302 404 404 409 409"),
    "edit/<slug:kind>/<int:pk>/close/": (ITS_OWN_FORM, "302 404 404 400 400"),
    "edit/<slug:kind>/<int:pk>/history/": (ITS_OWN_FORM, NONE_YET),
    "find/place/": (NO_SUCH_METHOD_BUT_SIGN_IN_FIRST, "302 403 422 422 422"),
    "find/alike/": ("302 403 200 200 200", NO_SUCH_METHOD_BUT_SIGN_IN_FIRST),
    "areas/": (EVERYBODY, NO_SUCH_METHOD),
    "about/": (EVERYBODY, NO_SUCH_METHOD),
    "map/base.json": (EVERYBODY, NO_SUCH_METHOD),
    "map/streets.json": (EVERYBODY, NO_SUCH_METHOD),
}

PUBLIC = {
    "healthz": "whether the server works, and nothing else",
    "accounts/login/": "signing in",
    "accounts/inactive/": "says that an account is switched off",
    "accounts/signup/": "says that accounts are made by staff",
    "accounts/password/reset/": "for whoever cannot sign in",
    "accounts/password/reset/key/done/": "after a reset",
    "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "the link of a reset mail; a wrong one says so",
    "accounts/password/reset/done/": "after asking for a reset",
    "accounts/login/code/": "signing in by a code",
    "accounts/3rdparty/login/cancelled/": "after giving up single sign-on",
    "api/v1/^organizations/$": "what is published",
    "api/v1/^organizations/facets/$": "what is published, counted",
    "api/v1/^organizations/map/$": "what is published, counted",
    "api/v1/^locations/$": "what is published",
    "api/v1/^priorities/$": "what is published",
    "api/v1/^engagements/$": "open ones of listed organizations",
    "api/v1/^engagements/facets/$": "the same, counted",
    "api/v1/^engagements/map/$": "the same, counted",
    "api/v1/^reflections/$": "what students show to everybody",
    "api/v1/^service-areas/$": "shared vocabulary",
    "api/v1/^service-areas/(?P<pk>[^/]+)/$": "shared vocabulary",
    "api/v1/^focus-areas/$": "shared vocabulary",
    "api/v1/^focus-areas/(?P<pk>[^/]+)/$": "shared vocabulary",
    "api/v1/^languages/$": "shared vocabulary",
    "api/v1/^languages/(?P<pk>[^/]+)/$": "shared vocabulary",
    "api/v1/": "which resources there are",
    "api/schema/": "how the API is described",
    "api/docs/": "the same, for people",
    "": "the public directory",
    "engagements/": "open engagements of listed organizations",
    "areas/": "shared vocabulary",
    "about/": "what this is",
    "map/base.json": "parks, stations and outlines",
    "map/streets.json": "streets sketched from addresses",
}
"""Why an address answers visitors."""

CHANGES = {
    "organizations": PARTNERS_STEP,
    "locations": PARTNERS_STEP,
    "priorities": PARTNERS_STEP,
    "contacts": PARTNERS_STEP,
    "engagements": "401 404 404 403 428",
    "placements": "401 404 404 403 428",
    "hours": "401 404 404 403 428",
    "reflections": "401 404 404 403 403",
    "service-areas": STAFF_STEP,
    "focus-areas": STAFF_STEP,
    "languages": STAFF_STEP,
}
"""PATCH of one record of a resource, by role."""
