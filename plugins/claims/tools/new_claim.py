"""A new claim, asked for field by field and put in its place: `make new-claim`.

The record goes in after the last claim of its first topic. Nothing else in the file changes by a byte, and nothing is
written unless the file with it is free of mistakes.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ..data import parser, reader
from ..data.diagnostics import DataError
from ..data.model import ID_LENGTH, RESERVED_IDS, Appearance, ClaimKind, Count, Dataset, Date, Id, Line, Text
from . import console, yaml_format
from .insert import insert
from .prompts import ChoiceError, choose, menu
from .source_file import Manuscript

NOTE = "Listed; its evidence and verdict are to follow."

_KINDS = {
    ClaimKind.MEASURE: "something that was done",
    ClaimKind.RESULT: "what came of it",
    ClaimKind.HISTORY: "what happened earlier",
    ClaimKind.COMMITMENT: "something that was promised",
    ClaimKind.POSITION: "a stance or a value, which cannot be checked",
}
_TYPES: Mapping[str, Any] = {
    "id": TypeAdapter(Id),
    "title": TypeAdapter(Line),
    "statement": TypeAdapter(Text),
    "form": TypeAdapter(Line),
    "date": TypeAdapter(Date),
    "paragraph": TypeAdapter(Count),
    "note": TypeAdapter(Line),
}
Chain = tuple[Mapping[str, str], ...]


class AnswerError(ValueError):
    """An answer that cannot stand in the file; the message says why."""


@dataclass(frozen=True)
class Offers:
    """What the file has to choose from."""

    topics: Mapping[str, str]
    speakers: Mapping[str, str]
    sources: Mapping[str, str]
    dates: Mapping[str, str]
    """When each source was published."""
    chain: Chain
    """The appearances that most claims have, less their paragraphs."""
    taken: frozenset[str]
    """Every id and alias."""

    @classmethod
    def of(cls, data: Dataset) -> Offers:
        """What a dataset has to choose from."""
        chains = Counter(tuple(map(_in_words, claim.appearances)) for claim in data.claims)
        most = max(chains, key=lambda chain: chains[chain], default=())
        return cls(
            topics={topic.id: topic.title for topic in data.topics},
            speakers={speaker.id: speaker.name for speaker in data.speakers},
            sources={s.id: f"{s.publisher}: {s.title or s.described}" for s in data.sources},
            dates={source.id: source.date.text for source in data.sources if source.date},
            chain=tuple(dict(fields) for fields in most),
            taken=frozenset(name for record in data.records() for name in (record.id, *record.aliases)),
        )


def _in_words(appearance: Appearance) -> tuple[tuple[str, str], ...]:
    fields = {"speaker": appearance.speaker, "form": appearance.form, "source": appearance.source}
    return tuple({**fields, **({"date": appearance.date.text} if appearance.date else {})}.items())


def propose_id(title: str, taken: Iterable[str]) -> str:
    """An id made of a title's words: valid, as short as an id may be, and not in use."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower().replace("'", "")
    words = re.findall(r"[a-z0-9]+", letters) or ["claim"]
    used = {*taken, *RESERVED_IDS}
    endings = ("", *(f"-{n}" for n in range(2, len(used) + 3)))
    return next(id for ending in endings if (id := _joined(words, ID_LENGTH - len(ending)) + ending) not in used)


def _joined(words: list[str], length: int) -> str:
    """As many of the words as fit, hyphens between them; part of the first where it alone is too long."""
    id = words[0][:length]
    for word in words[1:]:
        if len(id) + 1 + len(word) > length:
            break
        id += f"-{word}"
    return id


def checked(field: str, value: str) -> str:
    """The value, if the field may hold it; raises AnswerError."""
    if not value:
        raise AnswerError("an answer is needed here")
    if bad := reader.FORBIDDEN.search(value):
        raise AnswerError(f"U+{ord(bad[0]):04X} cannot stand in the file: write it without")
    try:
        _TYPES[field].validate_python(value)
    except ValidationError as error:
        message, help = parser.in_words(error.errors(include_url=False)[0])
        raise AnswerError(f"{message}: {help}" if help else message) from error
    return value


@dataclass(frozen=True)
class Interview:
    """Takes each field from the options, or asks for it, or leaves it at what is usual."""

    options: argparse.Namespace
    offers: Offers
    ask: Callable[[str], str] | None
    """None where nobody is asked."""

    def fields(self, today: date) -> dict[str, yaml_format.Value]:
        """The record; raises AnswerError and ChoiceError for an option that cannot stand."""
        title = self.value("title", "Title, what was claimed in one line", lambda said: checked("title", said))
        statement = self.value(
            "statement",
            "Statement in your words, as in: Cui Tiankai wrote that …",
            lambda said: checked("statement", said),
        )
        kinds = {str(kind): meaning for kind, meaning in _KINDS.items()}
        kind = self.value("kind", "Kind, by number or name", lambda said: choose(said, kinds), shown=menu(kinds))
        topics = self.value(
            "topics",
            "Topics, by number or name, the one it is listed under first",
            lambda said: ",".join(self._topics(said)),
            shown=menu(self.offers.topics),
        )
        chain = self.chain()
        date = self.value("date", "Date of what it tells, such as 2019-05-01; empty for none", _date, "")
        id = self.value("id", "Id, a promise: addresses are made of it", self._id, propose_id(title, self.offers.taken))
        return {
            "id": id,
            "title": title,
            "statement": statement,
            "kind": kind,
            "topics": topics.split(","),
            **({"date": date} if date else {}),
            "appearances": chain,
            "changes": [{"date": today.isoformat(), "kind": "added", "note": checked("note", self.options.note)}],
        }

    def value(
        self, field: str, question: str, check: Callable[[str], str], usual: str | None = None, shown: str = ""
    ) -> str:
        """One field as `check` gives it back; an answer that cannot stand is asked for again."""
        given = getattr(self.options, field, None)
        if given is not None:
            try:
                return check(_one_line(given))
            except ValueError as error:
                raise AnswerError(f"--{field}: {error}") from error
        if self.ask is None:
            return check(usual or "")
        if shown:
            print(shown)
        while True:
            said = _one_line(self.ask(f"{question}{f' [{usual}]' if usual else ''}: ")) or usual or ""
            try:
                return check(said)
            except ValueError as error:
                print(f"  {error}")

    def chain(self) -> list[Mapping[str, str]]:
        """How the words reached us: as an option says, as most claims have it, or as answers say."""
        if self.options.appearance:
            chain = [self._appearance(said) for said in self.options.appearance]
        elif self.offers.chain and (self.ask is None or self._usual_chain_will_do()):
            chain = [dict(fields) for fields in self.offers.chain]
        elif self.ask is None:
            raise AnswerError("no claim shows how the words reach us: give --appearance")
        else:
            chain = [self._asked_appearance()]
            while self.value("another", "Did another pass it on? yes or no", _yes_or_no, "no") == "yes":
                chain.append(self._asked_appearance())
        source = chain[-1]["source"]
        paragraph = self.value("paragraph", f"Paragraph of {source}, from 1; empty for none", _paragraph, "")
        if paragraph:
            chain[-1]["paragraph"] = paragraph
        return list(chain)

    def _usual_chain_will_do(self) -> bool:
        links = "\n".join(f"      {', '.join(fields.values())}" for fields in self.offers.chain)
        return self.value("usual", "Did it reach us this way? yes or no", _yes_or_no, "yes", shown=links) == "yes"

    def _asked_appearance(self) -> dict[str, str]:
        speakers, sources = self.offers.speakers, self.offers.sources
        speaker = self.value("speaker", "Speaker", lambda said: choose(said, speakers), shown=menu(speakers))
        form = self.value("form", "Form, such as op-ed or wire summary", lambda said: checked("form", said))
        source = self.value("source", "Source", lambda said: choose(said, sources), shown=menu(sources))
        when = self.value("when", "Date it was said there; empty for none", _date, self.offers.dates.get(source, ""))
        return {"speaker": speaker, "form": form, "source": source, **({"date": when} if when else {})}

    def _appearance(self, said: str) -> dict[str, str]:
        """`speaker,form,source` or `speaker,form,source,date`."""
        try:
            speaker, form, source, *dates = map(_one_line, said.split(","))
            source = choose(source, self.offers.sources)
            when = checked("date", dates[0]) if dates else self.offers.dates.get(source, "")
            speaker, form = choose(speaker, self.offers.speakers), checked("form", form)
        except (AnswerError, ChoiceError) as error:
            raise AnswerError(f"--appearance: {error}") from error
        except ValueError as error:
            raise AnswerError(
                f'--appearance: "{said}" is not SPEAKER,FORM,SOURCE or SPEAKER,FORM,SOURCE,DATE'
            ) from error
        return {"speaker": speaker, "form": form, "source": source, **({"date": when} if when else {})}

    def _topics(self, said: str) -> list[str]:
        words = said.replace(",", " ").split()
        if not words:
            raise AnswerError("a claim has at least one topic")
        return list(dict.fromkeys(choose(word, self.offers.topics) for word in words))

    def _id(self, said: str) -> str:
        id = checked("id", said)
        if id in self.offers.taken:
            raise AnswerError(f'"{id}" is taken: "{propose_id(id, self.offers.taken)}" would do')
        return id


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _date(said: str) -> str:
    return checked("date", said) if said else ""


def _paragraph(said: str) -> str:
    return checked("paragraph", said) if said else ""


def _yes_or_no(said: str) -> str:
    return choose(said, {"yes": "", "no": ""})


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(
        prog="new-claim", description="List a new claim. What no option gives is asked for."
    )
    options.add_argument("--file", type=Path, default=Path("data/claims.yaml"))
    options.add_argument("--title", help="what was claimed, in one line")
    options.add_argument("--statement", help="the claim in full, beginning with who made it")
    options.add_argument("--kind", help="measure, result, history, commitment or position")
    options.add_argument("--topics", help="ids of topics with commas between them, the first being where it is listed")
    options.add_argument(
        "--appearance",
        action="append",
        metavar="SPEAKER,FORM,SOURCE[,DATE]",
        help="a link of the chain by which the words reached us, once for each; that of most claims if left out",
    )
    options.add_argument("--paragraph", help="the paragraph of the last appearance, from 1")
    options.add_argument("--date", help="when what the claim tells of happened")
    options.add_argument("--id", help="made of the title if left out")
    options.add_argument("--note", default=NOTE, help="what the history of the claim says")
    options.add_argument("--yes", action="store_true", help="ask nothing, and take what is usual")
    return options


def main(arguments: list[str] | None = None, *, today: date | None = None, ask: Callable[[str], str] = input) -> int:
    """Ask, put the claim in its place and say what comes next. Exit status 1 where nothing was written."""
    options = _options().parse_args(arguments)
    today = today or date.today()
    missing = [name for name in ("title", "statement", "kind", "topics") if getattr(options, name) is None]
    if missing and options.yes:
        return console.refuse(
            f"--yes asks nothing, and there is no --{' and no --'.join(missing)}", "give each, or leave --yes out"
        )
    try:
        manuscript = Manuscript.read(options.file, today=today)
        if missing:
            print(
                f"A new claim for {options.file}. Enter takes what stands in [brackets]; Ctrl-C leaves the file alone."
            )
        fields = Interview(options, Offers.of(manuscript.dataset), ask if missing else None).fields(today)
        revised, line = insert(manuscript, fields, today=today)
    except DataError as error:
        print("nothing was written", file=sys.stderr)
        return console.fail(error.findings)
    except (AnswerError, ChoiceError) as error:
        return console.refuse(str(error))
    except (EOFError, KeyboardInterrupt):
        print()
        return console.refuse("no answer, and nothing was written", "give the fields as options; --help lists them")
    try:
        revised.write()
    except OSError as error:
        return console.unwritten(error)
    print(
        f'{options.file}:{line}: claim "{fields["id"]}" is listed\n'
        f"next: add its `evidence:` and `verdict:` there, link to it in the summary of its topic, as in "
        f"[words](claim:{fields['id']}), and type make html"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
