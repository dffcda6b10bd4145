"""A run against gold: figures, and the misses behind them."""

from extract.score.scoring import Score, score

__all__ = ["Score", "score"]
