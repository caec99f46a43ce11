"""Secrets in addresses: told once, kept as a fingerprint alone."""

import hashlib
import secrets

from django.utils.crypto import salted_hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without letters that a hand writes like a number, or like another letter."""
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def new_secret() -> str:
    """192 bits that fit into an address."""
    return secrets.token_urlsafe(24)


def digest_of(secret: str) -> str:
    """What is kept of it, and what it is found by."""
    return hashlib.sha256(secret.encode()).hexdigest()


def written_code(seed: str) -> str:
    """80 bits to be written down, such as K7QF-93MB-2XWD-HT4N: of one seed always the same, so that
    a form that is sent twice tells it twice."""
    number = int.from_bytes(salted_hmac("concern", seed, algorithm="sha256").digest()[:10])
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in range(16))
    return "-".join(letters[place : place + 4] for place in range(0, 16, 4))


def read_code(typed: str) -> str:
    """A written code as somebody typed it, the way it was told."""
    letters = "".join(filter(str.isalnum, typed.upper().translate(MISREAD)))
    return "-".join(letters[place : place + 4] for place in range(0, len(letters), 4))
