"""The author's own drawings → SVG that stands in a page, or what a page cannot hold of them, and where.

Only what is listed here is taken over, and written anew: shapes, words and arrows. Colours and sizes of type are the
theme's, by classes, so that a drawing can be read in the light, in the dark and on a phone.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from markupsafe import Markup, escape

from ..model.records import Picture
from ..source.diagnostics import DataError, Finding, Mark, Problem, listing, nearest, shown
from . import loader, signs
from .loader import Checked, Remarked

CLASSES = ("line", "box", "head", "faint", "strong")
"""What a shape or words can look like: theme/static/css/components/drawing.css."""
MAX_WIDTH = 400  # of the viewBox: on a phone of 390 pixels, words of 16 units are then 14 pixels high
MAX_CHARS = 20_000  # compressed, a fifth of what a page may weigh

_NAMES = "|".join(CLASSES)
_NUMBERS = r"[\d\s,.eE+-]*"
_VALUES = {
    "class": rf"(?:{_NAMES})(?:\s+(?:{_NAMES}))*",
    "d": r"[\d\s,.eE+MmLlHhVvCcSsQqTtAaZz-]*",
    "id": r"[A-Za-z][\w-]*",
    "orient": r"auto|auto-start-reverse|[\d.-]+",
    "text-anchor": "start|middle|end",
    "transform": rf"(?:\s*(?:matrix|rotate|scale|skewX|skewY|translate)\({_NUMBERS}\))*\s*",
    "xmlns": re.escape("http://www.w3.org/2000/svg"),
    **dict.fromkeys(("marker-start", "marker-mid", "marker-end"), r"url\(#[A-Za-z][\w-]*\)"),
}
"""What an attribute can say; numbers, where nothing stands here."""
_LINE = "class transform marker-start marker-mid marker-end"
_WORDS = "class transform x y dx dy text-anchor"
_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    name: frozenset(attributes.split())
    for name, attributes in {
        "svg": "xmlns viewBox",
        "g": "class transform",
        "path": f"{_LINE} d",
        "line": f"{_LINE} x1 y1 x2 y2",
        "polyline": f"{_LINE} points",
        "polygon": f"{_LINE} points",
        "rect": "class transform x y width height rx ry",
        "circle": "class transform cx cy r",
        "ellipse": "class transform cx cy rx ry",
        "text": _WORDS,
        "tspan": _WORDS,
        "defs": "",
        "marker": "id viewBox refX refY markerWidth markerHeight orient",
        "title": "",
        "desc": "",
    }.items()
}
"""The elements of a drawing, and the attributes of each."""
_NOT_SHOWN = frozenset(("title", "desc"))  # the file of claims has both, in each language
_LOOKS = frozenset(("style", "fill", "stroke", "stroke-width", "stroke-dasharray", "font", "font-size", "font-family"))
_CANNOT = "which pages cannot hold"


class Drawing(NamedTuple):
    """A panel of the picture, as it stands in the page of a language."""

    title: str | None
    alt: str
    svg: Markup
    is_own: bool
    """Whether it was drawn for that language."""


class _EndedError(Exception):
    """Nothing more is read: after a DOCTYPE, without which there are no entities, for one."""


def check(checked: Checked, file: Path, content: Path) -> Checked:
    """Return what a check of the file of claims found, and what is wrong or unfinished in the drawings it names."""
    found, remarks, picture = list[Finding](), list[Remarked](), checked.dataset.site.picture
    for n, panel in enumerate(picture.panels if picture else ()):
        drawing = content / panel.file
        if not drawing.is_file():
            near = nearest(drawing.name, (other.name for other in drawing.parent.glob("*.svg")))
            help = f"did you mean {near}?" if near else "save it there, or mend its name"
            where = ("site", "picture", "panels", n, "file")
            problem = Problem(where, f"the site names a drawing that is not there: {shown(str(drawing))}", help)
            assert checked.document  # noqa: S101 - for the type checker: its picture was read from it
            found += loader.locate(file, checked.document, [problem])
    for drawing in files(picture, content):
        try:
            reader = _Reader(drawing, loader.text_of(drawing))
            found += reader.faults
            remarks += reader.remarks(drawing.relative_to(Path(os.path.normpath(content))).as_posix())
        except DataError as error:
            found += error.findings
    errors = (*checked.errors, *sorted(found))
    return replace(checked, errors=errors, finders=(*checked.finders, lambda: remarks))


def files(picture: Picture | None, content: Path) -> list[Path]:
    """Return the drawings of a picture that are there, those for other languages too."""
    named = dict.fromkeys(content / panel.file for panel in picture.panels) if picture else ()
    found = (path for file in named for path in (file, *sorted(file.parent.glob(f"{file.stem}.*.svg"))))
    return [Path(os.path.normpath(path)) for path in found if path.is_file()]


def read(picture: Picture | None, content: Path, tag: str, *, is_first: bool) -> tuple[Drawing, ...]:
    """Return the drawings of a picture that has no faults, each for a language if there is one, or else the first."""
    found = list[Drawing]()
    for n, panel in enumerate(picture.panels if picture else (), 1):
        first = content / panel.file
        own = first.with_name(f"{first.stem}.{tag}.svg")
        drawing = own if own.is_file() else first
        svg = _Reader(drawing, loader.text_of(drawing), f"drawing-{n}-").svg
        found.append(Drawing(panel.title, panel.alt, svg, is_first or drawing is own))
    return tuple(found)


class _Reader:
    """Reads one drawing: `svg` is what a page can hold of it, `faults` are what it cannot."""

    def __init__(self, path: Path, text: str, prefix: str = "") -> None:
        """`prefix` begins the ids, which stand once in a page."""
        self.path, self.lines, self.data, self.prefix = path, text.split("\n"), text.encode(), prefix
        self.faults = list[Finding]()
        self.open = list[str]()
        self.written = list[str]()
        self.ids = dict[str, Mark]()
        self.leads = list[tuple[str, Mark]]()
        self.said = list[tuple[str, Mark]]()
        parser = self.parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._words
        parser.StartDoctypeDeclHandler = lambda *declared: self._stop("a DOCTYPE")
        parser.ProcessingInstructionHandler = lambda *said: self._stop("a processing instruction")
        if len(text) > MAX_CHARS:
            message = f"has {len(text):,} characters, and {MAX_CHARS:,} is the most"
            self._fault(Mark(1, 1), message, "draw it with fewer points, or leave detail out")
            return
        try:
            parser.Parse(self.data, True)
        except expat.ExpatError as error:
            mark = self._mark(parser.ErrorByteIndex)
            words = expat.ErrorString(error.code)
            self._fault(mark, f"is no SVG: {words}", "save it again as plain SVG, or mend the line")
        except _EndedError:
            return
        for id, mark in self.leads:
            if id not in self.ids:
                near = nearest(id, self.ids)
                help = f'did you mean "{near}"?' if near else "write the id of a <marker> of this drawing"
                self._fault(mark, f"names the marker {shown(id)}, which it does not have", help)

    @property
    def svg(self) -> Markup:
        """The drawing, for a page."""
        return Markup("".join(self.written))  # noqa: S704 - written anew, of what is listed alone

    def remarks(self, name: str) -> Iterator[Remarked]:
        """Yield the signs of unfinished work in the words of a drawing of that name."""
        for text, mark in self.said:
            for sign in signs.find(text, signs.IN_PAGES):
                yield Remarked("work-is-finished", name, self._finding(mark, sign.message, sign.help), sign.words)

    def _finding(self, mark: Mark, message: str, help: str) -> Finding:
        line = self.lines[mark.line - 1] if mark.line <= len(self.lines) else ""
        return Finding(str(self.path), mark, f"this drawing {message}", help, line)

    def _fault(self, mark: Mark, message: str, help: str) -> None:
        self.faults.append(self._finding(mark, message, help))

    def _stop(self, what: str) -> None:
        self._fault(self._mark(), f"has {what}, {_CANNOT}", "take it out")
        raise _EndedError

    def _mark(self, at: int | None = None) -> Mark:
        """Return the place of a byte, or of what is being read."""
        before = self.data[: self.parser.CurrentByteIndex if at is None else at].decode(errors="replace")
        return Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))

    def _attribute_mark(self, name: str) -> Mark:
        """Return the place of an attribute of the element that is being read."""
        start = self.parser.CurrentByteIndex
        found = re.compile(rf"\s({re.escape(name)})\s*=".encode()).search(self.data, start)
        return self._mark(found.start(1) if found else start)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self.open and name != "svg":
            self._fault(self._mark(), f"begins with <{name}> and not with <svg>", "save it again as plain SVG")
            raise _EndedError
        self.open.append(name)
        self.at = self._mark()
        if name not in _ATTRIBUTES:
            help = f"take it out; it may have {listing(_ATTRIBUTES, last='and')}"
            self._fault(self._mark(), f"has <{name}>, {_CANNOT}", help)
            return
        kept = dict(self._kept(name, attributes))
        if len(self.open) == 1:
            self._check_view(kept.get("viewBox"))
            kept = {"class": "drawing__svg", "aria-hidden": "true", **kept}  # its frame has its words
        if not _NOT_SHOWN & {*self.open}:
            self.written += [f"<{name}", *(f' {key}="{escape(value)}"' for key, value in kept.items()), ">"]

    def _kept(self, element: str, attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the attributes of an element that a page can hold, with the ids that they have there."""
        for name, value in attributes.items():
            if name not in _ATTRIBUTES[element]:
                help = f"take it out; <{element}> may have {listing(sorted(_ATTRIBUTES[element])) or 'none at all'}"
                if name in _LOOKS:
                    help = f"write a class in its place: {listing(CLASSES)}, or several of them"
                self._fault(self._attribute_mark(name), f"has {name}= on <{element}>, {_CANNOT}", help)
            elif not re.fullmatch(_VALUES.get(name, _NUMBERS), value):
                self._fault(self._attribute_mark(name), f"has {name}={shown(value)}, {_CANNOT}", _help(name))
            elif name == "id":
                if value in self.ids:
                    help = "give one of the two another, and name it where it is meant"
                    self._fault(self._attribute_mark(name), f"has the id {shown(value)} twice", help)
                self.ids[value] = self._mark()
                yield name, self.prefix + value
            elif name.startswith("marker-"):
                self.leads.append((value[len("url(#") : -1], self._attribute_mark(name)))
                yield name, value.replace("#", f"#{self.prefix}")
            elif name != "xmlns":
                yield name, value

    def _check_view(self, view: str | None) -> None:
        """Report a drawing that has no size, or is so wide that its words cannot be read on a phone."""
        numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", view or "")]
        help = f'write it in the first tag, as in viewBox="0 0 360 220", up to {MAX_WIDTH} wide'
        if len(numbers) != len(("x", "y", "width", "height")):
            self._fault(self._mark(), "has no viewBox of four numbers", help)
        elif not 0 < numbers[2] <= MAX_WIDTH:
            message = f"is {numbers[2]:g} wide, and {MAX_WIDTH} is the most: words of 16 would be small on a phone"
            self._fault(self._attribute_mark("viewBox"), message, help)

    def _end(self, name: str) -> None:
        if name in _ATTRIBUTES and not _NOT_SHOWN & {*self.open}:
            self.written.append(f"</{name}>")
        self.open.pop()

    def _words(self, text: str) -> None:
        if {"text", "tspan"} & {*self.open[-1:]} and not _NOT_SHOWN & {*self.open}:
            self.written.append(escape(text))
            self.said.append((text, self.at))


def _help(name: str) -> str:
    """Return what to write as an attribute."""
    if name == "class":
        return f"write {listing(CLASSES)}, or several of them"
    if name.startswith("marker-"):
        return "write url(#id), with the id of a <marker> of this drawing"
    return "write numbers, or what is drawn by them" if name not in _VALUES else "mend it, or take it out"
