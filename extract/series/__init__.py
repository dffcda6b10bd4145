"""The value of a measure over time, as the articles tell it."""

from extract.series.points import Point, points, series

__all__ = ["Point", "points", "series"]
