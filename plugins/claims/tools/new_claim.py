"""`claims new claim TITLE`: add a claim to the file with the least that it needs, as a draft.

It names the first text, topic and speaker of the file: its author puts the right ones in their place, and writes the
statement. No other byte of the file changes.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from ..model.records import ClaimKind, Dataset
from ..model.scalars import ID_LENGTH, RESERVED_IDS, Id, Title
from ..source import yaml_writer
from ..source.yaml_reader import YamlValue
from . import console
from .console import CommandError
from .source_file import SourceFile

_EXAMPLE = 'as in make new-claim TITLE="It floats" ID=ferry-floats'


@dataclass(frozen=True)
class Names:
    """The ids of the records that a new claim names; an empty one stands for the first in the file."""

    text: str = ""
    topic: str = ""
    speaker: str = ""
    source: str = ""


def new_claim(title: str, *, path: Path, id: str = "", names: Names, today: date) -> None:
    """Add a claim to the list, and print where it is.

    Args:
        title: its title, of which its id is made.
        path: the file of claims.
        id: its id, where the title does not give one.
        names: the records that it names.
        today: the day after which a date in the file lies in the future.

    """
    file = SourceFile.read(path, today=today)
    console.validate(Title, title)
    id = id or _id_of(title)
    if not id:
        raise CommandError(f'no id can be made of "{title}"', f"name one, {_EXAMPLE}")
    console.validate(Id, id)
    for record in file.dataset.records():
        if id == record.id or id in record.aliases:
            raise CommandError(f'"{id}" is the id of {record.kind_name} "{record.id}"', f"name another, {_EXAMPLE}")
    block = partial(yaml_writer.block, _skeleton(file.dataset, id, title, names))
    changed = file.edited(file.inserting("claims", {id: block}), today=today)
    changed.write()
    index = [claim.id for claim in changed.dataset.claims].index(id)
    print(f'{path}:{changed.document.mark_of(("claims", index)).line}: claim "{id}" is written, as a draft')
    print("next: write its statement there, and look whether it names the right records; then delete `draft: true`")


def _id_of(title: str) -> str:
    """Return an id made of the words of a title; empty if none of them has Latin letters."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    id = ""
    for word in re.findall("[a-z0-9]+", plain.replace("'", "")):
        longer = f"{id}-{word}" if id else word
        if len(longer) > ID_LENGTH:
            break
        id = longer
    return f"{id}-claim" if id in RESERVED_IDS else id


def _skeleton(data: Dataset, id: str, title: str, names: Names) -> dict[str, YamlValue]:
    """Return the fields that every claim needs; raise CommandError if the file has no record for one of them."""
    lists = {"topics": data.topics, "speakers": data.speakers, "sources": data.sources}
    for section, records in lists.items():
        if not records:
            help = "data/README.md writes one in six steps; `make check` says what each needs"
            raise CommandError(f"a claim needs one of the {section}, of which the file has none", help)
    text = data.texts_by_id.get(names.text) or (data.texts[0] if data.texts else None)
    speaker = names.speaker or (text.speaker if text else data.speakers[0].id)
    source = names.source or (text.seen_through[0] if text else data.sources[0].id)
    form = text.form if text else "statement"
    record = data.speakers_by_id.get(speaker)
    statement = f"Write here what {record.name if record else 'they'} said."
    claim: dict[str, YamlValue] = {"id": id, "title": title, "statement": statement}
    if names.text or len(data.texts) > 1:
        claim["text"] = names.text or data.texts[0].id
    claim["kind"] = next(iter(ClaimKind)).value
    claim["topics"] = [names.topic or data.topics[0].id]
    claim["appearances"] = [{"speaker": speaker, "form": form, "source": source}]
    claim["draft"] = "true"
    return claim
