"""The search: its page, its index with a record per text, claim, topic and so on, and the spellings of names.

This is the only module that knows Pagefind. It does not use Pagefind's command line, which reads files, nor its Python
package, which waits a tenth of a second after each record. It talks to the program as that package does: over standard
input and output, in messages of JSON in Base64, each followed by a comma.
"""

import base64
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from subprocess import PIPE, Popen
from typing import ClassVar

import pagefind_bin
from markupsafe import Markup

from ..model.records import Dataset
from ..pages.prose import ProsePage
from ..site.language import N_
from ..site.page import Findable, Page
from ..site.serialize import Json, present
from ..site.site import Site
from ..site.views import ChoiceCount, choice, verdicts
from . import Feature
from .cache import Cache, make_key

_PIECE_END = re.compile(r"(\w?)(?=</(?:h[1-6]|caption|t[hd]|li|d[td])>)")
_MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
_ASIDE = re.compile(r"<h1>.*?</h1>|<nav\b.*?</nav>", re.DOTALL)
_DASH = re.compile(r"(?<=[^\W\d])–(?=[^\W\d])")  # Pagefind divides words at a hyphen, but not at a dash
_COMPOUND = re.compile(r"’s?(?!\w)|(?<=\w)[-–](?=\w)")  # in "ferry-like" Pagefind finds "ferry" twice
_UNSPACED = "[\u3000-\u9fff\uff00-\uffef]"  # kana, Chinese characters and their punctuation, written without spaces
_CHARACTERS = re.compile(f"{_UNSPACED}+")
_SPACE = re.compile(f"(?<={_UNSPACED}) | (?={_UNSPACED})")
_SPACE_KEPT = " \u2060 "  # a word that Pagefind ignores
_COMMA = re.compile(r"\s*[,،，、]\s*")
# All other files are for Pagefind's own search boxes, which the theme does not use.
_INDEX = (".pf_meta", ".pf_index", ".pf_filter", ".pf_fragment", "pagefind-entry.json")
_WANTED = (*_INDEX, "pagefind.js", "pagefind-worker.js")


class IndexingError(Exception):
    """Pagefind could not make the index."""


def records(pages: Iterable[Page], site: Site) -> Iterator[Findable]:
    """Yield the records of these pages, and those of figures, which have no page of their own."""
    for page in pages:
        yield from page.findable()
    for series in site.data.series:
        texts = (series.title, series.description, series.note)
        also = ", ".join((series.title, *series.also))
        url = site.urls.figure(series.topics[0], series.id)
        yield Findable("figure", url, series.heading, texts, also, topics=series.topics)


def prose_record(page: ProsePage, html: str) -> Findable:
    """Return the record of a page from `content/`. Headings and table cells become sentences.

    Args:
        page: the page
        html: the page as rendered, because its template adds to its text

    """
    main = "".join(_MAIN.findall(html))
    content = _PIECE_END.sub(lambda end: f"{end[1]}. " if end[1] else " ", _ASIDE.sub("", main))
    texts = (page.metadata["description"], Markup(content))  # noqa: S704 - its tags are removed later
    return Findable("page", page.url, page.title, texts)


def text_of(record: Findable) -> str:
    """Return the text of a record as plain sentences, followed by the titles and texts of its sections."""
    parts = [_plain(part) for part in record.said]
    for section in record.sections:
        parts += [_plain(section.title), text_of(section)]
    return "".join([_sentence(part) for part in parts if part]).strip()


def _plain(part: str | tuple[str, str] | None) -> str:
    """Return a part of a record's text without tags; a name and its description become one text."""
    if isinstance(part, tuple):
        name, text = part
        colon = "：" if _CHARACTERS.match(name[-1]) else ": "
        return f"{name}{colon}{_plain(text)}"
    if isinstance(part, Markup):
        return part.striptags()
    return part or ""


def _sentence(text: str) -> str:
    """Return a text with the punctuation and the space that end a sentence in its script."""
    if text.endswith((".", "?", "!", "”")):
        return f"{text} "
    if _CHARACTERS.match(text[-1]):
        return text if text.endswith(("。", "？", "！")) else f"{text}。"
    return f"{text}. "


def spellings(dataset: Dataset) -> list[list[str]]:
    """Return, for each name and term, the ways in which people type it."""
    names = [_COMMA.split(line) for line in dataset.site.spellings]
    names += [[term.term, *term.forms] for term in dataset.glossary]
    found = []
    for forms in names:
        if len(set(forms)) > 1:
            found.append([form.casefold().replace("-", " ") for form in dict.fromkeys(forms)])
    return found


def index(records: Iterable[Findable], cache: Cache, tag: str) -> dict[str, bytes]:
    """Return the files of the index, by their paths below its folder.

    Args:
        records: the records to find
        cache: answers of Pagefind; it is asked only if the cache has no answer to the same requests
        tag: the language of the site; Pagefind finds the stems of words by its rules, if it has any

    """
    language = tag.partition("-")[0]
    requests: list[Json] = [{"type": "NewIndex", "config": {"force_language": language, "keep_index_url": True}}]
    requests += [_request(record, tag) for record in records]
    requests.append({"type": "GetFiles", "index_id": 0})
    messages = [json.dumps({"message_id": 1, "payload": request}).encode() for request in requests]
    key = make_key(["pagefind-bin"], *messages)
    answer = cache.get(key)
    if answer is None:
        answer = _ask(messages)
        cache.put(key, answer)
    cache.prune({key})
    files = {file["path"]: file["content"] for file in json.loads(answer)["payload"]["files"]}
    wasm = f"wasm.{language}.pagefind"
    endings = (*_WANTED, wasm if wasm in files else "wasm.unknown.pagefind")
    return {path: base64.b64decode(content) for path, content in files.items() if path.endswith(endings)}


def _divided(text: str) -> str:
    """Return a text with each Chinese or Japanese character as a word, as search.js does with queries.

    Only the larger edition of Pagefind finds words in such texts, and browsers divide queries by other rules.
    """
    if not _CHARACTERS.search(text):
        return text
    text = _SPACE.sub(_SPACE_KEPT, text)
    text = _CHARACTERS.sub(lambda run: f" {' '.join(run[0])} ", text)
    return " ".join(text.split())


def _request(record: Findable, tag: str) -> Json:
    """Return the request to add a record. Its metadata is searched too, with more weight than its text.

    A record with sections is added as a page, because Pagefind offers the headings of pages as results too.
    """
    if record.sections:
        return {"type": "AddFile", "index_id": 0, "url": record.url, "file_contents": _page_of(record)}
    names = ", ".join(filter(None, (record.title, record.also)))
    lang = getattr(record.title, "lang", "")  # of an Original
    return {
        "type": "AddRecord",
        "index_id": 0,
        "url": record.url or "./",  # of an empty one Pagefind makes another address at each search
        "content": _divided(_DASH.sub("-", text_of(record))),
        "language": tag.partition("-")[0],
        "meta": present(
            title=_divided(record.title),
            names=_divided(_COMPOUND.sub(" ", names)),
            answer=_divided(record.answer),
            lang=lang if lang != tag else "",
            by=record.by,
            found=record.label.name if record.label else "",
        ),
        "filters": present(
            kind=[record.kind],
            topic=record.topics,
            verdict=[record.label.value] if record.label else [],
            text=[record.of_text] if record.of_text else [],
        ),
        "sort": None,
    }


def _page_of(record: Findable) -> str:
    """Return a record with sections as an HTML page for Pagefind."""
    pieces = [Markup('<meta data-pagefind-filter="kind[content]" content="{}">').format(record.kind)]
    pieces.append(Markup("<h1>{}</h1>").format(_divided(record.title)))
    for section in record.sections:
        fragment = section.url.partition("#")[2]
        pieces.append(Markup('<h2 id="{}">{}</h2>').format(fragment, _divided(section.title)))
        pieces.append(Markup("<p>{}</p>").format(_divided(_DASH.sub("-", text_of(section)))))
    return f"<html><body>{''.join(pieces)}</body></html>"


def _ask(messages: Sequence[bytes]) -> bytes:
    """Return Pagefind's answer to the last message. Raise IndexingError if a message failed.

    All messages are sent before any answer is read, which saves a sixth of the time: Pagefind keeps reading while its
    answers wait. It exits at the end of its input, even if it still owes answers, so its input stays open until the
    last one.
    """
    pieces: list[bytes] = []
    answered = 0
    command = [pagefind_bin.get_executable(), "--service"]
    # If Pagefind exits early, the pipe breaks; the missing answers are reported below.
    with suppress(BrokenPipeError), Popen(command, stdin=PIPE, stdout=PIPE) as process:  # noqa: S603 - a fixed command
        assert process.stdin  # noqa: S101 - for the type checker
        assert process.stdout  # noqa: S101
        for message in messages:
            process.stdin.write(base64.b64encode(message) + b",")
        process.stdin.flush()
        while answered < len(messages):
            piece = os.read(process.stdout.fileno(), 1 << 16)
            if not piece:
                break
            pieces.append(piece)
            answered += piece.count(b",")
    answers = [base64.b64decode(answer) for answer in b"".join(pieces).split(b",")[:-1]]
    for answer in answers:
        payload = json.loads(answer)["payload"]
        if payload["type"] == "Error":
            raise IndexingError(f"Pagefind says: {payload['message']}")
    if answered < len(messages):
        raise IndexingError("Pagefind ended before it had answered")
    return answers[-1]


_WORDS = (
    N_("Search"),
    N_("Search this site’s claims, topics, figures, sources, terms and events, or browse the lists."),
)
"""The title and description of the page."""


class Search(Feature):
    """A search that runs in the reader's browser and shows results while the reader types."""

    places: ClassVar = {"menu": "features/search/menu.html", "not-found": "features/search/not-found.html"}
    bundles: ClassVar = {"site.css": ("features/search/search.css",), "site.js": ("features/search/search-key.js",)}

    def pages(self) -> Iterator[Page]:
        """Yield the search page."""
        yield SearchPage(self.build.site)

    def begin(self) -> None:
        """Start to make the index in another thread; Pagefind does most of the work."""
        build = self.build
        site = build.site
        findables = [*records(build.pages, site)]
        for page in build.prose:
            html = build.render(f"{page.template}.html", page.save_as, page=page)
            findables.append(prose_record(page, html))
        tag = site.language.tag
        cache = Cache(build.cache / "search" / tag)
        self.index = ThreadPoolExecutor(1).submit(index, findables, cache, tag)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files of the index, once it is ready."""
        for path, content in self.index.result().items():
            yield f"pagefind/{path}", content


class SearchPage(Page):
    """`/search/`, with the lists that readers can browse without a script, or where the search cannot run."""

    def __init__(self, site: Site) -> None:
        title, description = (site.language.gettext(words) for words in _WORDS)
        super().__init__(site, "search", (title, description), "features/search/search.html")
        data = site.data
        self.spellings = spellings(data)
        self.topics = site.topics.values()
        self.texts = site.texts.values() if len(site.texts) > 1 else ()
        """The texts to choose from, if there are several."""
        self.counts = {
            "text": len(data.texts),
            "claim": len(data.claims),
            "topic": len(data.topics),
            "figure": len(data.series),
            "source": len(data.sources),
            "term": len(data.glossary),
            "event": len(data.events),
        }
        """How many records of each kind there are."""
        self.count = sum(self.counts.values())

    @property
    def verdicts(self) -> Sequence[ChoiceCount]:
        """How many claims have each verdict."""
        return verdicts(self.site.claims.values(), self.site.language)

    @property
    def kinds(self) -> list[ChoiceCount]:
        """The counts, with the names of the kinds."""
        language = self.site.language
        return [ChoiceCount(choice=choice(kind, language), count=count) for kind, count in self.counts.items()]


FEATURE = Search
