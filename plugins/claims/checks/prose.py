"""Prose pages in `content/` → what is wrong with them, and where, which Pelican would not say."""

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..model import links, scalars, targets
from ..model.markdown import CLOSE, acting, html_of_page, unclosed, words
from ..model.parser import Names
from ..resources import packaged
from ..source.dates import is_date
from ..source.diagnostics import DataError, Diagnostic, Mark, listing, nearest, shown
from ..source.grouping import by_key
from . import loader, publication, signs
from .loader import Checked, RuleWarning
from .publication import held_back

NEEDED = ("about", "method")
"""The pages to which others lead."""
PLACES = ("menu", "foot")
"""Where a page can stand in the navigation of every page."""

_NOT_MARKDOWN = {".rst", ".html", ".htm", ".markdown", ".mkd", ".mdown"}  # which Pelican would make pages of too
_NOT_PAGES = {".txt", ".doc", ".docx", ".odt", ".rtf", ".md"}  # nothing is made of these, nor of `.MD`
_STEP = r"(?!\.)(?:[^/\\:;%&|{}?#]|%20)+"
_ACTS = r"(?!.*\.(?i:x?html?|m?js|xml|css|wasm|svgz)(?:[?#]|$))"
_PLAIN_LINK = re.compile(rf"{_ACTS}({'|'.join(links.TO_FILES)})(/|(\.\.?/)*)({_STEP}/)*{_STEP}([?#].*)?")
"""A link to a file that Pelican and the system read alike: it goes up at its start alone, and holds no codes."""
_SLUG = re.compile(r"[\w-]+(?:/[\w-]+)*")
"""A name, or several below one another, that leads to no other folder than its own."""
_TAKEN = frozenset(("data", "embed", "feeds", "home", "index", "pagefind", "share", "theme"))
"""Folders in which other files of the site are, or which are no names of pages."""
MAX_ADDRESS = 200  # bytes: names of files have up to 255
_STATUSES = ("published", "hidden", "draft")
_HEAD = ("title", "slug", "description", "template", "navigation", "label", "door", "status", "lang", "save_as", "url")
# As Markdown's extension "meta" has it.
_NAMED = re.compile(r" {0,3}(?!---)([A-Za-z0-9_-]+):\s*(.*)")
_CONTINUED = re.compile(r" {4,}(\s*\S.*)")


@dataclass(frozen=True)
class _Line:
    """A line at the head of a page; one that goes on under it has its name too."""

    name: str
    value: str
    mark: Mark
    """Where its value stands."""


@dataclass(frozen=True)
class _Page:
    """A page as it is written."""

    path: Path
    text: str
    head: dict[str, list[_Line]]
    body: str
    """What is in Markdown."""

    def __getitem__(self, name: str) -> str:
        """Return what a line at the head says, or an empty text."""
        return self.head[name][0].value if name in self.head else ""

    @property
    def is_draft(self) -> bool:
        """Whether it is not to be published."""
        return self["status"].lower() == "draft"

    def mark(self, at: int) -> Mark:
        """Return the place of a character."""
        return Mark(self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at))

    def diagnostic(self, where: Mark | str, message: str, help: str) -> Diagnostic:
        """Return a fault, marked there, or where these words first stand, or else at the start."""
        if isinstance(where, str):
            # Of a link the whole id: `claim:moon` does not stand in `claim:moon-cheese`.
            whole = r"(?![a-z0-9-])" if where[-1:].isalnum() else ""
            found = re.search(re.escape(where) + whole, self.text, re.IGNORECASE) if where else None
            where = self.mark(found.start() if found else 0)
        line = self.text.split("\n")[where.line - 1]
        return Diagnostic(str(self.path), where, f"this page {message}", help, line)


def check(checked: Checked, content: Path, lists: Collection[str], tags: Iterable[str] = ()) -> Checked:
    """Return what a check of the file found, and every mistake and warning of the pages in a folder beside it.

    `lists` are the names of the pages that are made from the file, `tags` the languages into which it is translated.
    """
    tags = [] if checked.errors else [checked.dataset.site.language, *tags]
    languages = [found.language for found in map(scalars.locale, tags) if found]
    errors = (*checked.errors, *faults(content, checked.names, lists, languages))
    held = {(record.kind_name, record.id) for record in held_back(checked.dataset)}
    warnings = [] if errors else [found for path in files(content) for found in _warnings(_read(path), content, held)]
    return replace(checked, errors=errors, finders=(*checked.finders, lambda: warnings))


def _warnings(page: _Page, content: Path, held: Collection[tuple[str, str]]) -> Iterator[RuleWarning]:
    """Yield the signs of unfinished work in a page, and its links to what is not published; a draft may have both."""
    if page.is_draft:
        return
    name = page.path.relative_to(content).as_posix()
    for sign in signs.find(page.text, signs.IN_PAGES):
        diagnostic = page.diagnostic(page.mark(sign.start), sign.message, sign.help)
        yield RuleWarning("work-is-finished", name, diagnostic, sign.words)
    found = [(mark, CLOSE) for mark in unclosed(page.body, html_of_page)[:1]]
    braces = re.findall(r"\{+[^{}\n]*\}+", words(html_of_page(page.body)))
    for mark, help in [*found, *((sign, "take it out: nothing is filled in in a page") for sign in braces)]:
        diagnostic = page.diagnostic(mark, f"has {shown(mark)}, which readers see as it stands", help)
        yield RuleWarning("signs-mean-something", name, diagnostic, mark)
    ways = [(f"{kind}:{id}", f'{kind} "{id}"') for kind, id in _to_records(page.text) if (kind, id) in held]
    for target in links.others(page.body):
        file = _file(page, content, target)
        if target.startswith(links.TO_FILES) and file.suffix == ".md" and _read(file).is_draft:
            ways.append((target, shown(target)))
    for spot, what in dict.fromkeys(ways):
        diagnostic = page.diagnostic(spot, f"leads to {what}, {publication.HELD_BACK}", publication.HELP)
        yield RuleWarning("nothing-published-leads-to-a-draft", name, diagnostic, spot)


def faults(
    content: Path, names: Names | None, lists: Collection[str], languages: Sequence[str] = ()
) -> tuple[Diagnostic, ...]:
    """Return what keeps files from being pages that say what their authors meant, or from being text at all.

    That is nothing where the folder is not there; where the file has no `names`, links to its records are passed over.
    """
    found = list[Diagnostic]()
    there, made = set[str](), dict[str, Path]()
    pages = files(content)
    for path in sorted(content.rglob("*")):
        is_placed = path.is_relative_to(content / "pages")
        if _leads_out(path, content):
            fault = "this leads out of the folder, or to one, and what is there would be published", "put a copy here"
        elif path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
            fault = "cannot read the folder", "check that you may read it: its pages would be missing"
        elif path.suffix in _NOT_MARKDOWN and is_placed:
            fault = "this page is no Markdown, and is not checked", f"write it as {path.stem}.md"
        elif path.suffix != ".md" and path.suffix.lower() in _NOT_PAGES and is_placed:
            help = f"write it as plain text in {path.name.partition('.')[0]}.md"
            fault = "nothing is made of this file, because it is no Markdown page", help
        elif path in pages and not is_placed:
            help = f"move it to {content / 'pages' / path.name}"
            fault = "nothing is made of this page, because it is not in pages/", help
        else:
            continue
        found.append(Diagnostic(str(path), Mark(1, 1), *fault))
    for path in (path for path in pages if path.is_relative_to(content / "pages")):
        try:
            page = _read(path)
        except DataError as error:
            found += error.diagnostics
            there.add(path.stem)  # as it may be called
            continue
        there.add(_address(page))
        found += _head_faults(page, content.parent, languages)
        found += _address_faults(page, lists, languages, made)
        found += _text_faults(page, content, names, lists)
    for name in NEEDED if content.is_dir() else ():
        if name not in there:
            help = f"write one with a line `Slug: {name}` at its head"
            message = f'there is no page "{name}", and others lead to it'
            found.append(Diagnostic(str(content), Mark(1, 1), message, help))
    return tuple(sorted(set(found)))


def files(content: Path) -> list[Path]:
    """Return the pages in a folder, less what begins with a dot, an editor's or the system's, and links out of it."""
    pages = (path for path in sorted(content.rglob("*.md")) if not path.name.startswith("."))
    return [path for path in pages if not _leads_out(path, content)]


def _leads_out(path: Path, content: Path) -> bool:
    """Return whether a path is a link out of a folder, or to a folder, where `..` would mean another place."""
    leads_out = not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(content))
    return path.is_symlink() and (leads_out or path.is_dir())


def _read(path: Path) -> _Page:
    text = loader.text_of(path).translate({2: "", 3: "", 13: "\n"}).expandtabs(4)  # as Markdown reads it
    head, lines, number = list[_Line](), text.split("\n"), 0
    for number, line in enumerate(lines, 1):
        if found := _NAMED.match(line):
            head.append(_Line(found[1].lower(), found[2].strip(), Mark(number, found.start(2) + 1)))
        elif head and (found := _CONTINUED.match(line)):
            head.append(replace(head[-1], value=found[1].strip(), mark=Mark(number, found.start(1) + 1)))
        elif number > 1 or not line.startswith("---"):
            break
    return _Page(path, text, by_key((line.name, line) for line in head), "\n".join(lines[number - 1 :]))


def _address(page: _Page) -> str:
    """Return the name of the folder in which the page stands, or an empty text where it stands elsewhere."""
    if page["save_as"] or page["status"].lower() in {"hidden", "draft"}:
        return ""
    named = re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", page["title"]).strip()).lower()  # as Pelican does
    return page["slug"] or named or page.path.stem


def _head_faults(page: _Page, home: Path, languages: Sequence[str]) -> Iterator[Diagnostic]:
    if not re.search(r"\w", page["title"]):  # the folder is named by its letters
        help = "begin it with a line such as `Title: About this site`, and no empty line before that"
        yield page.diagnostic("", "has no title", help)
    if not page["description"]:
        help = "add a line such as `Description: Who makes this site, and who pays.` at its head"
        yield page.diagnostic("", "has no description", help)
    tag = page.path.stem.partition(".")[2]  # as in `about.es.md`
    if scalars.is_language(tag) and not page["lang"]:
        help = f"add a line `Lang: {tag}` at its head, or take `.{tag}` out of its name"
        yield page.diagnostic("", f"is called {shown(page.path.name)}, and does not say that it is in {tag}", help)
    for name, (first, *others) in page.head.items():
        if name not in (*_HEAD, "date", "modified", "tags"):  # which blogs have
            near, mark = nearest(name, _HEAD), Mark(first.mark.line, 1)
            help = f'did you mean "{near}"?' if near else "delete it, or write an empty line above it to show it"
            yield page.diagnostic(mark, f"has a line {shown(name)} at its head, which says nothing", help)
        if others:
            help = "write it on one, however long"
            yield page.diagnostic(others[0].mark, f"says its {name} on more than one line", help)
    for name, (is_right, help) in _forms(home, languages).items():
        for line in page.head.get(name, []):
            if not is_right(line.value):
                yield page.diagnostic(line.mark, f"has {shown(line.value)} as its {name}, which it cannot have", help)


def _forms(home: Path, languages: Collection[str]) -> dict[str, tuple[Callable[[str], object], str]]:
    """Return of lines at the head whether they can say a thing, and what to write where they cannot."""
    folders = (home / "templates", packaged("theme") / "templates")
    a_day, a_path = "write it as in 2026-05-01, or delete it: pages do not show it", "write it as in `press/kit.html`"
    # Without the signs of doubt that a date of a claim can have.
    day = (lambda value: re.fullmatch("[0-9-]+( [0-9:]+)?", value) and is_date(value.split(" ")[0]), a_day)
    return {
        "draft": (lambda value: False, "write `Status: draft`"),
        "slug": (_SLUG.fullmatch, "write words joined by hyphens, as in `Slug: about-us`"),
        "status": (lambda value: value.lower() in _STATUSES, f"write {listing(_STATUSES)}, or delete the line"),
        "navigation": (PLACES.__contains__, f"write {listing(PLACES)}, or delete the line"),
        "template": (
            lambda value: any(os.path.isfile(folder / f"{value}.html") for folder in folders),
            f"write {listing(('page', *NEEDED))}, or delete the line",
        ),
        "lang": (lambda value: not languages or value in languages, f"write {listing(languages)}, or delete the line"),
        **dict.fromkeys(("date", "modified"), day),
        "save_as": (re.compile(r"(?:\w[\w.-]*/)*\w[\w.-]*\.html").fullmatch, a_path),
        "url": (lambda value: not re.search(r"^/|[\\:]|(^|/)\.\.(/|$)", value), a_path),
    }


def _address_faults(
    page: _Page, lists: Collection[str], languages: Sequence[str], made: dict[str, Path]
) -> Iterator[Diagnostic]:
    """Report a page that would stand where something else does, or where no file can be.

    `made` are the pages before it, under their files, to which it is added.
    """
    named = next(iter(page.head.get("save_as") or page.head.get("slug") or ()), None)
    where, address = named.mark if named else Mark(1, 1), _address(page)
    help = (
        "write another name, such as who-we-are" if named else "add a line such as `Slug: who-we-are` under its title"
    )
    folder = page["lang"] if page["lang"] not in languages[:1] else ""
    file = os.path.join(folder, address, "index.html") if address else os.path.normpath(page["save_as"])
    top = next((part for part in file.split("/") if part not in languages[1:]), "").removesuffix(".html")
    if top in {*lists, *_TAKEN}:
        yield page.diagnostic(where, f"would be {file}, where the site has something of its own", help)
    elif (first := made.setdefault(file, page.path)) is not page.path and file != ".":
        yield page.diagnostic(where, f"would be {file}, as {first} would", help)
    if (size := len((address or page["save_as"] or page["slug"] or page["title"]).encode())) > MAX_ADDRESS:
        yield page.diagnostic(where, f"has an address of {size} bytes, and {MAX_ADDRESS} is the most", help)


def _text_faults(page: _Page, content: Path, names: Names | None, lists: Collection[str]) -> Iterator[Diagnostic]:
    if line := links.deep_line(page.text):
        yield page.diagnostic(line, f"has {links.TOO_DEEP}", links.LESS_DEEP)
    excess = scalars.excess(page.text)
    for sign, message, help in (*scalars.unseen(page.text), *excess):
        yield page.diagnostic(sign, message, help)
    html = "" if line or excess else html_of_page(page.text, "meta")
    if heading := re.search(r"^#(?!#).*|^.*\n=+ *$", page.body, re.MULTILINE) if "<h1" in html else None:
        help = "write `##` before it: the title at its head is the first heading"
        yield page.diagnostic(heading[0], "has a second heading of the first rank", help)
    plain = {target for target in links.others(page.text) if not links.leads_somewhere(target)}  # these are told below
    refused = [found for found in acting(html) if found[1] not in plain]
    for tag, attribute, help in refused:
        what = f"{shown(attribute)} in {shown(tag)}" if attribute else shown(tag)
        yield page.diagnostic(tag if tag in page.text else attribute, f"has {what}, which pages cannot hold", help)
    told = [attribute for _, attribute, _ in refused]
    for message, help, spot in targets.link_faults(page.text, html, names, {}, in_page=True, told=told):
        yield page.diagnostic(spot, message, help)
    for kind, id in dict.fromkeys([*_to_records(page.text), *links.in_html(html)]):
        if kind == links.PAGE and id not in {*lists, *NEEDED}:
            near = nearest(id, {*lists, *NEEDED})
            help = f'did you mean "{near}"?' if near else f"it can be {listing(sorted({*lists, *NEEDED}))}"
            yield page.diagnostic(f"{kind}:{id}", f"links to page {shown(id)}, which is not defined", help)
    for target in dict.fromkeys(links.to_files(html)):
        yield from _file_faults(page, content, target)


def _to_records(text: str) -> list[tuple[str, str]]:
    """Return kind and id of each link to a record or a page that is written plainly."""
    to_pages = (target.partition(":")[::2] for target in links.others(text))
    return [*links.targets(text), *((kind, id) for kind, id in to_pages if kind == links.PAGE)]


def _file(page: _Page, content: Path, target: str) -> Path:
    """Return the file to which a link leads."""
    name = re.split("[?#]", target.partition("}")[2])[0].replace("%20", " ")
    return content / name[1:] if name.startswith("/") else page.path.parent / name


def _file_faults(page: _Page, content: Path, target: str) -> Iterator[Diagnostic]:
    """Report a link to a file that is missing, or that Pelican might take from outside the folder."""
    file = _file(page, content, target)
    is_inside = Path(os.path.abspath(content)) in Path(os.path.abspath(file)).parents
    if not is_inside or not _PLAIN_LINK.fullmatch(target):
        message = f"links to {shown(target)}, which is not a page, picture or document in {content}/"
        help = "save a copy there, and write the way to it plainly, as in {static}/pictures/map.svg"
        yield page.diagnostic(target, message, help)
    elif not os.path.isfile(file):
        others = os.listdir(file.parent) if os.path.isdir(file.parent) else ()
        near = nearest(file.name, (other for other in others if not other.startswith(".")))
        help = f'did you mean "{target.replace(file.name, near)}"?' if near else "check its name"
        yield page.diagnostic(target, f"links to {shown(target)}, which is not there", help)
