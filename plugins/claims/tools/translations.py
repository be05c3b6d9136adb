"""`claims translations`: bring the catalogues of the pages' words and of the data up to date."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message

from ..checks import languages, loader, translations
from ..checks.languages import DOMAIN, SOURCE
from ..model import scalars
from ..model.records import Dataset
from ..model.translation import Leaf, leaves
from ..source import catalogue
from ..source.catalogue import Catalogue, Key, fingerprint, key, texts
from ..source.diagnostics import DataError, Diagnostic
from ..source.faults import Mistake
from ..source.resources import packaged

THEME = packaged("theme") / "translations"
MAX_LISTED = 5
"""How many stale messages of a catalogue are listed, and how many missing ones."""


def update(path: Path, folder: Path, *, add: str = "", today: date) -> None:
    """Bring every catalogue up to date, begin those of a new language, and print the status of each.

    Args:
        path: the file of claims.
        folder: where the catalogues of the pages' words are.
        add: the tag of a language to begin, such as `fi`; empty for none.
        today: the day after which a date in the file lies in the future.

    """
    checked, data_translations = translations.check(loader.check(path, today=today), path)
    if checked.errors:
        raise DataError(checked.errors)
    files = [file for file in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")) if _is_needed(file)]
    new_files = _new_files(add, path, folder, checked.dataset.site.language) if add else []
    words_template = _read(THEME / f"{DOMAIN}.pot").messages
    data_template = template_of(checked.dataset)
    originals = [key(message) for message in words_template]
    errors: list[Diagnostic] = []
    for file in files:
        errors += _read(file).changed_originals(originals)
    if errors:
        raise DataError(errors)
    files += [translation.catalogue.file for translation in data_translations]
    if not files and not new_files:
        print("nothing is translated here; make translations ADD=fi begins a language")
    for file in (*files, *new_files):
        catalog = Catalog(_locale(file)) if file in new_files else _read(file).messages
        merge(words_template if file.stem == DOMAIN else data_template, catalog)
        text = catalogue.text_of(catalog, _locale(file))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        print(*_status(_read(file)), sep="\n")


def _locale(file: Path) -> str:
    return file.parts[-3] if file.stem == DOMAIN else file.stem


def _read(file: Path) -> Catalogue:
    return catalogue.read(file, loader.text_of(file), _locale(file))


def _is_needed(file: Path) -> bool:
    """Return whether the theme has no other catalogue for the language of this one."""
    locale = Locale.parse(_locale(file))
    theme_files = {path.resolve() for path in languages.files(locale, [THEME])}
    return locale.language != SOURCE and theme_files <= {file.resolve()}


def _new_files(tag: str, path: Path, folder: Path, site_language: str) -> list[Path]:
    """Return the catalogues to begin for a new language: of the data, and of the pages' words if the theme has none."""
    locale = scalars.locale(tag.replace("_", "-"))
    if not locale:
        help = "write a tag such as fi, pt-BR or zh-Hant"
        raise Mistake(f'"{tag}" is no language that CLDR knows\n  help: {help}')
    words = languages.catalogue(folder, str(locale))
    is_site_language = locale.language == site_language.partition("-")[0]
    files = []
    if is_site_language or _is_needed(words):
        files.append(words)
    if not is_site_language:
        files.append(path.with_name(translations.FOLDER) / f"{locale}.po")
    files = [file for file in files if not file.exists()]
    if not files:
        raise Mistake(f"{locale} is begun already\n  help: make translations brings it up to date")
    return files


def template_of(dataset: Dataset) -> Catalog:
    """Return every text of a dataset as a message without a translation; a note says if none is needed."""
    leaves_by_key: defaultdict[Key, list[Leaf]] = defaultdict(list)
    for leaf in leaves(dataset):
        leaves_by_key[leaf.key].append(leaf)
    template = Catalog()
    for (context, (text,)), same in leaves_by_key.items():
        first = same[0]
        is_quotation = first.content == "quotation"
        note = "These words stand as they are: what you write is their gloss. " if is_quotation else ""
        notes = [] if first.is_needed else [f"{note}It may stay empty."]
        message = template.add(text, locations=[(leaf.place, 0) for leaf in same], auto_comments=notes, context=context)
        message.flags.clear()  # Babel takes 60% and {claims} for placeholders of Python
    return template


def merge(template: Catalog, catalog: Catalog) -> None:
    """Give a catalogue the messages of a template, and keep at its end the translations of other messages.

    A new message gets the translation of the message that is gone from its place, if there is exactly one, and is
    marked `fuzzy`.
    """
    wanted = {key(message): message for message in template if message.id}
    existing = {key(message): message for message in (*catalog.obsolete.values(), *catalog) if message.id}
    translated = {name: message for name, message in existing.items() if any(texts(message.string))}
    gone = [message for name, message in translated.items() if name not in wanted]
    moved = _moved(gone, [message for name, message in wanted.items() if name not in existing])
    for message in list(catalog):
        catalog.delete(message.id, message.context)
    catalog.obsolete.clear()
    for name, message in wanted.items():
        new = message.clone()
        catalog[message.id] = new
        new.flags = set(message.flags)
        new.locations = [(place, fingerprint(name)) for place, _ in message.locations]
        old = existing.get(name) or moved.get(name)
        if old:
            new.string = old.string
            new.user_comments = old.user_comments
            new.previous_id = list(_translated_ids(old))
            if any(texts(old.string)) and _translated_ids(old) != texts(new.id):
                new.flags.add("fuzzy")
    used = {*wanted, *map(key, moved.values())}
    taken = {*wanted, *existing}
    for name, message in existing.items():
        is_work = name in translated or message.user_comments or _may_be_edited(message)
        if name not in used and is_work:
            _retire(catalog, message, taken)


def _may_be_edited(message: Message) -> bool:
    """Return whether somebody may have changed the original of a message by hand: it has another fingerprint."""
    return fingerprint(key(message)) not in [number for _, number in message.locations]


def _retire(catalog: Catalog, message: Message, taken: set[Key]) -> None:
    """Keep a message without an original at the end, under the text that it translates, if that name is free."""
    ids = _translated_ids(message)
    if ids and (message.context or "", ids) not in taken:
        message.id = ids if len(ids) > 1 else ids[0]
        message.flags.discard("fuzzy")
    taken.add(key(message))
    catalog.obsolete[texts(message.id)[0], message.context or ""] = message


def _moved(gone: Iterable[Message], new: Iterable[Message]) -> dict[Key, Message]:
    """Return the keys of new messages, each with the only message that is gone from the same place."""
    gone_by_place = _by_place(gone)
    moved = {}
    for place, here in _by_place(new).items():
        there = gone_by_place.get(place, [])
        if len(here) == len(there) == 1:
            moved[key(here[0])] = there[0]
    return moved


def _by_place(messages: Iterable[Message]) -> dict[tuple[str, bool], list[Message]]:
    """Group messages by where their texts are, those with a plural apart."""
    groups = defaultdict(list)
    for message in messages:
        for place, _ in message.locations:
            groups[place, message.pluralizable].append(message)
    return groups


def _translated_ids(message: Message) -> tuple[str, ...]:
    """Return the texts that a translation was made of; if it is fuzzy, the former ones, as far as they are noted."""
    return tuple(message.previous_id) if message.fuzzy else texts(message.id)


def _status(written: Catalogue) -> Iterator[str]:
    """Yield how much of a catalogue is translated, and where the first stale and missing messages are."""
    translated = 0
    groups: dict[str, list[Message]] = {"stale": [], "missing": []}
    for message in written.messages:
        is_complete = all(texts(message.string))
        if not message.id:
            continue  # the head of the file
        if is_complete and message.fuzzy:
            groups["stale"].append(message)
        elif is_complete:
            translated += 1
        elif not message.auto_comments:  # messages with a note may stay empty
            groups["missing"].append(message)
    counts = [f"{translated} translated"]
    counts += [f"{len(group)} {state}" for state, group in groups.items() if group]
    yield f"{written.file}: {', '.join(counts)}"
    for state, group in groups.items():
        for message in group[:MAX_LISTED]:
            yield f"{written.file}:{message.lineno}: {state}: {message.locations[0][0]}"
        if len(group) > MAX_LISTED:
            yield f"{written.file}: and {len(group) - MAX_LISTED} more are {state}"
