"""Check the author's own drawings, and turn them into SVG for a page.

Only shapes, words and arrows that are listed here are written to the page. Colours and type sizes come from the theme,
by classes, so that a drawing can be read in light mode, in dark mode and on a phone.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, NoReturn
from xml.parsers import expat

from markupsafe import Markup, escape

from ..model.records import Picture
from ..source.diagnostics import DataError, Diagnostic, Mark, Problem, listing, nearest, shown
from . import loader, signs
from .loader import Checked, RuleWarning

CLASSES = ("line", "box", "head", "faint", "strong")
"""What a shape or words can look like: theme/static/css/components/drawing.css."""
MAX_WIDTH = 400  # of the viewBox: on a phone of 390 pixels, words of 16 units are then 14 pixels high
MAX_CHARS = 20_000  # compressed, a fifth of what a page may weigh

_NAMES = "|".join(CLASSES)
_NUMBERS = r"[\d\s,.eE+-]*"
_ARROW = r"url\(#[A-Za-z][\w-]*\)"
_MEASURES = "x y dx dy x1 y1 x2 y2 cx cy r rx ry width height points viewBox refX refY markerWidth markerHeight"
_ATTRIBUTES = {
    **dict.fromkeys(_MEASURES.split(), _NUMBERS),
    "class": rf"(?:{_NAMES})(?:\s+(?:{_NAMES}))*",
    "d": r"[\d\s,.eE+MmLlHhVvCcSsQqTtAaZz-]*",
    "id": r"[A-Za-z][\w-]*",
    **dict.fromkeys(("marker-start", "marker-mid", "marker-end"), _ARROW),
    "orient": r"auto|auto-start-reverse|[\d.-]+",
    "text-anchor": "start|middle|end",
    "transform": rf"(?:\s*(?:matrix|rotate|scale|skewX|skewY|translate)\({_NUMBERS}\))*\s*",
    "xmlns": re.escape("http://www.w3.org/2000/svg"),
}
"""The attributes of a drawing, and what each can say: nothing leads out of it, and nothing acts."""
_SHAPES = ("path", "line", "polyline", "polygon", "rect", "circle", "ellipse")
_ELEMENTS = ("svg", "g", *_SHAPES, "text", "tspan", "defs", "marker", "title", "desc")
_OF_THE_WHOLE = ("xmlns", "viewBox")  # its size is the theme's
_NOT_SHOWN = frozenset(("title", "desc"))  # the file of claims has both, in each language
_CANNOT = "which pages cannot hold"
_HELP = {
    "class": f"write {listing(CLASSES)}, or several of them",
    **dict.fromkeys(_MEASURES.split(), "write numbers, or what is drawn by them"),
    **dict.fromkeys(("marker-start", "marker-mid", "marker-end"), "write url(#id), with the id of a <marker>"),
}


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
            reader = _Reader(drawing)
        except DataError as error:
            errors += error.diagnostics
            continue
        errors += reader.faults
        warnings += reader.warnings()
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
        svg = _Reader(translated if is_translated else first, f"drawing-{n}-").svg
        drawings.append(Drawing(panel.title, panel.alt, svg, is_own=is_first or is_translated))
    return tuple(drawings)


class _Reader:
    """Reads one drawing: `svg` is the part that a page can contain, `faults` are the mistakes."""

    def __init__(self, path: Path, prefix: str = "") -> None:
        """Read a drawing; `prefix` begins its ids, which must be unique in a page.

        Raises:
            DataError: if it cannot be read to its end.

        """
        text = loader.text_of(path)
        self.path, self.lines, self.data, self.prefix = path, text.split("\n"), text.encode(), prefix
        self.faults = list[Diagnostic]()
        self.open = list[str]()
        self.written = list[str]()
        self.texts = list[tuple[str, Mark]]()
        parser = self.parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._words
        # Without a DOCTYPE there are no entities.
        parser.StartDoctypeDeclHandler = lambda *declared: self._stop(f"has a DOCTYPE, {_CANNOT}", "take it out")
        if len(text) > MAX_CHARS:
            message = f"has {len(text):,} characters, and {MAX_CHARS:,} is the most"
            self._stop(message, "draw it with fewer points, or leave detail out")
        try:
            parser.Parse(self.data, True)
        except expat.ExpatError as error:
            self._stop(f"is no SVG: {expat.ErrorString(error.code)}", "save it again as plain SVG, or mend the line")

    @property
    def svg(self) -> Markup:
        """The drawing, for a page."""
        return Markup("".join(self.written))  # noqa: S704 - written anew, of what is listed alone

    def warnings(self) -> Iterator[RuleWarning]:
        """Yield the signs of unfinished work in the words of a drawing."""
        for text, mark in self.texts:
            for sign in signs.find(text, signs.IN_TEXTS):
                yield RuleWarning("work-is-finished", self._diagnostic(mark, sign.message, sign.help))

    def _diagnostic(self, mark: Mark, message: str, help: str) -> Diagnostic:
        return Diagnostic(str(self.path), mark, f"this drawing {message}", help, self.lines[mark.line - 1])

    def _mark(self) -> Mark:
        """Return the mark of the current position."""
        before = self.data[: max(self.parser.CurrentByteIndex, 0)].decode(errors="replace")
        return Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))

    def _fault(self, message: str, help: str) -> None:
        self.faults.append(self._diagnostic(self._mark(), message, help))

    def _stop(self, message: str, help: str) -> NoReturn:
        self._fault(message, help)
        raise DataError(self.faults)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        """Report what the beginning of an element may not have, and write the element without it."""
        if not self.open and name != "svg":
            self._stop(f"begins with <{name}> and not with <svg>", "save it again as plain SVG")
        self.open.append(name)
        self.at = self._mark()
        if name not in _ELEMENTS:
            self._fault(f"has <{name}>, {_CANNOT}", f"take it out; it may have {listing(_ELEMENTS, last='and')}")
            return
        kept = dict(self._kept(name, attributes))
        if len(self.open) == 1:
            self._check_view(kept.get("viewBox"))
            kept = {"class": "drawing__svg", "aria-hidden": "true", **kept}  # its frame has its words
        if not _NOT_SHOWN & {*self.open}:
            self.written += [f"<{name}", *(f' {key}="{escape(value)}"' for key, value in kept.items()), ">"]

    def _kept(self, element: str, attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the attributes of an element that a page can contain, with prefixed ids; report the others."""
        for name, value in attributes.items():
            if name not in (_OF_THE_WHOLE if element == "svg" else _ATTRIBUTES):
                help = f"take it out; how a shape or words look is said by a class: {listing(CLASSES)}"
                self._fault(f"has {name}= on <{element}>, {_CANNOT}", help)
            elif not re.fullmatch(_ATTRIBUTES[name], value):
                help = _HELP.get(name, "mend it, or take it out")
                self._fault(f"has {name}={shown(value)}, {_CANNOT}", help)
            elif name != "xmlns":
                yield name, self.prefix + value if name == "id" else value.replace("#", f"#{self.prefix}")

    def _check_view(self, view: str | None) -> None:
        """Report a drawing that has no size, or is so wide that its words cannot be read on a phone."""
        numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", view or "")]
        help = f'write it in the first tag, as in viewBox="0 0 360 220", up to {MAX_WIDTH} wide'
        if len(numbers) != len(("x", "y", "width", "height")):
            self._fault("has no viewBox of four numbers", help)
        elif not 0 < numbers[2] <= MAX_WIDTH:
            message = f"is {numbers[2]:g} wide, and {MAX_WIDTH} is the most: words of 16 would be small on a phone"
            self._fault(message, help)

    def _end(self, name: str) -> None:
        if name in _ELEMENTS and not _NOT_SHOWN & {*self.open}:
            self.written.append(f"</{name}>")
        self.open.pop()

    def _words(self, text: str) -> None:
        if {"text", "tspan"} & {*self.open[-1:]} and not _NOT_SHOWN & {*self.open}:
            self.written.append(escape(text))
            self.texts.append((text, self.at))
