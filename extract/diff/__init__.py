"""What changed from one run to another."""

from extract.diff.comparison import STATUSES, Comparison, Delta, apply, diff, figures, share

__all__ = ["STATUSES", "Comparison", "Delta", "apply", "diff", "figures", "share"]
