"""Catalogues of the pages' words and of the data, brought up to date with what there is to say: `make translations`."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message

from ..checks import loader, translations
from ..model import scalars
from ..model.records import Dataset
from ..model.translation import leaves
from ..resources import packaged
from ..site import language
from ..site.language import DOMAIN, SOURCE
from ..source import catalogue
from ..source.catalogue import Catalogue, Key, fingerprint, key, texts
from ..source.diagnostics import DataError
from ..source.grouping import by_key
from . import console
from .console import CommandError

THEME = packaged("theme") / "translations"
MAX_LISTED = 5
"""How many messages of a catalogue are named of those that are stale, and of those that are missing."""


def update(options: Namespace, today: date) -> None:
    """Bring every catalogue up to date, begin those of a language, and say what waits in each."""
    checked, found = translations.check(loader.check(options.file, today=today), options.file)
    if checked.errors:
        raise DataError(checked.errors)
    words = [file for file in sorted(options.folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")) if _is_needed(file)]
    begun = _begun(options, checked.dataset.site.language) if options.add else []
    templates = {True: _read(THEME / f"{DOMAIN}.pot").messages, False: template_of(checked.dataset)}
    if faults := [fault for file in words for fault in _read(file).changed_originals(map(key, templates[True]))]:
        raise DataError(faults)
    for file in (*words, *(one.catalogue.file for one in found), *begun):
        catalog = Catalog(_locale(file)) if file in begun else _read(file).messages
        merge(templates[file.stem == DOMAIN], catalog)
        text = catalogue.text_of(catalog, _locale(file))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        print(*_status(_read(file)), sep="\n")


def _locale(file: Path) -> str:
    return file.parts[-3] if file.stem == DOMAIN else file.stem


def _read(file: Path) -> Catalogue:
    return catalogue.read(file, loader.text_of(file), _locale(file))


def _is_needed(file: Path) -> bool:
    """Return whether the theme has no other catalogue with the words of this one."""
    locale = Locale.parse(_locale(file))
    return locale.language != SOURCE and {f.resolve() for f in language.files(locale, [THEME])} <= {file.resolve()}


def _begun(options: Namespace, own: str) -> list[Path]:
    """Return what to begin: the data in another language, and words that the theme lacks or the site says itself."""
    locale = scalars.locale(options.add.replace("_", "-"))
    if not locale:
        raise CommandError(
            f'"{options.add}" is no language that CLDR knows', "write a tag such as fi, pt-BR or zh-Hant"
        )
    words = language.catalogue(options.folder, str(locale))
    data = options.file.with_name(translations.FOLDER) / f"{locale}.po"
    is_own = locale.language == own.partition("-")[0]
    begun = [*([words] if is_own or _is_needed(words) else []), *([] if is_own else [data])]
    begun = [file for file in begun if not file.exists()]
    if not begun:
        raise CommandError(f"{locale} is begun already", "leave ADD out to bring it up to date")
    return begun


def template_of(dataset: Dataset) -> Catalog:
    """Return every text of a dataset as a message without a translation; a note says where none is needed."""
    template = Catalog()
    for (context, (text,)), (leaf, *others) in by_key((leaf.key, leaf) for leaf in leaves(dataset)).items():
        quoted = "These words stand as they are: what you write is their gloss. " if leaf.content == "quotation" else ""
        notes = [] if leaf.is_needed else [f"{quoted}It may stay empty."]
        places = [(one.place, 0) for one in (leaf, *others)]
        message = template.add(text, locations=places, auto_comments=notes, context=context)
        message.flags.clear()  # Babel takes 60% and {claims} for what Python fills in
    return template


def merge(template: Catalog, catalog: Catalog) -> None:
    """Let a catalogue have the messages of a template, and keep at its end what it says of others.

    A message that is new, at a place where one other is gone, is said as that was and marked `fuzzy`.
    """
    wanted = {key(message): message for message in template if message.id}
    there = {key(message): message for message in (*catalog.obsolete.values(), *catalog) if message.id}
    known = {name: message for name, message in there.items() if any(texts(message.string))}
    gone = [message for name, message in known.items() if name not in wanted]
    moved = _moved(gone, [message for name, message in wanted.items() if name not in there])
    for message in [*catalog]:
        catalog.delete(message.id, message.context)
    catalog.obsolete.clear()
    for name, message in wanted.items():
        catalog[message.id] = new = message.clone()
        new.flags = {*message.flags}
        new.locations = [(place, fingerprint(name)) for place, _ in message.locations]
        if old := there.get(name) or moved.get(name):
            new.string, new.user_comments, new.previous_id = old.string, old.user_comments, [*_translated(old)]
            is_stale = any(texts(old.string)) and _translated(old) != texts(new.id)
            new.flags |= {"fuzzy"} if is_stale else set()
    used, taken = {*wanted, *map(key, moved.values())}, {*wanted, *there}
    for name, message in there.items():
        if name not in used and (name in known or message.user_comments or not _is_as_written(message)):
            _retire(catalog, message, taken)


def _is_as_written(message: Message) -> bool:
    """Return whether it is certain that nobody has changed the original of a message by hand."""
    return fingerprint(key(message)) in {number for _, number in message.locations}


def _retire(catalog: Catalog, message: Message, taken: set[Key]) -> None:
    """Keep a message without an original at the end, under what it translates unless another has that name."""
    ids = _translated(message)
    if ids and (message.context or "", ids) not in taken:
        message.id = ids if len(ids) > 1 else ids[0]
        message.flags.discard("fuzzy")
    taken.add(key(message))
    catalog.obsolete[texts(message.id)[0], message.context or ""] = message


def _moved(gone: list[Message], new: list[Message]) -> dict[Key, Message]:
    """Return for new messages, by their keys, the one that is gone from the same place."""
    before, after = (
        by_key(((place, message.pluralizable), message) for message in messages for place, _ in message.locations)
        for messages in (gone, new)
    )
    pairs = ((here, before.get(place, ())) for place, here in after.items())
    return {key(here[0]): there[0] for here, there in pairs if len(here) == len(there) == 1}


def _translated(message: Message) -> tuple[str, ...]:
    """Return what the translation of a message translates: of a fuzzy one what that was before, where it is known."""
    return tuple(message.previous_id) if message.fuzzy else texts(message.id)


def _status(written: Catalogue) -> Iterator[str]:
    """Yield how much is translated in a catalogue, and where the first of the rest is."""
    messages = [message for message in written.messages if message.id]
    empty = [message for message in messages if not all(texts(message.string))]
    stale = [message for message in messages if message.fuzzy and all(texts(message.string))]
    waiting = {"stale": stale, "missing": [message for message in empty if not message.auto_comments]}
    counts = [f"{len(messages) - len(empty) - len(stale)} translated"]
    counts += (f"{len(group)} {what}" for what, group in waiting.items() if group)
    yield f"{written.file}: {', '.join(counts)}"
    for what, group in waiting.items():
        for message in group[:MAX_LISTED]:
            yield f"{written.file}:{message.lineno}: {what}: {message.locations[0][0]}"
        if len(group) > MAX_LISTED:
            yield f"{written.file}: and {len(group) - MAX_LISTED} more are {what}"


main = console.command(update, "make translations", folder=Path("translations"), add="")


if __name__ == "__main__":
    sys.exit(main())
