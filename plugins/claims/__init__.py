"""Claims in one YAML file → the pages of a site. `python -m claims` checks the file without Pelican."""

from typing import Any

__version__ = "1.0.0"


def register() -> None:
    """Connect the plugin to Pelican, which calls this. The import is here so that the core works without Pelican."""
    from .plugin import connect  # noqa: PLC0415

    connect()


def __getattr__(name: str) -> Any:
    """Return WholeSite, which the settings name as PELICAN_CLASS before the plugin is loaded."""
    if name == "WholeSite":
        from .plugin import WholeSite  # noqa: PLC0415

        return WholeSite
    raise AttributeError(name)
