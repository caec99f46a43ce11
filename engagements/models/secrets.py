"""Secrets in addresses: told once, kept as a fingerprint alone."""

import hashlib
import secrets


def new_secret() -> str:
    """192 bits that fit into an address."""
    return secrets.token_urlsafe(24)


def digest_of(secret: str) -> str:
    """What is kept of it, and what it is found by."""
    return hashlib.sha256(secret.encode()).hexdigest()
