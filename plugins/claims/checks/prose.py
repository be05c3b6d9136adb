"""Check the prose pages in `content/`: report each mistake with its place, which Pelican does not do."""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..model import links, scalars, targets
from ..model.markdown import CLOSE, acting, html_of_page, unclosed, words
from ..model.parser import Names
from ..resources import packaged
from ..source.dates import is_date
from ..source.diagnostics import DataError, Diagnostic, Mark, listing, nearest, shown
from ..source.grouping import by_key
from . import loader, signs
from .loader import Checked, RuleWarning

NEEDED = ("about", "method")
"""The pages that other pages link to."""
PLACES = ("menu", "foot")
"""The places in the navigation of every page where a page can have a link."""

_NOT_MARKDOWN = {".rst", ".html", ".htm", ".markdown", ".mkd", ".mdown"}  # Pelican would make pages of these too
_NOT_PAGES = {".txt", ".doc", ".docx", ".odt", ".rtf", ".md"}  # nothing is made of these; `.md` is for `.MD`
_STEP = r"(?!\.)(?:[^/\\:;%&|{}?#]|%20)+"
_ACTS = r"(?!.*\.(?i:x?html?|m?js|xml|css|wasm|svgz)(?:[?#]|$))"
_PLAIN_LINK = re.compile(rf"{_ACTS}({'|'.join(links.TO_FILES)})(/|(\.\.?/)*)({_STEP}/)*{_STEP}([?#].*)?")
"""A link to a file that means the same to Pelican and to the system: `..` only at its start, and no percent codes."""
_BELOW_THE_FIRST_ROW = "write a line such as `| --- | --- |` below the first row, and an empty line above it"
_NO_LINK = re.compile(r"https?://[^\s”)]+|\bwww\.[^\s”)]+|\[\[[^][]+\]\]|\[\^\w+\]|\]\[[\w -]*\]")
"""What stays text in a page, and is a link elsewhere."""
_SLUG = re.compile(r"[\w-]+(?:/[\w-]+)*")
"""A name, or several with slashes between them; none leads out of its folder."""
_TAKEN = frozenset(("data", "feeds", "home", "index", "pagefind", "share", "theme"))
"""Folders of other files of the site, and words that are not names of pages."""
MAX_ADDRESS = 200  # bytes; names of files have up to 255
_STATUSES = ("published", "hidden")
_HEAD = ("title", "slug", "description", "template", "navigation", "label", "door", "status", "lang", "save_as", "url")
_OF_BLOGS = ("date", "modified", "tags")
_MISPLACED = re.compile(
    rf"\A\s*[*_-]*\s*(?:{'|'.join(_HEAD)})\b[^\w\n]*[:：=].*"
    r"|^[^\w\n]*status[^\w\n]*[:：=][^\w\n]*hidden[^\w\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line of the head that is below it or in another form: it is text."""
# As Markdown's extension "meta" has it.
_NAMED = re.compile(r" {0,3}(?!---)([A-Za-z0-9_-]+):\s*(.*)")
_CONTINUED = re.compile(r" {4,}(\s*\S.*)")


@dataclass(frozen=True)
class _Line:
    """A line in the head of a page; a continuation line has the name of the line that it continues."""

    name: str
    value: str
    mark: Mark
    """The place of its value."""


@dataclass(frozen=True)
class _Page:
    """A page as it is written. `_read` makes it."""

    path: Path
    text: str
    head: dict[str, list[_Line]]
    """The lines of the head, by name."""
    body: str
    """The text below the head, in Markdown."""

    def __getitem__(self, name: str) -> str:
        """Return the value of a line in the head, or an empty text."""
        return self.head[name][0].value if name in self.head else ""

    def mark(self, position: int) -> Mark:
        """Return the mark of a character."""
        return Mark(self.text.count("\n", 0, position) + 1, position - self.text.rfind("\n", 0, position))

    def mark_of(self, spot: str) -> Mark:
        """Return the mark of the first place where some words are, or of the start if they are nowhere."""
        # A link is found by its whole id: `claim:moon` is not in `claim:moon-cheese`.
        end = r"(?![a-z0-9-])" if spot[-1:].isalnum() else ""
        match = re.search(re.escape(spot) + end, self.text, re.IGNORECASE) if spot else None
        return self.mark(match.start() if match else 0)

    def diagnostic(self, where: Mark | str, message: str, help: str) -> Diagnostic:
        """Return a mistake with its place: a mark, or words in the text."""
        mark = where if isinstance(where, Mark) else self.mark_of(where)
        return Diagnostic(str(self.path), mark, f"this page {message}", help, self.text.split("\n")[mark.line - 1])


def check(checked: Checked, content: Path, lists: Collection[str], tags: Iterable[str] = ()) -> Checked:
    """Check the pages in a folder.

    Args:
        checked: The result of the check of the file of claims.
        content: The folder.
        lists: The names of the pages that are made from the file.
        tags: The languages into which the file is translated.

    Returns:
        The result with every error and warning of the pages added.

    """
    languages = []
    for tag in () if checked.errors else (checked.dataset.site.language, *tags):
        locale = scalars.locale(tag)
        if locale:
            languages.append(locale.language)
    errors = (*checked.errors, *faults(content, checked.names, lists, languages))
    warnings: list[RuleWarning] = []
    for path in () if errors else files(content):
        warnings += _warnings(_read(path))
    return replace(checked, errors=errors, finders=(*checked.finders, lambda: warnings))


def _warnings(page: _Page) -> Iterator[RuleWarning]:
    """Yield the signs of unfinished work in a page, and signs without a meaning."""
    for sign in signs.find(page.text, signs.IN_TEXTS):
        diagnostic = page.diagnostic(page.mark(sign.start), sign.message, sign.help)
        yield RuleWarning("work-is-finished", diagnostic)
    for spot, help in _meaningless_signs(page):
        diagnostic = page.diagnostic(spot, f"has {shown(spot)}, which readers see as it stands", help)
        yield RuleWarning("signs-mean-something", diagnostic)


def _meaningless_signs(page: _Page) -> Iterator[tuple[str, str]]:
    """Yield each sign in a page that readers would see, and the help."""
    html = html_of_page(page.body)
    for mark in unclosed(page.body, html_of_page)[:1]:
        yield mark, _BELOW_THE_FIRST_ROW if mark.startswith("|") else CLOSE
    for braces in re.findall(r"\{+[^{}\n]*\}+", words(html)):
        yield braces, "take it out: nothing is filled in in a page"
    for sign in _NO_LINK.findall(words(re.sub("(?s)<a .*?</a>", "", html))):
        yield sign, "write a link as [words](https://…), and take out footnotes and links of wikis"


def faults(
    content: Path, names: Names | None, lists: Collection[str], languages: Sequence[str] = ()
) -> tuple[Diagnostic, ...]:
    """Return every mistake in a folder of pages: in where files are, and in their heads, addresses, texts and links.

    Args:
        content: The folder. If it does not exist there are no mistakes.
        names: The names of the file's records; None leaves links to records unchecked.
        lists: The names of the pages that are made from the file.
        languages: The languages of the site, that of the file first.

    """
    diagnostics = _misplaced_files(content)
    names_of_pages = set[str]()
    files_of_pages = dict[str, Path]()
    for path in files(content):
        if not path.is_relative_to(content / "pages"):
            continue
        try:
            page = _read(path)
        except DataError as error:
            diagnostics += error.diagnostics
            names_of_pages.add(path.stem)  # its name may be this
            continue
        names_of_pages.add(_address(page))
        diagnostics += _head_faults(page, content.parent, languages)
        diagnostics += _address_faults(page, lists, languages, files_of_pages)
        diagnostics += _text_faults(page, content, names, lists)
    for name in NEEDED if content.is_dir() else ():
        if name not in names_of_pages:
            message = f'there is no page "{name}", and others lead to it'
            help = f"write one with a line `Slug: {name}` at its head"
            diagnostics.append(Diagnostic(str(content), Mark(1, 1), message, help))
    return tuple(sorted(set(diagnostics)))


def _misplaced_files(content: Path) -> list[Diagnostic]:
    """Return a mistake for each file and folder that Pelican would read in an unexpected way, or not at all."""
    diagnostics = []
    pages = files(content)
    for path in sorted(content.rglob("*")):
        is_in_pages = path.is_relative_to(content / "pages")
        if _leads_out(path, content):
            message = "this leads out of the folder, or to one, and what is there would be published"
            help = "put a copy here"
        elif path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
            message, help = "cannot read the folder", "check that you may read it: its pages would be missing"
        elif path.suffix in _NOT_MARKDOWN and is_in_pages:
            message, help = "this page is no Markdown, and is not checked", f"write it as {path.stem}.md"
        elif path.suffix != ".md" and path.suffix.lower() in _NOT_PAGES and is_in_pages:
            message = "nothing is made of this file, because it is no Markdown page"
            help = f"write it as plain text in {path.name.partition('.')[0]}.md"
        elif path in pages and not is_in_pages:
            message = "nothing is made of this page, because it is not in pages/"
            help = f"move it to {content / 'pages' / path.name}"
        else:
            continue
        diagnostics.append(Diagnostic(str(path), Mark(1, 1), message, help))
    return diagnostics


def files(content: Path) -> list[Path]:
    """Return the pages in a folder, without links out of it and without names that begin with a dot."""
    paths = [path for path in sorted(content.rglob("*.md")) if not path.name.startswith(".")]
    return [path for path in paths if not _leads_out(path, content)]


def _leads_out(path: Path, content: Path) -> bool:
    """Return whether a path is a link out of a folder, or to a folder, in which `..` would mean another place."""
    leads_out = not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(content))
    return path.is_symlink() and (leads_out or path.is_dir())


def _read(path: Path) -> _Page:
    """Return a page with its head apart from its body, as Markdown reads it."""
    text = loader.text_of(path).translate({2: "", 3: "", 13: "\n"}).expandtabs(4)
    lines = text.split("\n")
    head: list[_Line] = []
    number = 0
    for number, line in enumerate(lines, 1):
        named = _NAMED.match(line)
        continued = _CONTINUED.match(line) if head else None
        if named:
            head.append(_Line(named[1].lower(), named[2].strip(), Mark(number, named.start(2) + 1)))
        elif continued:
            head.append(_Line(head[-1].name, continued[1].strip(), Mark(number, continued.start(1) + 1)))
        elif number > 1 or not line.startswith("---"):
            break
    return _Page(path, text, by_key((line.name, line) for line in head), "\n".join(lines[number - 1 :]))


def _address(page: _Page) -> str:
    """Return the name of the folder that a page is written to, or an empty text if it is written elsewhere."""
    if page["save_as"] or page["status"].lower() == "hidden":
        return ""
    slug = re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", page["title"]).strip()).lower()  # as Pelican does
    return page["slug"] or slug or page.path.stem


def _head_faults(page: _Page, home: Path, languages: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield what is wrong in the lines at the head of a page: title, description, language, names and values."""
    if not re.search(r"\w", page["title"]):  # its letters are the name of the page's folder
        help = "begin it with a line such as `Title: About this site`, and no empty line before that"
        yield page.diagnostic("", "has no title", help)
    misplaced = _MISPLACED.search(page.body) if page.head and not _NAMED.match(page.body) else None
    if misplaced:
        words_below = misplaced[0].strip()
        message = f"has the line {shown(words_below)} below its head, which readers would see"
        yield page.diagnostic(words_below, message, "write it directly under the title, in the form `Status: hidden`")
    if not page["description"]:
        help = "add a line such as `Description: Who makes this site, and who pays.` at its head"
        yield page.diagnostic("", "has no description", help)
    tag = page.path.stem.partition(".")[2]  # as in `about.es.md`
    if scalars.is_language(tag) and not page["lang"]:
        help = f"add a line `Lang: {tag}` at its head, or take `.{tag}` out of its name"
        yield page.diagnostic("", f"is called {shown(page.path.name)}, and does not say that it is in {tag}", help)
    for name, lines in page.head.items():
        if name not in (*_HEAD, *_OF_BLOGS):
            near = nearest(name, _HEAD)
            help = f'did you mean "{near}"?' if near else "delete it, or write an empty line above it to show it"
            mark = Mark(lines[0].mark.line, 1)
            yield page.diagnostic(mark, f"has a line {shown(name)} at its head, which says nothing", help)
        if len(lines) > 1:
            help = "write it on one, however long"
            yield page.diagnostic(lines[1].mark, f"says its {name} on more than one line", help)
        for line in lines:
            help = _value_fault(name, line.value, home, languages)
            if help:
                yield page.diagnostic(line.mark, f"has {shown(line.value)} as its {name}, which it cannot have", help)


def _value_fault(name: str, value: str, home: Path, languages: Sequence[str]) -> str:
    """Return what to write in place of a value that a line in the head cannot have; empty if it can have it."""
    match name:
        case "slug" if not _SLUG.fullmatch(value):
            return "write words joined by hyphens, as in `Slug: about-us`"
        case "status" if value.lower() not in _STATUSES:
            return f"write {listing(_STATUSES)}, or delete the line"
        case "navigation" if value not in PLACES:
            return f"write {listing(PLACES)}, or delete the line"
        case "template" if not _is_template(value, home):
            return f"write {listing(('page', *NEEDED))}, or delete the line"
        case "lang" if languages and value not in languages:
            return f"write {listing(languages)}, or delete the line"
        case "date" | "modified" if not _is_day(value):
            return "write it as in 2026-05-01, or delete it: pages do not show it"
        case "save_as" if not re.fullmatch(r"(?:\w[\w.-]*/)*\w[\w.-]*\.html", value):
            return "write it as in `press/kit.html`"
        case "url" if re.search(r"^/|[\\:]|(^|/)\.\.(/|$)", value):
            return "write it as in `press/kit.html`"
    return ""


def _is_template(name: str, home: Path) -> bool:
    folders = (home / "templates", packaged("theme") / "templates")
    return any(os.path.isfile(folder / f"{name}.html") for folder in folders)


def _is_day(value: str) -> bool:
    """Return whether a value is a date, with or without a time of day; the signs of doubt of claims are not allowed."""
    return re.fullmatch("[0-9-]+( [0-9:]+)?", value) is not None and is_date(value.split(" ", maxsplit=1)[0])


def _address_faults(
    page: _Page, lists: Collection[str], languages: Sequence[str], files_of_pages: dict[str, Path]
) -> Iterator[Diagnostic]:
    """Report a page whose file another page or part of the site has, or whose address is too long.

    Args:
        page: The page.
        lists: The names of the pages that are made from the file of claims.
        languages: The languages of the site, that of the file first.
        files_of_pages: The pages before this one, by the files they are written to; this one is added.

    """
    address = _address(page)
    naming_lines = page.head.get("save_as") or page.head.get("slug")
    if naming_lines:
        mark = naming_lines[0].mark
        help = "write another name, such as who-we-are"
    else:
        mark = Mark(1, 1)
        help = "add a line such as `Slug: who-we-are` under its title"
    folder = page["lang"] if page["lang"] not in languages[:1] else ""
    file = os.path.join(folder, address, "index.html") if address else os.path.normpath(page["save_as"])
    file = file.replace(os.sep, "/")
    steps = [step for step in file.split("/") if step not in languages[1:]]
    first_page = files_of_pages.get(file, page.path)
    if steps and steps[0].removesuffix(".html") in {*lists, *_TAKEN}:
        yield page.diagnostic(mark, f"would be {file}, where the site has something of its own", help)
    elif first_page is not page.path and file != ".":
        yield page.diagnostic(mark, f"would be {file}, as {first_page} would", help)
    else:
        files_of_pages[file] = page.path
    size = len((address or page["save_as"] or page["slug"] or page["title"]).encode())
    if size > MAX_ADDRESS:
        yield page.diagnostic(mark, f"has an address of {size} bytes, and {MAX_ADDRESS} is the most", help)


def _text_faults(page: _Page, content: Path, names: Names | None, lists: Collection[str]) -> Iterator[Diagnostic]:
    """Report what cannot be in the text of a page, and links that lead nowhere."""
    deep_line = links.deep_line(page.text)
    if deep_line:
        yield page.diagnostic(deep_line, f"has {links.TOO_DEEP}", links.LESS_DEEP)
    excess = scalars.excess(page.text)
    for sign, message, help in (*scalars.unseen(page.text), *excess):
        yield page.diagnostic(sign, message, help)
    html = "" if deep_line or excess else html_of_page(page.text, "meta")
    heading = re.search(r"^#(?!#).*|^.*\n=+ *$", page.body, re.MULTILINE) if "<h1" in html else None
    if heading:
        help = "write `##` before it: the title at its head is the first heading"
        yield page.diagnostic(heading[0], "has a second heading of the first rank", help)
    # The link check below reports these.
    broken_links = {target for target in links.others(page.text) if not links.leads_somewhere(target)}
    refused_attributes = []
    for tag, attribute, help in acting(html):
        if attribute not in broken_links:
            refused_attributes.append(attribute)
            name = f"{shown(attribute)} in {shown(tag)}" if attribute else shown(tag)
            spot = tag if tag in page.text else attribute
            yield page.diagnostic(spot, f"has {name}, which pages cannot hold", help)
    for message, help, spot in targets.link_faults(page.text, html, names, {}, in_page=True, told=refused_attributes):
        yield page.diagnostic(spot, message, help)
    page_names = {*lists, *NEEDED}
    for kind, id in dict.fromkeys([*_to_records(page.text), *links.in_html(html)]):
        if kind == links.PAGE and id not in page_names:
            near = nearest(id, page_names)
            help = f'did you mean "{near}"?' if near else f"it can be {listing(sorted(page_names))}"
            yield page.diagnostic(f"{kind}:{id}", f"links to page {shown(id)}, which is not defined", help)
    for target in dict.fromkeys(links.to_files(html)):
        yield from _file_faults(page, content, target)


def _to_records(text: str) -> list[tuple[str, str]]:
    """Return kind and id of each plain link to a record or a page."""
    pages = [target.partition(":") for target in links.others(text) if target.startswith(f"{links.PAGE}:")]
    return links.targets(text) + [(kind, id) for kind, _, id in pages]


def _file(page: _Page, content: Path, target: str) -> Path:
    """Return the file that a link leads to."""
    path = re.split("[?#]", target.partition("}")[2])[0].replace("%20", " ")
    return content / path[1:] if path.startswith("/") else page.path.parent / path


def _file_faults(page: _Page, content: Path, target: str) -> Iterator[Diagnostic]:
    """Report a link to a file that is missing, or that Pelican might take from outside the folder."""
    file = _file(page, content, target)
    is_inside = Path(os.path.abspath(content)) in Path(os.path.abspath(file)).parents
    if not is_inside or not _PLAIN_LINK.fullmatch(target):
        message = f"links to {shown(target)}, which is not a page, picture or document in {content}/"
        help = "save a copy there, and write the way to it plainly, as in {static}/pictures/map.svg"
        yield page.diagnostic(target, message, help)
    elif not os.path.isfile(file):
        siblings = os.listdir(file.parent) if os.path.isdir(file.parent) else []
        near = nearest(file.name, [name for name in siblings if not name.startswith(".")])
        help = f'did you mean "{target.replace(file.name, near)}"?' if near else "check its name"
        yield page.diagnostic(target, f"links to {shown(target)}, which is not there", help)
