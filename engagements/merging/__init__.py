"""Two records of one organization made one, shown before it is done, and taken back.

Everything that points to the merged organization moves to the kept one: found from the models, so
that a new one is not forgotten. Both rows are locked, and it is all or nothing. Nothing is deleted:
the merged record is closed, and its address leads to the kept one.
"""

from engagements.merging.choosing import OTHER_NAME, Choice, choices_of, keeps_other_name
from engagements.merging.plan import Plan
from engagements.merging.undoing import undo
from engagements.merging.verb import gather, merge, token_of

__all__ = [
    "OTHER_NAME",
    "Choice",
    "Plan",
    "choices_of",
    "gather",
    "keeps_other_name",
    "merge",
    "token_of",
    "undo",
]
