"""A project's folder of any size, to be built as the real one is; and one edit, as an author would make it.

`python -m benchmarks.project FOLDER --claims 1000` makes one, `python -m benchmarks.project FOLDER --edit` changes it.
"""

from __future__ import annotations

import argparse
import re
import shutil
from pathlib import Path

from . import generate

ROOT = Path(__file__).parent.parent
WHOLE, LEAN, PAGES_ONLY = "pelicanconf.py", "pelicanconf_lean.py", "pelicanconf_pages.py"
"""The settings with which everything is made; all but pictures and the search index; and no more than the pages."""

SENTENCE = "Nustrae pliva."
"""What an edit adds."""

_RECORD = re.compile(r"(?<=[(\"])(?:claim|topic|source|speaker|event|term):[^)\"]*")
_ID = re.compile(r"^(?:  - |    )id: (\S+)", re.MULTILINE)
_STATEMENT = re.compile(r"^    statement: >-\n", re.MULTILINE)


def make(folder: Path, claims: int, seed: int = generate.SEED) -> Path:
    """The real theme, plugin, settings and prose pages, with a made-up file of claims."""
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "claims.yaml").write_text(generate.text(claims, seed), encoding="utf-8")
    shutil.copy(ROOT / "data" / "claims.schema.json", folder / "data")
    for name in ("plugins", "theme"):
        (folder / name).symlink_to(ROOT / name)
    for name in (WHOLE, "publishconf.py"):
        shutil.copy(ROOT / name, folder)
    for name in (LEAN, PAGES_ONLY):
        shutil.copy(ROOT / "benchmarks" / name, folder)
    (folder / "content" / "pages").mkdir(parents=True)
    for page in (ROOT / "content" / "pages").glob("*.md"):
        # Links to records of the real file would lead nowhere here.
        text = _RECORD.sub("#", page.read_text(encoding="utf-8"))
        (folder / "content" / "pages" / page.name).write_text(text, encoding="utf-8")
    return folder


def edit(folder: Path) -> str:
    """Add a sentence to the statement of the claim in the middle of the file; returns its id."""
    file = folder / "data" / "claims.yaml"
    text = file.read_text(encoding="utf-8")
    places = [match.end() for match in _STATEMENT.finditer(text)]
    at = places[len(places) // 2]
    file.write_text(f"{text[:at]}      {SENTENCE}\n{text[at:]}", encoding="utf-8")
    *_, id = _ID.finditer(text, text.rindex("\n  - ", 0, at), at)
    return id[1]


def main(arguments: list[str] | None = None) -> None:
    """Make a folder, or edit one."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.project", description="Make a project's folder.")
    options.add_argument("folder", type=Path)
    options.add_argument("--seed", type=int, default=generate.SEED)
    what = options.add_mutually_exclusive_group(required=True)
    what.add_argument("--claims", type=int)
    what.add_argument("--edit", action="store_true")
    chosen = options.parse_args(arguments)
    if chosen.edit:
        print(edit(chosen.folder))
    else:
        make(chosen.folder, chosen.claims, chosen.seed)


if __name__ == "__main__":
    main()
