"""Check the author's own drawings, and turn them into SVG for a page.

Only shapes, words and arrows that are listed here are written to the page. Colours and type sizes come from the theme,
by classes, so that a drawing can be read in light mode, in dark mode and on a phone.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import nh3
from markupsafe import Markup

from ..model.records import Picture
from ..source.diagnostics import DataError, Diagnostic, Mark, Problem, listing, nearest, shown
from . import loader, signs
from .loader import Checked, RuleWarning

CLASSES = ("line", "box", "head", "faint", "strong")
"""What a shape or words can look like: theme/static/css/components/drawing.css."""
MAX_WIDTH = 400  # of the viewBox: on a phone of 390 pixels, words of 16 units are then 14 pixels high

_SHAPES = {"path", "line", "polyline", "polygon", "rect", "circle", "ellipse"}
_ELEMENTS = {"svg", "g", *_SHAPES, "text", "tspan", "defs", "marker"}
_NOT_SHOWN = {"title", "desc"}  # the file of claims has both, in each language
_MEASURES = {"x", "y", "dx", "dy", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "points"}
_OF_MARKERS = {"refX", "refY", "markerWidth", "markerHeight", "orient", "marker-start", "marker-mid", "marker-end"}
_ATTRIBUTES = {*_MEASURES, *_OF_MARKERS, "viewBox", "class", "d", "id", "text-anchor", "transform"}
_BEGIN = re.compile(r"<(?!/|\?xml\b|!--)[^>]*>?")
_TAG = re.compile(r"""<([a-zA-Z]+)((?:\s+[\w:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*/?>""")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*["']([^"']*)""")
_ELSEWHERE = re.compile(r"url\((?!#)")
_VIEW = re.compile(r"""<svg\b[^>]*\sviewBox=["']\s*[\d.-]+[\s,]+[\d.-]+[\s,]+(\d+(?:\.\d+)?)""")
_WORDS_NOT_SHOWN = re.compile(r"<(title|desc)\b.*?</\1>", re.DOTALL)


class Drawing(NamedTuple):
    """A panel of the picture, as it stands in the page of a language."""

    title: str | None
    alt: str
    svg: Markup
    is_own: bool
    """Whether it was drawn for that language."""


def check(checked: Checked, file: Path, content: Path) -> Checked:
    """Check the drawings that the file of claims names.

    Args:
        checked: The result of the checks so far.
        file: The file of claims.
        content: The folder of the drawings.

    Returns:
        The result with every error and warning of the drawings added.

    """
    picture = checked.dataset.site.picture
    errors: list[Diagnostic] = []
    warnings: list[RuleWarning] = []
    for n, panel in enumerate(picture.panels if picture else ()):
        drawing = content / panel.file
        if not os.path.isfile(drawing):
            near = nearest(drawing.name, [other.name for other in drawing.parent.glob("*.svg")])
            help = f"did you mean {near}?" if near else "save it there, or mend its name"
            where = ("site", "picture", "panels", n, "file")
            problem = Problem(where, f"the site names a drawing that is not there: {shown(str(drawing))}", help)
            assert checked.document  # noqa: S101 - for the type checker: its picture was read from it
            errors += loader.locate(file, checked.document, [problem])
    for drawing in files(picture, content):
        try:
            text = loader.text_of(drawing)
        except DataError as error:
            errors += error.diagnostics
            continue
        errors += _faults(drawing, text)
        warnings += _warnings(drawing, text)
    errors.sort()
    return replace(checked, errors=(*checked.errors, *errors), finders=(*checked.finders, lambda: warnings))


def files(picture: Picture | None, content: Path) -> list[Path]:
    """Return the files of a picture's drawings that exist, each followed by those for other languages."""
    paths: list[Path] = []
    for file in dict.fromkeys(content / panel.file for panel in picture.panels) if picture else ():
        candidates = (file, *sorted(file.parent.glob(f"{file.stem}.*.svg")))
        paths += [Path(os.path.normpath(path)) for path in candidates if os.path.isfile(path)]
    return paths


def read(picture: Picture | None, content: Path, tag: str, *, is_first: bool) -> tuple[Drawing, ...]:
    """Return the drawings of a picture as a page shows them, once `check` has found no mistakes in them.

    Args:
        picture: The picture.
        content: The folder of its drawings.
        tag: The language of the page. A panel without a drawing for it shows the one for the first language.
        is_first: Whether the page is in the first language.

    """
    drawings = []
    for n, panel in enumerate(picture.panels if picture else (), 1):
        first = content / panel.file
        translated = first.with_name(f"{first.stem}.{tag}.svg")
        is_translated = os.path.isfile(translated)
        svg = _cleaned(loader.text_of(translated if is_translated else first), f"drawing-{n}-")
        drawings.append(Drawing(panel.title, panel.alt, svg, is_own=is_first or is_translated))
    return tuple(drawings)


def _cleaned(text: str, prefix: str) -> Markup:
    """Return a drawing as a page contains it; `prefix` begins its ids, which must be unique in a page."""
    attributes = {"*": _ATTRIBUTES}
    svg = nh3.clean(text, tags=_ELEMENTS, clean_content_tags=_NOT_SHOWN, attributes=attributes, link_rel=None)
    svg = re.sub(r"(?<=>)\s+(?=<)", "", svg[svg.index("<svg") :].strip())
    svg = re.sub(r'(\sid="|url\(#)', rf"\1{prefix}", svg)
    return Markup(svg.replace("<svg", '<svg class="drawing__svg" aria-hidden="true"', 1))  # noqa: S704 - it was cleaned


def _faults(path: Path, text: str) -> Iterator[Diagnostic]:
    """Yield what would be taken out of a drawing, and a width that cannot be read on a phone."""
    for begin in _BEGIN.finditer(text):
        for refused in _refused(begin[0]):
            help = f"take it out; colours come from a class: {listing(CLASSES)}"
            yield _diagnostic(path, text, begin.start(), f"has {shown(refused)}, which pages cannot hold", help)
    view = _VIEW.search(text)
    if not view or not 0 < float(view[1]) <= MAX_WIDTH:
        help = f'write its size on <svg>, as in viewBox="0 0 360 220", at most {MAX_WIDTH} wide'
        yield _diagnostic(path, text, 0, "has no viewBox, or one that is too wide for a phone", help)


def _refused(begin: str) -> list[str]:
    """Return what pages cannot hold of the start of an element: the whole, or some of its attributes."""
    tag = _TAG.fullmatch(begin)
    if not tag or tag[1] not in {*_ELEMENTS, *_NOT_SHOWN}:
        return [begin]
    refused = []
    for name, value in _ATTRIBUTE.findall(tag[2]):
        has_other_class = name == "class" and not {*value.split()} <= {*CLASSES}
        if name not in {*_ATTRIBUTES, "xmlns"} or has_other_class or _ELSEWHERE.search(value):
            refused.append(f"{name}={value}")
    return refused


def _warnings(path: Path, text: str) -> Iterator[RuleWarning]:
    """Yield the signs of unfinished work in the words of a drawing."""
    words = _WORDS_NOT_SHOWN.sub(lambda title: re.sub(r"\S", " ", title[0]), text)
    for sign in signs.find(words, signs.IN_TEXTS):
        yield RuleWarning("work-is-finished", _diagnostic(path, text, sign.start, sign.message, sign.help))


def _diagnostic(path: Path, text: str, index: int, message: str, help: str) -> Diagnostic:
    mark = Mark(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
    return Diagnostic(str(path), mark, f"this drawing {message}", help, text.split("\n")[mark.line - 1])
