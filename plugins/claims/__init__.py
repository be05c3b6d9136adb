"""Claims in one YAML file → the pages of a site. `python -m claims` checks the file without Pelican."""


def register() -> None:
    """Pelican's way in. Imported here, so that the core does without Pelican."""
    from .plugin import connect  # noqa: PLC0415

    connect()
