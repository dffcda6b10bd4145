"""A batch: workers, resume, rejects, manifest, atomic publication (`docs/runs.md`).

inputs ─► shards ─► pool of workers (work) ─► update (what the run before knows) ─► publish
"""

from extract.run.batch import Progress, extract_files

__all__ = ["Progress", "extract_files"]
