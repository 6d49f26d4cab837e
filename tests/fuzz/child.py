"""One target under atheris, in this process: libFuzzer takes it over, and ends it.

The rule: nothing of the programs is imported before atheris can instrument it.
"""

import importlib
import sys
from collections.abc import Sequence

_INSTRUMENTED = ["shared", "chatroom_client", "chatroom_server", "precis_i18n", "ipaddress"]


_PROGRAM = "--program="


def fuzz(name: str, options: Sequence[str]) -> None:
    """Fuzz the target ``name`` with libFuzzer's ``options`` and folders; never returns.

    A first option ``--program=`` is what libFuzzer has to start for another process of the same.
    """
    atheris = importlib.import_module("atheris")  # by name: it is not installed where types are checked
    # What texts are compared with is tried; atheris's hook for patterns fails on those of bytes.
    atheris.enabled_hooks.add("str")
    with atheris.instrument_imports(include=_INSTRUMENTED):
        from tests.fuzz.targets import TARGETS  # noqa: PLC0415 instrumented on the way
    target = TARGETS[name]
    program = sys.argv[0]
    if options and options[0].startswith(_PROGRAM):
        program, options = options[0].removeprefix(_PROGRAM), options[1:]
    atheris.Setup([program, f"-max_len={target.max_bytes}", *options], target.check)
    atheris.Fuzz()
