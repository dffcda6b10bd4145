"""Files, folders, archives, rows → one `Source` per article, or a `Reject` with its reason.

sources (what is there) ─► encodings ─► rows, html, frontmatter ─► published (when)
"""

from extract.read.reader import ReadOptions, Source, read, text

__all__ = ["ReadOptions", "Source", "read", "text"]
