"""How often a process that is a room and nothing else looks for garbage.

The rule: only for a process without windows; one with them collects in the thread of its windows alone.
"""

import gc

# Between two looks of the garbage collector, where Python's own 700 are made by twenty who come: nearly all that a
# room makes lives as long as a guest, or is gone at once without the collector.
_NEW_OBJECTS = 20_000


def settle() -> None:
    """Call it once the room is open: what was made up to here stays for good, and need not be looked at again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)
