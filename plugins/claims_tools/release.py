"""Make an edition of the data, to be cited and kept: `SITEURL=https://example.org make release VERSION=1.2.0`.

The data is compared with the newest edition, and the number must be at least what the changes ask for; the page of the
data says how. The edition is a zip in `data/releases/`, which later builds publish as it is. To commit and tag what was
written is left to the author, who is told the commands.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from claims.checks import editions, loader, promises, publication
from claims.checks.comparison import Difference, compare
from claims.checks.editions import CLAIMS, LISTING, SUMS, number
from claims.model import schema
from claims.model.markdown import MarkdownRenderer
from claims.model.records import Dataset
from claims.model.scalars import Version
from claims.parts import data_files as exports
from claims.site.index import Site, make_urls
from claims.site.language import Language, catalogues
from claims.site.release import DATA_LICENSE, DataFile, Release
from claims.source import yaml_reader as reader
from claims.source.diagnostics import DataError, listing
from claims.web import contacts, zips

from . import console
from .console import CommandError
from .source_file import Edit, SourceFile

Files: TypeAlias = Mapping[str, bytes]
"""The content of files under their names."""
_CITATION, _LICENSE = Path("CITATION.cff"), Path("LICENSE-DATA")
"""How the data is cited, and the terms on which it may be used. A site may have neither file."""
_CHANGES = "CHANGES.txt"
"""What changed since the edition before."""
_MAX_REASONS = 3
_BROKEN = (
    "; bring it back, or give the data another SHAPE in plugins/claims/model/scalars.py, and a folder of that number "
    "in pelicanconf.py"
)


def data_of(dataset: Dataset, authored: Files, address: str) -> Files:
    """Return the data of an edition: `authored` as it was written, and what is made of it for all claims together.

    `address` is that of the site: the files say where each page is.
    """
    language = Language.load(dataset.site.language, catalogues(Path()))
    site = Site(dataset, make_urls(dataset), Release.from_dataset(dataset, site=address), MarkdownRenderer(), language)
    listed = [DataFile.from_content(*file) for file in authored.items()]
    return {**authored, **{file.name: content for file, content in exports.data_files(site, listed, whole=False)}}


def zipped(files: Files, day: date) -> bytes:
    """Return files and their checksums as a zip, the same for the same day."""
    sums = "".join(_sum(*file) for file in files.items())
    return zips.zipped([*files.items(), (SUMS, sums.encode())], day)


def _sum(name: str, content: bytes) -> str:
    return f"{hashlib.sha256(content).hexdigest()}  {name}\n"


def next_numbers(before: Files, after: Files) -> tuple[list[str], list[str]]:
    """Return the numbers that may follow an edition's, the smallest first, and what changed that none is smaller.

    Raises:
        CommandError: Nothing has changed.

    """
    version = json.loads(before[LISTING])["version"]
    major, minor, patch = number(version)
    numbers = [f"{major}.{minor}.{patch + 1}", f"{major}.{minor + 1}.0", f"{major + 1}.0.0"]
    records = differences(before, after)
    old, new = dict.fromkeys(_promises(before)), dict.fromkeys(_promises(after))
    if lost := [*(f"{what} is gone" for what in old if what not in new), *(str(r) for r in records if not r.after)]:
        return numbers[2:], lost
    gained = [f"{what} is new" for what in new if what not in old]
    if gained := [*gained, *(str(record) for record in records if _is_addition(record))]:
        return numbers[1:], gained
    if _data(before) == _data(after):
        raise CommandError(f"nothing has changed since edition {version}", "cite that one")
    return numbers, [*map(str, records)] or [f"{CLAIMS} changed"]


def differences(before: Files, after: Files) -> list[Difference]:
    """Return the records that differ between two editions."""
    return [*compare(_data(before), _data(after))]


def _data(edition: Files) -> Any:
    """Return what the file of claims says, but for the version."""
    data = reader.read(edition[CLAIMS].decode()).data
    return {**data, "site": {**data.get("site", {}), "version": ""}}


def _is_addition(difference: Difference) -> bool:
    """Return whether a record is new or has another id, or a claim has more passages or another label."""
    old, new = difference.before or {}, difference.after or {}
    more = len(new.get("evidence", ())) > len(old.get("evidence", ()))
    return old.get("id") != new.get("id") or more or "verdict.label" in difference.fields


def _promises(files: Files) -> Iterator[str]:
    """Yield what programs rely on: files, the columns of tables with their types, and fixed values."""
    yield from (f"the file {entry['path']}" for entry in json.loads(files[LISTING])["files"])
    for table in json.loads(files["datapackage.json"])["resources"]:
        for column in table["schema"]["fields"]:
            where = f"the column {column['name']} ({column['type']}) of {table['path']}"
            yield where
            yield from (f'the value "{value}" of {where}' for value in column.get("constraints", {}).get("enum", ()))


def release(options: Namespace, today: date) -> None:
    """Make an edition, and say where it is and what comes next."""
    version: str = console.validate(Version, options.version)
    try:  # an edition never gets it afterwards
        address = contacts.site_address(os.environ.get("SITEURL", ""))
    except contacts.ContactError as error:
        raise CommandError(str(error).replace("make publish", f"make release VERSION={version}")) from error
    file = SourceFile.read(options.file, today=today)
    checked = promises.check(loader.check(options.file, today=today), options.file, today)
    if faults := checked.errors or checked.unpublishable:
        raise DataError(faults)
    folder = file.path.with_name(editions.FOLDER)
    earlier = editions.read(folder)
    numbered = file.edited([_numbering(file, version)], today=today)
    dataset = publication.published(numbered.dataset)
    claims = publication.published_text(numbered.document, dataset).encode()
    authored, why, changes = {CLAIMS: claims, schema.FILE: schema.text().encode()}, "the first", dict[str, bytes]()
    data = data_of(dataset, authored, address)
    if earlier:
        before = editions.contents((folder / earlier[0].name).read_bytes())
        numbers, reasons = next_numbers(before, data)
        why = listing(reasons, last="and", most=_MAX_REASONS)
        if version not in numbers:
            help = f"the next is {listing(numbers)}: {why}{_BROKEN if len(numbers) == 1 else ''}"
            raise CommandError(f"{version} does not follow {earlier[0].version}", help)
        heading = f"What changed from {earlier[0].version} to {version}"
        lines = [heading, "", *map(str, differences(before, data)), ""]
        changes[_CHANGES] = "\n".join(lines).encode()
    elif number(version) < number(file.dataset.site.version):
        raise CommandError(f"{file.path} has version {file.dataset.site.version}", "give it that, or a larger one")
    cited = {_CITATION: _cited(version, today, address)} if _CITATION.exists() else {}
    terms = _LICENSE.read_bytes() if _LICENSE.exists() else f"{DATA_LICENSE.title}\n{DATA_LICENSE.url}\n".encode()
    beside = {path.name: content for path, content in (*cited.items(), (_LICENSE, terms))}
    edition = zipped({**data, **changes, **beside}, today)
    target = folder / f"{Release.from_dataset(numbered.dataset).key}-{version}.zip"
    sums = [*(f"{edition.sha256}  {edition.name}\n" for edition in reversed(earlier)), _sum(target.name, edition)]
    folder.mkdir(exist_ok=True)
    numbered_file = {file.path: numbered.text.encode(file.encoding)}
    written = {target: edition, folder / SUMS: "".join(sums).encode(), **cited, **numbered_file}
    for path, content in written.items():
        path.write_bytes(content)
    print(f"{target}: edition {version}, {len(edition):,} bytes: {why}")
    if not cited:
        print(f"there is no {_CITATION} to tell programs how to cite this")
    print(f"""next: see what changed, commit and tag it, and publish the site:
  git add {shlex.join(map(str, written))}
  git commit --message "data: {version}"
  git tag --annotate --message "Edition {version} of the data" v{version}
  git push --follow-tags
the DOI that an archive gives it goes into {folder / editions.DOIS}, as in `{version} 10.5281/zenodo.1234567`""")


def _numbering(file: SourceFile, version: str) -> Edit:
    """Return the edit that writes the version into the file of claims."""
    site = file.dataset.site
    if "version" not in file.document.data.get(site.kind_name, {}):
        raise CommandError(f"{file.path} has no version", f"write `version: {site.version}` under `site:`")
    return file.replacing(site.origin.path("version"), version)


def _cited(version: str, today: date, address: str) -> bytes:
    """Return CITATION.cff with the version, its day and the site's address; CommandError where it lacks a line."""
    text = _CITATION.read_bytes().decode()
    for field, value in (("version", version), ("date-released", today.isoformat())):
        text, found = re.subn(rf"""(?m)^({field}: *["']?)[0-9.-]+""", rf"\g<1>{value}", text)
        if not found:
            raise CommandError(f"{_CITATION} has no line `{field}:`", "write one, or delete the file")
    return (re.sub(r"(?m)^url:.*\n", "", text.rstrip() + "\n") + f'url: "{address}/"\n').encode()


main = console.command(release, "SITEURL=https://example.org make release VERSION=1.2.0", writes=True, version=str)


if __name__ == "__main__":
    sys.exit(main())
