"""A catalogue of gettext → its messages, and back. Babel reads it; what Babel would misread in silence is refused."""

import re
import textwrap
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from gettext import c2py
from pathlib import Path
from typing import TypeAlias

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, escape, normalize, read_po, unescape

from .diagnostics import DataError, Diagnostic, Mark, shown
from .grouping import repeated

Key: TypeAlias = tuple[str, tuple[str, ...]]
"""What a message is found by: its context, and its text or, where it counts something, its two."""
Fault: TypeAlias = tuple[str, str, str]
"""What is wrong with a translation, the help, and the words that it is about."""
Parts: TypeAlias = Callable[[str], Iterable[str]]
_STRING = r'"(?:[^"\\\n]++|\\.)*+"'
_WRONG = re.compile(rf"^(?:#~\|?+|#\|)?+[ \t]*+(?!(?:msg[a-z_]+(?:\[\d\])?)?[ \t]*{_STRING}\s*$)[^#\s].*", re.MULTILINE)
"""A line that is neither a comment nor a text in quotation marks, perhaps behind a keyword."""
_ORPHAN = re.compile(r'^(?!msgid|").*\n(?:".*\n)*(?=msgstr(?!\[[1-9]))', re.MULTILINE)
"""What stands before a translation, and is no original."""
_ORIGINAL = re.compile(
    r'^(?:(?:#~ )?msgctxt .*\n(?:(?:#~ )?".*\n)*)?(?:#~ )?msgid .*\n(?:(?:#~ )?".*\n)*', re.MULTILINE
)
_EMPTIED = re.compile(r'^msgctxt .*\n(?:".*\n)*(?=msgid ""\n(?!"))', re.MULTILINE)
"""What stands before an original of which nothing is left."""
_NOT_COUNTED = re.compile(r"\]\([^)]*\)|\{[\w:.-]+")
"""Ids in an original: `make rename` may change them."""
_TAG = re.compile("<[A-Za-z/!?][^<>]*>?")
_IDS = ("msgid", "msgid_plural")
_WIDTH = 76  # of references, as gettext has it; a paragraph is one line, so that a changed word is one line of a diff
_HEAD = """\
# Translate each msgstr, and leave the rest as it is. A message that is `fuzzy` has changed: `#|` shows what was
# translated, msgid what it is now. Mend its msgstr and delete the line `#, fuzzy`. Until then pages show the original,
# as they do where a msgstr is empty. `make check` finds slips, and `make translations` says what is left to do.
msgid ""
msgstr ""
"Language: {}\\n"
"Plural-Forms: {}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


@dataclass(frozen=True)
class Catalogue:
    """A catalogue as it is written."""

    file: Path
    text: str
    messages: Catalog

    def diagnostic(self, message: Message, what: str, help: str, spot: str = "") -> Diagnostic:
        """Return what is wrong with a translation, marked at the spot in it, or else where it begins."""
        rest = self.text.split("\n", message.lineno or 0)[-1]
        start = self.text.index("msgstr", len(self.text) - len(rest))
        end = self.text.find("\n\n", start)
        return _diagnostic(self.file, self.text, (max(start, self.text.find(spot, start, end)), what, help))

    def changed_originals(self, originals: Iterable[Key]) -> Iterator[Diagnostic]:
        """Yield an error for each message whose original was changed by hand, and is none of `originals`."""
        by_number = {fingerprint(name): name for name in originals}
        for message in self.messages:
            number = next((number for _, number in message.locations if number), None)
            if not number or number == fingerprint(key(message)) or key(message) in by_number.values():
                continue
            help = "its text is gone: delete the number on the line `#:`, and what you wrote is kept at the end"
            if number in by_number:
                context, ids = by_number[number]
                lines = zip(("msgctxt", *_IDS), (context, *ids), strict=False)
                here = {message.context or "", *texts(message.id)}
                missing = [f"{keyword} {escape(text)}" for keyword, text in lines if text not in here]
                help = f"move your words to msgstr, and write this again: {', '.join(missing)}"
            line = message.lineno or 1
            excerpt = self.text.split("\n")[line - 1]
            yield Diagnostic(str(self.file), Mark(line, 1), "this original was changed by hand", help, excerpt)


def read(file: Path, text: str, locale: str) -> Catalogue:
    """Return what the text of a catalogue says; raise DataError with each line that has no place in one."""
    if faults := [_diagnostic(file, text, fault) for fault in _faults(text)]:
        raise DataError(sorted(faults))
    known = ("" if line.startswith("#~|") else line for line in text.split("\n"))  # of msgmerge, where Babel stops
    try:
        catalog = read_po(known, locale=locale, charset="utf-8", abort_invalid=True)
        list(map(c2py(catalog.plural_expr), range(200)))  # which gettext would do when a page is made
    except (PoFileError, ValueError, ZeroDivisionError) as error:
        fault = (0, f"this is no catalogue: {error}", "bring it back from git")
        raise DataError([_diagnostic(file, text, fault)]) from error
    for message in catalog:
        _take_previous(message)
    return Catalogue(file, text, catalog)


def _diagnostic(file: Path, text: str, fault: tuple[int, str, str]) -> Diagnostic:
    at, message, help = fault
    start = text.rfind("\n", 0, at) + 1
    mark = Mark(text.count("\n", 0, at) + 1, at - start + 1)
    return Diagnostic(str(file), mark, message, help, text[start:].partition("\n")[0])


def _faults(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield where a line is nothing of a catalogue, or stands where it cannot; what is wrong, and the help."""
    for found in _WRONG.finditer(text):
        if found[0].rstrip().endswith('"'):
            yield found.start(), "a quotation mark stands in the text", r"write \" for it, or those of the language"
        else:
            yield found.end(), "the text has no quotation mark at its end", r"write it, and \" for one in the text"
    for found in _ORPHAN.finditer(text):
        yield found.end(), "no msgid stands before this msgstr", "bring the line back"
    for found in _EMPTIED.finditer(text):
        yield found.end(), "this msgid is empty", "write the original into it again, and the translation into msgstr"
    for twin, _ in repeated(_ORIGINAL.finditer(text), key=_unfolded):
        yield twin.start(), "this message is there twice", "keep one of the two"


def _unfolded(original: re.Match[str]) -> str:
    """Return an original on one line, whether it is used or not."""
    return re.sub(r'"\n(?:#~ )?"', "", original[0]).replace("#~ msg", "msg")


def _take_previous(message: Message) -> None:
    """Take what a fuzzy message was before, which is a comment to Babel, out of its comments."""
    previous, keyword = dict[str, str](), ""
    for found in (re.match(rf"\|\s*(msg\w+)?\s*({_STRING})", comment) for comment in message.user_comments):
        if found:
            keyword = found[1] or keyword
            previous[keyword] = previous.get(keyword, "") + unescape(found[2])
    message.previous_id = [text for keyword, text in previous.items() if keyword != "msgctxt"]
    message.user_comments = [comment for comment in message.user_comments if not comment.startswith("|")]


def text_of(catalog: Catalog, locale: str) -> str:
    """Return a catalogue as it is written: the same messages are the same text, whoever writes them and when."""
    head = _HEAD.format(locale.replace("-", "_"), catalog.plural_forms)
    plurals = catalog.num_plurals
    messages = (_written(message, plurals) for message in catalog if message.id)
    return "\n".join([head, *messages, *(_written(message, plurals, "#~ ") for message in catalog.obsolete.values())])


def _written(message: Message, plurals: int, mark: str = "") -> str:
    """Return a message as it is written; `mark` begins the lines of one that is not used."""
    places = " ".join(f"{place}:{number}" if number else place for place, number in message.locations)
    wrapped = textwrap.wrap(places, _WIDTH, break_on_hyphens=False, break_long_words=False)
    strings = (*texts(message.string), *[""] * plurals)
    said = [(f"msgstr[{n}]", strings[n]) for n in range(plurals)] if message.pluralizable else [("msgstr", strings[0])]
    lines = [f"# {comment}" for comment in message.user_comments]
    if not mark:
        lines += (f"#. {comment}" for comment in message.auto_comments)
        lines += (f"#: {line}" for line in wrapped)
    lines += [f"#, {', '.join(sorted(message.flags))}"] if message.flags else []
    if not mark:
        lines += _strings("#| ", zip(_IDS, message.previous_id if message.fuzzy else (), strict=False))
    lines += _strings(mark, [("msgctxt", message.context)] if message.context else [])
    lines += _strings(mark, [*zip(_IDS, texts(message.id), strict=False), *said])
    return "\n".join([*lines, ""])


def _strings(mark: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"{mark}{keyword} {normalize(text, mark, 0)}" for keyword, text in pairs)


def texts(text: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return what Babel has as one text or, of a message that counts, as several."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def key(message: Message) -> Key:
    """Return what a message is found by."""
    return message.context or "", texts(message.id)


def fingerprint(name: Key) -> int:
    """Return a number made of an original, which shows whether somebody has changed it since it was written."""
    context, ids = name
    return zlib.crc32(_NOT_COUNTED.sub("", "\n".join([context, *ids])).encode()) % 10_000_000


def unlike(original: str, here: str, *more: tuple[Parts, str]) -> Iterator[Fault]:
    """Yield which HTML tags a translation has lost or added, and which parts of `more` kinds, each with its help."""
    tags: tuple[Parts, str] = (_TAG.findall, "keep each HTML tag as the original has it, and add none")
    for parts, help in (tags, *more):
        there, added = sorted(parts(original)), sorted(parts(here))
        for part in sorted({*there, *added}) if there != added else ():
            if there.count(part) != added.count(part):
                what = "lost" if added.count(part) < there.count(part) else "added"
                yield f"the translation has {what} {shown(part)}", help, part
