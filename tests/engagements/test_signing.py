"""What a signature says of who gave it."""

import pytest
from django.core.exceptions import ValidationError

from engagements.lifecycle import take
from engagements.models import Signature
from tests.agreements import agreed, signed_by


def test_staff_who_note_a_partners_signature_do_not_sign_for_occme_by_that(home, staff, partner):
    version = agreed(home, staff, partner)
    noted = {"name": "Rosa Sample", "digest": version.round.digest, "on_behalf": True}
    with pytest.raises(ValidationError) as refused:
        take(version, "sign", by=staff, reason="She said so on the phone.", details=noted)
    sentence = "Sign for your own side first; then note what the other signed."
    assert refused.value.message_dict == {"__all__": [sentence]}
    assert list(Signature.objects.all()) == []
    version = signed_by(version, staff)
    take(version, "sign", by=staff, reason="She said so on the phone.", details=noted)
    kept = list(Signature.objects.values_list("side", "name", "through"))
    assert kept == [("staff", "Sam Signer", "account"), ("partner", "Rosa Sample", "on_behalf")]
