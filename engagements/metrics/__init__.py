"""What numbers mean; each is computed in this package and nowhere else."""

from engagements.metrics.balances import (
    Balance,
    Kept,
    Line,
    Money,
    balance,
    kept,
    kept_by_side,
    kept_lines,
    money,
)
from engagements.metrics.periods import Period, period_named, periods_offered

__all__ = [
    "Balance",
    "Kept",
    "Line",
    "Money",
    "Period",
    "balance",
    "kept",
    "kept_by_side",
    "kept_lines",
    "money",
    "period_named",
    "periods_offered",
]
