"""Find the files that come with the package: inside it when installed, beside `plugins/` in a checkout."""

from pathlib import Path


def packaged(name: str) -> Path:
    """Return the path of a file or folder that comes with the package, such as `theme`."""
    here = Path(__file__).parents[1]
    return here / name if (here / name).exists() else here.parents[1] / name
