"""A new claim, asked for field by field and put in its place: `make new-claim`.

The record goes in after the last claim of its first topic, as YAML laid out as the file is: long text is folded, and
short lists and small records stand in brackets. Nothing else in the file changes by a byte, and nothing is written
unless the file with it is free of mistakes.
"""

from __future__ import annotations

import itertools
import re
import sys
import textwrap
import unicodedata
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from claims.model.records import Claim, ClaimKind, Dataset
from claims.model.scalars import ID_LENGTH, RESERVED_IDS, Count, Date, Id, Line, PlainText
from claims.source import yaml_reader as reader
from claims.source.diagnostics import DataError, Problem, listing, nearest
from claims.source.grouping import by_key

from . import console
from .console import CommandError
from .source_file import Edit, SourceFile, apply

_NOTE = "Listed; its evidence and verdict are to follow."
_MAX_NAMED = 5  # choices that a word could mean, before the rest are only counted
_WIDTH = 100  # the file's own: longer text is folded

_KINDS: Mapping[str, str] = {
    ClaimKind.MEASURE: "something that was done",
    ClaimKind.RESULT: "what came of it",
    ClaimKind.HISTORY: "what happened earlier",
    ClaimKind.COMMITMENT: "something that was promised",
    ClaimKind.POSITION: "a stance or a value, which cannot be checked",
}
_YES_OR_NO = {"yes": "", "no": ""}

Fields: TypeAlias = Mapping[str, Any]
"""Under each field of a claim its value, as the file has it: text, a list of texts, or a list of records of texts."""
Check: TypeAlias = Callable[[str], str]
"""Gives an answer back as the file has it; raises CommandError for one that cannot stand there."""


def propose_id(title: str, taken: Collection[str]) -> str:
    """Return an id made of a title's words: valid, as short as an id may be, and not in use."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower().replace("'", "")
    words = " ".join(re.findall(r"[a-z0-9]+", letters)) or "claim"
    endings = itertools.chain([""], (f"-{n}" for n in itertools.count(2)))
    ids = (textwrap.wrap(words, ID_LENGTH - len(end))[0].replace(" ", "-") + end for end in endings)
    return next(id for id in ids if id not in taken and id not in RESERVED_IDS)


def _answer(type: Any, text: str) -> str:
    """Return an answer that a field of this type may hold; raise CommandError for another."""
    if not text:
        raise CommandError("an answer is needed here")
    if bad := reader.FORBIDDEN.search(text):
        raise CommandError(f"U+{ord(bad[0]):04X} cannot stand in the file: write it without")
    return console.validate(type, text)


_line, _date = partial(_answer, Line), partial(_answer, Date)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _appearance(speaker: str, form: str, source: str, date: str) -> dict[str, str]:
    fields = {"speaker": speaker, "form": form, "source": source, "date": date}
    return {name: value for name, value in fields.items() if value}


def choose(word: str, choices: Mapping[str, str]) -> str:
    """Return the id that `word` means among ids and their names, a number counting from 1; raise CommandError."""
    ids = list(choices)
    if word in choices:
        return word
    if word.isdecimal() and 1 <= int(word) <= len(ids):
        return ids[int(word) - 1]
    start = word.casefold()
    meant = [id for id, name in choices.items() if word and (id.startswith(start) or name.casefold().startswith(start))]
    if len(meant) == 1:
        return meant[0]
    if meant:
        more = [f"{len(meant) - _MAX_NAMED} more"] if len(meant) > _MAX_NAMED else []
        raise CommandError(f'"{word}" could be {listing([*meant[:_MAX_NAMED], *more])}: write more of it')
    near = nearest(word, ids)
    way_out = f'did you mean "{near}"?' if near else f"choose from {len(ids)}, by number or name"
    raise CommandError(f'"{word}" is none of them: {way_out}')


def menu(choices: Mapping[str, str]) -> str:
    """Return the choices as they are offered: number, id and name, one a line."""
    widest = max(map(len, choices), default=0)
    return "\n".join(f"{n:4}  {id:{widest}}  {name}".rstrip() for n, (id, name) in enumerate(choices.items(), 1))


class Interview:
    """Takes each field from the options, or asks for it, or leaves it at what is usual."""

    def __init__(self, options: Namespace, data: Dataset, ask: Callable[[str], str] | None) -> None:
        """Offer what the dataset has to choose from; where `ask` is None, nobody is asked."""
        self.options, self.ask = options, ask
        self.topics = {topic.id: topic.title for topic in data.topics}
        self.speakers = {speaker.id: speaker.name for speaker in data.speakers}
        self.sources = {s.id: f"{s.publisher}: {s.title or s.described}" for s in data.sources}
        self.dates = {source.id: source.date.text for source in data.sources if source.date}
        self.taken = {name for record in data.records() for name in (record.id, *record.aliases)}
        self.texts = {text.id: text.title for text in data.texts}
        self.claims = by_key((data.text_of(claim), claim) for claim in data.claims)

    def fields(self, today: date) -> Fields:
        """Return the record; raise CommandError for an option that cannot stand."""
        title = self.value("title", "Title, what was claimed in one line", _line)
        statement = "Statement in your words, beginning with who made the claim"
        topics = "Topics, by number or name, the one it is listed under first"
        id = "Id, a promise: addresses are made of it"
        fields: Fields = {
            "title": title,
            "statement": (said := self.value("statement", statement, partial(_answer, PlainText))),
            "text": (text := self.text()),
            "kind": self.choice("kind", "Kind, by number or name", _KINDS),
            "topics": self.value("topics", topics, self._topics, shown=menu(self.topics)).split(","),
            "appearances": self.chain(text or next(iter(self.texts), None), said),
            "date": self.value("date", "Date of what it tells, such as 2025-05-01; empty for none", _date, ""),
            "id": self.value("id", id, self._unused_id, propose_id(title, self.taken)),
            "changes": [{"date": today.isoformat(), "kind": "added", "note": _line(self.options.note)}],
        }
        return {name: fields[name] for name in Claim.model_fields if fields.get(name)}

    def value(self, field: str, question: str, check: Check, usual: str | None = None, shown: str = "") -> str:
        """Return one field as `check` does, asking until the answer can stand; an empty one can where that is usual."""

        def checked(text: str) -> str:
            return text if text == usual == "" else check(text)

        given = getattr(self.options, field, None)
        if given is not None:
            try:
                return checked(_one_line(given))
            except CommandError as error:
                raise CommandError(f"--{field}: {error}") from error
        if self.ask is None:
            return checked(usual or "")
        if shown:
            print(shown)
        while True:
            answer = _one_line(self.ask(f"{question}{f' [{usual}]' if usual else ''}: ")) or usual or ""
            try:
                return checked(answer)
            except CommandError as error:
                print(f"  {error}")

    def choice(self, field: str, question: str, choices: Mapping[str, str]) -> str:
        """Return which of the choices the field is."""
        return self.value(field, question, partial(choose, choices=choices), shown=menu(choices))

    def agrees(self, field: str, question: str, usual: str, shown: str = "") -> bool:
        """Return whether the answer is yes."""
        return self.value(field, f"{question} yes or no", partial(choose, choices=_YES_OR_NO), usual, shown) == "yes"

    def text(self) -> str:
        """Return the text that the claim is of; empty where there is no choice."""
        given = self.options.text is not None
        if not given and (not self.texts or len(self.texts) == 1):
            return ""
        if not given and self.ask is None:
            raise CommandError(f"there are several texts: give --text, one of {', '.join(self.texts)}")
        return self.choice("text", "Text that it is a claim of, by number or name", self.texts)

    def speakers_in(self, statement: str) -> set[str]:
        """Return the ids of speakers whom a statement names in full, or where it names none so, by a word."""
        words = {*re.findall(r"\w+", statement)} - {"The"}
        full = {id for id, name in self.speakers.items() if name in statement}
        return full or {id for id, name in self.speakers.items() if words & {*re.findall(r"\b[A-Z]\w{2,}", name)}}

    def usual_chain(self, text: str | None, statement: str) -> list[dict[str, str]]:
        """Return the appearances that most claims of a text have, less their paragraphs.

        None begins with another speaker than the statement names; where it names nobody, all must begin with one.
        """
        claims = [claim.appearances for claim in self.claims.get(text, ())]
        first = {chain[0].speaker for chain in claims}
        named = self.speakers_in(statement) or (first if len(first) == 1 else set())
        chains = Counter(
            tuple((a.speaker, a.form, a.source, a.date.text if a.date else "") for a in chain)
            for chain in claims
            if chain[0].speaker in named
        )
        return [_appearance(*fields) for chain, _ in chains.most_common(1) for fields in chain]

    def chain(self, text: str | None, statement: str) -> list[dict[str, str]]:
        """Return how the words reached us: as an option says, as most claims of the text have it, or as answers say."""
        usual = self.usual_chain(text, statement)
        shown = "\n".join(f"      {', '.join(link.values())}" for link in usual)
        if self.options.appearance:
            chain = [self._given_appearance(text) for text in self.options.appearance]
        elif usual and (self.ask is None or self.agrees("usual", "Did it reach us this way?", "yes", shown)):
            chain = usual
        elif self.ask is None:
            help = "give make APPEARANCE=speaker,form,source, or the command --appearance for each link"
            raise CommandError("no claim of this speaker shows how the words reach us", help)
        else:
            chain = [self._asked_appearance()]
            while self.agrees("another", "Did another pass it on?", "no"):
                chain.append(self._asked_appearance())
        last = chain[-1]
        question = f"Paragraph of {last['source']}, from 1; empty for none"
        paragraph = self.value("paragraph", question, partial(_answer, Count), "")
        return [*chain[:-1], {**last, "paragraph": paragraph} if paragraph else last]

    def _asked_appearance(self) -> dict[str, str]:
        speaker = self.choice("speaker", "Speaker", self.speakers)
        form = self.value("form", "Form, such as speech or news report", _line)
        source = self.choice("source", "Source", self.sources)
        date = self.value("when", "Date it was said there; empty for none", _date, self.dates.get(source, ""))
        return _appearance(speaker, form, source, date)

    def _given_appearance(self, text: str) -> dict[str, str]:
        """Return what `speaker,form,source` or `speaker,form,source,date` says."""
        parts = [_one_line(part) for part in text.split(",")]
        try:
            if len(parts) not in {3, 4}:
                raise CommandError(f'"{text}" is not SPEAKER,FORM,SOURCE or SPEAKER,FORM,SOURCE,DATE')
            source = choose(parts[2], self.sources)
            date = _date(parts[3]) if parts[3:] else self.dates.get(source, "")
            return _appearance(choose(parts[0], self.speakers), _line(parts[1]), source, date)
        except CommandError as error:
            raise CommandError(f"--appearance: {error}") from error

    def _topics(self, text: str) -> str:
        words = text.replace(",", " ").split()
        if not words:
            raise CommandError("a claim has at least one topic")
        return ",".join(dict.fromkeys(choose(word, self.topics) for word in words))

    def _unused_id(self, text: str) -> str:
        if _answer(Id, text) in self.taken:
            raise CommandError(f'"{text}" is taken: "{propose_id(text, self.taken)}" would do')
        return text


def insert(file: SourceFile, fields: Fields, *, today: date) -> tuple[SourceFile, int]:
    """Return the file with a claim after the last one of its topic, and the line it begins on.

    Raise DataError where the file would have a mistake, or where its layout leaves no place for a claim.
    """
    document, claims = file.document, file.document.data["claims"]
    topics = (claim["topics"][0] for claim in claims)
    index = max((n for n, topic in enumerate(topics, 1) if topic == fields["topics"][0]), default=len(claims))
    mark = document.mark_of(("claims", index - 1) if index else ("claims",))
    if index:
        indent = _depth(file.lines[mark.line - 1])
        above = _last_line(file, mark.line, indent)
        start = end = file.end_of_line(above)
        lines = ["", "", *yaml_record(fields, indent)]
    else:  # in the place of `[]`, and of the space before it
        above, start = mark.line, file.offset(("claims",)) - 1
        end = file.text.index("]", start) + 1
        lines = ["", *yaml_record(fields, 2)]
    edit = Edit(start, end, file.line_end.join(lines if file.text[end:] else [*lines, ""]))
    expected = [*claims]
    expected.insert(index, dict(fields))
    if reader.read(apply(file.text, [edit])).data != {**document.data, "claims": expected}:
        help = "begin each claim on a line of its own: `  - id: …`"
        raise DataError(file.findings(Problem(mark, "no claim can be put in after this one", help)))
    return file.edited([edit], today=today), above + lines.count("")


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _last_line(file: SourceFile, first: int, indent: int) -> int:
    """Return the number of the last line of the record that begins on `first`."""
    last = first
    for number, line in enumerate(file.lines[first:], first + 1):
        if line.strip() and _depth(line) > indent:
            last = number
        elif line.strip() and not line.lstrip().startswith("#"):  # a comment out here is the next record's
            break
    return last


def yaml_record(fields: Fields, indent: int) -> list[str]:
    """Return the lines of one item of a top-level list, whose hyphen stands after `indent` spaces."""
    pad = " " * (indent + 2)
    lines = [line for name, value in fields.items() for line in _field(f"{pad}{name}:", value, pad)]
    return [f"{' ' * indent}- {lines[0].lstrip()}", *lines[1:]]


def _field(name: str, value: Any, pad: str) -> list[str]:
    if isinstance(value, str):
        line = f"{name} {_scalar(value, '{}')}"
        if len(line) <= _WIDTH:
            return [line]
        folded = textwrap.wrap(value, _WIDTH - len(pad) - 2, break_long_words=False, break_on_hyphens=False)
        return [f"{name} >-", *(f"{pad}  {part}" for part in folded)]
    if isinstance(value[0], str):
        return [f"{name} [{', '.join(_scalar(item, '[{}]') for item in value)}]"]
    braces = (", ".join(f"{key}: {_scalar(text, '{{x: {}}}')}" for key, text in item.items()) for item in value)
    return [name, *(f"{pad}  - {{{inside}}}" for inside in braces)]


def _scalar(text: str, place: str) -> str:
    """Return the text as it is where it can stand so at its place, else in quotation marks."""
    quoted = f'"{text}"' if not set(text) & set('"\\') else "'" + text.replace("'", "''") + "'"
    plain = reader.read(f"x: {place.format(text)}")
    if not plain.problems and plain.data == reader.read(f"x: {place.format(quoted)}").data:
        return text
    return quoted


def list_claim(options: Namespace, today: date, ask: Callable[[str], str]) -> None:
    """Ask, put the claim in its place and say what comes next."""
    missing = [name for name in ("title", "statement", "kind", "topics") if getattr(options, name) is None]
    if missing and options.yes:
        message = f"--yes asks nothing, and there is no --{' and no --'.join(missing)}"
        raise CommandError(message, "give each, or leave --yes out")
    file = SourceFile.read(options.file, today=today)
    if missing:
        print(f"A new claim for {file.path}. Enter takes what stands in [brackets]; Ctrl-C leaves the file alone.")
    try:
        fields = Interview(options, file.dataset, ask if missing else None).fields(today)
    except (EOFError, KeyboardInterrupt) as error:
        print()
        help = "give the fields as options; --help lists them"
        raise CommandError("no answer, and nothing was written", help) from error
    file, line = insert(file, fields, today=today)
    file.write()
    print(f'{file.path}:{line}: claim "{fields["id"]}" is listed')
    print("next: add its `evidence:` and `verdict:` there, link to it in the summary of its topic, as in", end=" ")
    print(f"[words](claim:{fields['id']}), and type make html")


def main(arguments: list[str] | None = None, *, today: date | None = None, ask: Callable[[str], str] = input) -> int:
    """Return an exit status of 1 where nothing was written."""
    parser = ArgumentParser(prog="new-claim", description="List a new claim. What no option gives is asked for.")
    parser.add_argument("--file", type=Path, default=Path("data/claims.yaml"))
    parser.add_argument("--title", help="what was claimed, in one line")
    parser.add_argument("--statement", help="the claim in full, beginning with who made it")
    parser.add_argument("--text", help="id of the text that it is a claim of, where there are several")
    parser.add_argument("--kind", help="measure, result, history, commitment or position")
    parser.add_argument("--topics", help="ids of topics with commas between them, the first being where it is listed")
    help = "a link of the chain by which the words reached us, once for each; if left out, as most of the speaker's"
    parser.add_argument("--appearance", action="append", metavar="SPEAKER,FORM,SOURCE[,DATE]", help=help)
    parser.add_argument("--paragraph", help="the paragraph of the last appearance, from 1")
    parser.add_argument("--date", help="when what the claim tells of happened")
    parser.add_argument("--id", help="made of the title if left out")
    parser.add_argument("--note", default=_NOTE, help="what the history of the claim says")
    parser.add_argument("--yes", action="store_true", help="ask nothing, and take what is usual")
    return console.run(lambda: list_claim(parser.parse_args(arguments), today or date.today(), ask), writes=True)


if __name__ == "__main__":
    sys.exit(main())
