"""Counts what a running room holds: tables, tasks, timers, objects and memory. Runs inside the server's process.

The rule: it finds the tables by itself, whatever they are called, and changes nothing; a table that is added to the
product tomorrow is counted tomorrow.
"""

import asyncio
import ctypes
import gc
import os
import sqlite3  # noqa: F401 so that its library is there to be asked
import sys
import types
from collections import Counter, deque
from collections.abc import Callable, Iterator
from enum import Enum

_OURS = ("chatroom_server", "shared")
_NO_LIMIT = -1
_MOST_STEPS = 200_000  # of one walk; a room with nobody in it takes some hundred

Sizes = dict[str, list[int]]
"""For each table, by its path: how many entries it has, and how many it may have (-1: no limit of its own)."""


def table_sizes(root: object) -> Sizes:
    """Return the size of every container that hangs on ``root`` by way of the room's own objects.

    Containers at the same place of several objects, such as one for each link, count together.
    """
    sizes: Sizes = {}
    seen = {id(root)}
    line: deque[tuple[str, object]] = deque([("service", root)])
    for _ in range(_MOST_STEPS):
        if not line:
            break
        path, each = line.popleft()
        for name, value in _attributes(each):
            here = f"{path}.{name}"
            if isinstance(value, dict | list | set | frozenset | deque | bytearray):
                _count(sizes, here, value)
                inner = value.values() if isinstance(value, dict) else ()
                found = [(f"{here}[]", item) for item in inner if _is_ours(item)]
            else:
                found = [(here, value)] if _is_ours(value) else []
            for where, what in found:
                if id(what) not in seen:
                    seen.add(id(what))
                    line.append((where, what))
    return sizes


def module_sizes() -> Sizes:
    """Return the size of every container and cache that is global to a module of the product."""
    sizes: Sizes = {}
    for module_name, module in list(sys.modules.items()):
        if module_name.partition(".")[0] not in _OURS:
            continue
        for name, value in list(vars(module).items()):
            where = f"{module_name}:{name}"
            info = getattr(value, "cache_info", None)
            if isinstance(value, dict | list | set | deque) and not name.startswith("__"):
                _count(sizes, where, value)
            elif callable(info) and getattr(value, "__module__", "") == module_name:
                cache = info()
                sizes[where] = [cache.currsize, _NO_LIMIT if cache.maxsize is None else cache.maxsize]
    return sizes


def loop_counts(loop: asyncio.AbstractEventLoop) -> dict[str, int]:
    """Return how many tasks, timers and callbacks wait in the loop, and how many descriptors it watches."""
    timers: list[asyncio.TimerHandle] = getattr(loop, "_scheduled", [])
    selector = getattr(loop, "_selector", None)
    return {
        "tasks": len(asyncio.all_tasks(loop)),
        "timers": sum(not timer.cancelled() for timer in timers),
        "cancelled_timers": sum(timer.cancelled() for timer in timers),
        "callbacks": len(getattr(loop, "_ready", ())),
        "watched": 0 if selector is None else len(selector.get_map()),
    }


def forget_names() -> None:
    """Empty the interpreter's cache of attributes, which holds up to 4,096 names that were once looked up.

    In Python 3.11 a pattern such as ``case Point(x)`` looks ``__match_args__`` up with a new string each time, and
    each stays there until it happens to be replaced.
    """
    clear = getattr(sys, "_clear_internal_caches", None) or getattr(sys, "_clear_type_cache", None)
    if clear is not None:
        clear()


def object_counts() -> dict[str, int]:
    """Return how many objects of each type Python's collector knows of."""
    counts: Counter[str] = Counter()
    for kind, count in Counter(map(type, gc.get_objects())).items():
        counts[f"{kind.__module__}.{kind.__qualname__}"] += count
    return dict(counts)


def memory_counts() -> dict[str, int]:
    """Return Python's small blocks, and the bytes that C has from ``malloc``, those of SQLite apart.

    Bytes are -1 where the system does not tell.
    """
    in_use, sqlite = _malloc_bytes(), _sqlite_bytes()
    return {
        "blocks": sys.getallocatedblocks(),
        "malloc": in_use - max(sqlite, 0) if in_use >= 0 else -1,
        "sqlite": sqlite,
    }


# ---- inside ----------------------------------------------------------------------------------------------


def _is_ours(value: object) -> bool:
    kind = type(value)
    if isinstance(value, Enum | type | types.ModuleType) or callable(value):
        return False
    return kind.__module__.partition(".")[0] in _OURS


def _attributes(each: object) -> Iterator[tuple[str, object]]:
    yield from getattr(each, "__dict__", {}).items()
    for kind in type(each).__mro__:
        slots = kind.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name not in {"__dict__", "__weakref__"} and hasattr(each, name):
                yield name, getattr(each, name)


def _count(sizes: Sizes, path: str, value: object) -> None:
    assert isinstance(value, dict | list | set | frozenset | deque | bytearray)
    size = sizes.setdefault(path, [0, _limit_of(value)])
    size[0] += len(value)


def _limit_of(value: object) -> int:
    if isinstance(value, deque) and value.maxlen is not None:
        return value.maxlen
    if isinstance(value, dict) and value:
        key = next(iter(value))
        if isinstance(key, Enum):
            return len(type(key))
    return _NO_LIMIT


class _Mallinfo2(ctypes.Structure):
    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            "arena",
            "ordblks",
            "smblks",
            "hblks",
            "hblkhd",
            "usmblks",
            "fsmblks",
            "uordblks",
            "fordblks",
            "keepcost",
        )
    )


def _function(library: ctypes.CDLL | None, name: str, result: type) -> Callable[[], object] | None:
    function = getattr(library, name, None)
    if function is None:
        return None
    function.restype = result
    found: Callable[[], object] = function
    return found


def _loaded_sqlite() -> ctypes.CDLL | None:
    """SQLite, where it is a library of its own: its cache fills for hours, up to its bound."""
    no_load = getattr(os, "RTLD_NOLOAD", None)
    if sys.platform != "linux" or no_load is None:
        return None
    try:
        return ctypes.CDLL("libsqlite3.so.0", mode=no_load | os.RTLD_NOW)
    except OSError:
        return None


# Found once: looking for a function makes objects that only the collector takes away.
_MALLINFO2 = _function(ctypes.CDLL(None) if sys.platform == "linux" else None, "mallinfo2", _Mallinfo2)
_SQLITE_MEMORY_USED = _function(_loaded_sqlite(), "sqlite3_memory_used", ctypes.c_int64)


def _malloc_bytes() -> int:
    info = None if _MALLINFO2 is None else _MALLINFO2()
    return int(info.uordblks) + int(info.hblkhd) if isinstance(info, _Mallinfo2) else -1


def _sqlite_bytes() -> int:
    used = None if _SQLITE_MEMORY_USED is None else _SQLITE_MEMORY_USED()
    return used if isinstance(used, int) else -1
