"""The corpus that is kept with the tests: as few and as short inputs as reach what was ever reached.

The rule: what was named by hand, and what once was a finding, stays under its name.
"""

import hashlib
import sys
import tempfile
from pathlib import Path

from tests.fuzz.target import Target
from tests.fuzz.turns import NothingFuzzed, run_child, unpacked

MAX_CORPUS_BYTES = 300_000  # of all targets together
_MERGE_SECONDS = 300.0
_FOUND = "found-"


def merge(target: Target, folder: Path, max_bytes: int) -> int:
    """Take the best of what was found in ``folder`` into the corpus of ``target``; return its new size in bytes."""
    named = {name: data for name, data in target.inputs.items() if not name.startswith(_FOUND)}
    with tempfile.TemporaryDirectory() as place:
        program, merged = Path(place, "again"), Path(place, "merged")
        merged.mkdir()
        # Merging, libFuzzer starts itself once more after each input that ends it.
        program.write_text(
            f'#!/bin/sh\nexec "{sys.executable}" -m tests.fuzz --child {target.name} "$@"\n', "ascii"
        )
        program.chmod(0o700)
        for name, data in named.items():
            (merged / name).write_bytes(data)
        found = folder / target.name
        found.mkdir(parents=True, exist_ok=True)
        options = [f"--program={program}", "-set_cover_merge=1", str(merged), str(unpacked(target, folder))]
        output = run_child(target.name, [*options, str(found)], _MERGE_SECONDS)
        if "MERGE-OUTER: succes" not in output:
            raise NothingFuzzed(f"{target.name} was not merged\n{output[-2_000:]}")
        new = {path.read_bytes() for path in merged.iterdir()} - set(named.values())
    kept = dict(named)
    target.keep(kept)
    for data in sorted(new, key=lambda each: (len(each), each)):
        kept[f"{_FOUND}{hashlib.sha256(data).hexdigest()[:8]}"] = data
        target.keep(kept)
        if target.corpus.stat().st_size > max_bytes:
            kept.popitem()
            break
    target.keep(kept)
    return target.corpus.stat().st_size
