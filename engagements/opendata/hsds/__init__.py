"""HSDS 3.1, the Human Services Data Specification of Open Referral, at /hsds/: listed organizations,
and engagements open to the public as its services.

https://docs.openreferral.org/en/latest/hsds/api_reference.html, read at version 3.1.3. A key whose
value is not known is left out: there is no null and no empty text.
"""

VERSION = "3.1"
PROFILE = "https://docs.openreferral.org/en/latest/hsds/"
