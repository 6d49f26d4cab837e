"""Which version of the programs this is."""

from importlib.metadata import PackageNotFoundError, version


def product_version() -> str:
    """Return the version of the installed program, or ``development`` in a checkout that was never installed."""
    try:
        return version("lan-chatroom")
    except PackageNotFoundError:
        return "development"
