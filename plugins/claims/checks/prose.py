"""Check the prose pages in `content/`: heads that Pelican cannot use, links that lead nowhere, and HTML that acts."""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import markdown

from ..model import links, scalars, targets
from ..model.markdown import PAGE_EXTENSIONS, lost_in_page, pictures_from_elsewhere
from ..model.parser import Names
from ..source.diagnostics import DataError, Diagnostic, Mark, listing, nearest, shown
from . import loader, signs
from .loader import Checked, RuleWarning

STANDARD = ("about", "method")
"""The pages that every site has, written or not."""
_HEAD = ("title", "slug", "description", "template", "navigation", "label", "door", "status", "lang", "save_as", "url")
_TEMPLATES = ("page", "about", "method", "exercise", "404")


@dataclass(frozen=True)
class _Page:
    """A page as it is written."""

    path: Path
    text: str

    @cached_property
    def _converter(self) -> markdown.Markdown:
        return markdown.Markdown(output_format="html", extensions=["meta", *PAGE_EXTENSIONS])

    @cached_property
    def html(self) -> str:
        """The text below the head as HTML, not cleaned."""
        return self._converter.convert(self.text)

    @cached_property
    def head(self) -> dict[str, list[str]]:
        """The values of each line at the head, by its name in small letters."""
        _ = self.html  # Markdown finds the head when it converts the text
        head: dict[str, list[str]] = self._converter.Meta  # type: ignore[attr-defined]
        return head

    def of_line(self, name: str, message: str, help: str) -> Diagnostic:
        """Return a mistake in a line at the head, at its value."""
        line = re.search(rf"^ *{re.escape(name)}: *", self.text, re.IGNORECASE | re.MULTILINE)
        return self.at(line.end() if line else 0, message, help)

    def of_words(self, words: str, message: str, help: str) -> Diagnostic:
        """Return a mistake at the first place where some words are, or at the start if they are nowhere."""
        # A link is found by its whole id: `claim:moon` is not in `claim:moon-cheese`.
        end = r"(?![a-z0-9-])" if words[-1:].isalnum() else ""
        match = re.search(re.escape(words) + end, self.text, re.IGNORECASE)
        return self.at(match.start() if match else 0, message, help)

    def at(self, position: int, message: str, help: str) -> Diagnostic:
        """Return a mistake at a character."""
        mark = Mark(self.text.count("\n", 0, position) + 1, position - self.text.rfind("\n", 0, position))
        return Diagnostic(str(self.path), mark, f"this page {message}", help, self.text.split("\n")[mark.line - 1])


def check(checked: Checked, content: Path, page_names: Collection[str], tags: Iterable[str] = ()) -> Checked:
    """Check the pages in a folder.

    Args:
        checked: The result of the check of the file of claims.
        content: The folder.
        page_names: The names of the pages that are made from the file.
        tags: The languages into which the file is translated.

    Returns:
        The result with every error and warning of the pages added.

    """
    languages = []
    for tag in () if checked.errors else (checked.dataset.site.language, *tags):
        locale = scalars.locale(tag)
        if locale:
            languages.append(locale.language)
    errors: list[Diagnostic] = []
    warnings: list[RuleWarning] = []
    for path in sorted(content.glob("pages/**/*.md")):
        if path.name.startswith("."):  # a file of an editor or of the system; settings.py makes Pelican skip it too
            continue
        try:
            page = _Page(path, loader.text_of(path))
        except DataError as error:
            errors += error.diagnostics
            continue
        faults = [*_head_faults(page, content.parent, languages)]
        faults += _text_faults(page, content, checked.names, {*page_names, *STANDARD})
        errors += sorted({*faults})
        for sign in signs.find(page.text, signs.IN_TEXTS):
            warnings.append(RuleWarning("work-is-finished", page.at(sign.start, sign.message, sign.help)))
    return replace(checked, errors=(*checked.errors, *errors), finders=(*checked.finders, lambda: warnings))


def _head_faults(page: _Page, home: Path, languages: Sequence[str]) -> Iterator[Diagnostic]:
    """Report what Pelican cannot use in the lines at the head of a page."""
    for name, example in {"title": "About this site", "description": "Who makes this site, and who pays."}.items():
        if not any(page.head.get(name, ())):
            help = f"begin it with a line such as `{name.title()}: {example}`, and no empty line before that"
            yield page.at(0, f"has no {name}", help)
    values = _values(home, languages)
    for name, (value, *more) in page.head.items():
        pattern, help = values.get(name, (".*", ""))
        if name not in _HEAD:
            near = nearest(name, _HEAD)
            help = f'did you mean "{near}"?' if near else "delete it, or write an empty line above it to show it"
            yield page.of_line(name, f"has a line {shown(name)} at its head, which says nothing", help)
        elif more:
            yield page.of_line(name, f"says its {name} on more than one line", "write it on one, however long")
        elif not re.fullmatch(pattern, value):
            yield page.of_line(name, f"has {shown(value)} as its {name}, which it cannot have", help)


def _values(home: Path, languages: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return a pattern for the value of a line at the head, and what to write instead of another, by its name."""
    templates = [*_TEMPLATES, *(path.stem for path in sorted((home / "templates").glob("*.html")))]
    return {
        "slug": (r"[\w-]+(?:/[\w-]+)*", "write words joined by hyphens, as in `Slug: about-us`"),
        "save_as": (r"(?:\w[\w.-]*/)*\w[\w.-]*\.html", "write it as in `press/kit.html`"),
        "status": ("(?i:published|hidden)", "write published or hidden, or delete the line"),
        "navigation": ("menu|foot", "write menu or foot, or delete the line"),
        "template": ("|".join(templates), f"write {listing(templates)}, or delete the line"),
        "lang": ("|".join(languages) or ".*", f"write {listing(languages)}, or delete the line"),
    }


def _text_faults(page: _Page, content: Path, names: Names | None, page_names: Collection[str]) -> Iterator[Diagnostic]:
    """Report what cannot be in the text of a page, and links that lead nowhere."""
    link_faults = [*targets.link_faults(page.text, page.html, names, {}, in_page=True)]
    for part in lost_in_page(page.html):
        if part == "href" and link_faults:
            continue
        help = "take it out, or write &lt; and &gt; for the signs themselves"
        yield page.of_words(part, f"has {shown(part)}, which pages cannot hold", help)
    for address in pictures_from_elsewhere(page.html):
        help = "save it in content/, and show that, as in ![a map]({static}/pictures/map.svg)"
        yield page.of_words(address, f"shows a picture from another host: {shown(address)}", help)
    for message, help, spot in link_faults:
        yield page.of_words(spot, message, help)
    for kind, id in dict.fromkeys(links.in_html(page.html)):
        if kind == links.PAGE and id not in page_names:
            near = nearest(id, page_names)
            help = f'did you mean "{near}"?' if near else f"it can be {listing(sorted(page_names))}"
            yield page.of_words(f"{kind}:{id}", f"links to page {shown(id)}, which is not defined", help)
    for target in dict.fromkeys(links.to_files(page.html)):
        yield from _file_faults(page, content, target)


def _file_faults(page: _Page, content: Path, target: str) -> Iterator[Diagnostic]:
    """Report a link to a file that is missing, or that Pelican would publish from outside the folder."""
    path = re.sub(r"^.\w+.|[?#].*", "", target).replace("%20", " ")
    file = content / path[1:] if path.startswith("/") else page.path.parent / path
    if not file.resolve().is_relative_to(content.resolve()):
        message = f"links to {shown(target)}, which is not in {content}/"
        yield page.of_words(target, message, "save a copy there, as in {static}/pictures/map.svg")
    elif not os.path.isfile(file):
        siblings = os.listdir(file.parent) if os.path.isdir(file.parent) else []
        near = nearest(file.name, siblings)
        help = f'did you mean "{target.replace(file.name, near)}"?' if near else "check its name"
        yield page.of_words(target, f"links to {shown(target)}, which is not there", help)
