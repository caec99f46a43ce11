"""Carries a repeated request out once: the answer is kept in the transaction of the change."""
