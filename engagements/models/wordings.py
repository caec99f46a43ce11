"""What agreements and promises are searched by: kept beside them, for what was signed never changes."""

from typing import Any

from django.db import models

from engagements.terms import Terms
from partners.folding import FoldedTextField


class AgreementWords(models.Model):
    """The folded text of an agreement as it was last sent: title, sections and promises."""

    agreement = models.OneToOneField(
        "Agreement", on_delete=models.CASCADE, primary_key=True, related_name="words"
    )
    search_text = FoldedTextField(sources=["texts"])

    texts: list[str] = []

    def __str__(self) -> str:
        return self.search_text

    @classmethod
    def keep(cls, agreement: Any, terms: Terms) -> None:
        row = cls(agreement=agreement)
        row.texts = [terms.title, *terms.sections.values(), *(one.text for one in terms.promises)]
        row.save()


class CommitmentWords(models.Model):
    """The folded text of a promise that was signed."""

    commitment = models.OneToOneField(
        "Commitment", on_delete=models.CASCADE, primary_key=True, related_name="words"
    )
    search_text = FoldedTextField(sources=["texts"])

    def __str__(self) -> str:
        return self.search_text

    @property
    def texts(self) -> list[str]:
        return [self.commitment.text]
