"""The one reader of what the programs bring along: icons, sounds and translations.

Nobody else knows where these files lie. In a checkout that is `assets/` beside the packages, and in an
installed wheel `shared/assets/`.
"""

from pathlib import Path


def read_bytes(*parts: str) -> bytes:
    """The content of one asset, as in `read_bytes("icons", "send.svg")`.

    Raises `FileNotFoundError`, which means a broken installation, when there is no such asset.
    """
    return path(*parts).read_bytes()


def read_text(*parts: str) -> str:
    """The content of one asset in UTF-8. Raises `FileNotFoundError` when there is no such asset."""
    return path(*parts).read_text(encoding="utf-8")


def path(*parts: str) -> Path:
    """Where an asset lies, for Qt's loaders, which take only file names; hand on `str(path(...))`.

    Raises `FileNotFoundError` when there is no such asset.
    """
    found = _root().joinpath(*parts)
    if not found.exists():
        raise FileNotFoundError(found)
    return found


def _root() -> Path:
    here = Path(__file__).resolve().parent
    installed = here / "assets"
    return installed if installed.is_dir() else here.parent / "assets"
