"""Every word of the pages is a message: the catalogues have each, and in brackets none is seen outside them."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from lxml import html
from lxml.html import HtmlElement

from claims.checks import loader
from claims.features import pictures
from claims.model.translation import leaves
from claims.source import catalogue
from support import datasets
from support.building import publish, small_project
from support.helpers import ROOT, TODAY

TRANSLATIONS = ROOT / "theme" / "translations"
KEYWORDS = {"N_": None, "plural": (1, 2), "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
GREEK = str.maketrans(_LATIN, "ΑΒΓΔΕΦΓΗΙΓΚΛΜΝΟΠΚΡΣΤΥΒΩΞΥΖαβγδεφγηιγκλμνοπκρστυβωξυζ")
_KEPT = re.compile(r"\]\([^)]*\)|\{[^{}|]*|https?:\S+|<[^>]*>|&\w+;")
"""What of a text is not for readers: where links lead, names of numbers that are filled in, tags."""
_IN_BRACKETS = re.compile(r"⟦[^⟦⟧]*⟧")
_NAMES = re.compile(
    r"JSON(?: Schema)?|YAML|CSV|HTML|Atom|DOI|ISBN|CC BY|English"
    r"|[\w./<>-]+\.(?:json|csv|txt|yaml)\b|https?:\S+|numbered\.moon|Title \d+"
)
"""Names that are the same in every language."""


def extracted() -> Catalog:
    """The messages that are in templates and in Python."""
    methods, options = list[tuple[str, str]](), dict[str, dict[str, str]]()
    for mapping in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]["mappings"]:
        methods.append((mapping["pattern"], mapping["method"]))
        options[mapping["pattern"]] = mapping
    catalog = Catalog()
    found = extract_from_dir(ROOT, methods, options, KEYWORDS)
    for file, _, message, _, context in found:
        catalog.add(message, locations=[(file, 1)], context=context)
    return catalog


@pytest.fixture(scope="module")
def messages() -> Catalog:
    return extracted()


def test_the_template_of_catalogues_has_every_message_and_no_other(messages: Catalog) -> None:
    with (TRANSLATIONS / "claims.pot").open("rb") as file:
        written = read_po(file)
    ids = {message.id for message in written if message.id}
    assert ids == {message.id for message in messages if message.id}, "`make translations` writes claims.pot anew"


@pytest.mark.parametrize("locale", sorted(path.name for path in TRANSLATIONS.iterdir() if path.is_dir()))
def test_a_catalogue_says_every_message(messages: Catalog, locale: str) -> None:
    """That each has the values and the tags of its original is asked when a catalogue is loaded."""
    with (TRANSLATIONS / locale / "LC_MESSAGES" / "claims.po").open("rb") as file:
        catalog = read_po(file, locale=locale)
    for message in messages:
        is_listed = not message.id or catalog.get(message.id, message.context)
        assert is_listed, f"`make translations` adds this to the catalogues, to be translated there: {message.id}"
    for message in catalog:
        assert not message.id or (not message.fuzzy and all([*message.string])), message.id


# In brackets


def greek(text: str) -> str:
    """A text in Greek letters, and what is not for readers as it is."""
    kept = _KEPT.findall(text)
    pieces = _KEPT.split(text)
    return "".join(piece.translate(GREEK) + after for piece, after in zip(pieces, [*kept, ""], strict=True))


def bracketed(messages: Catalog) -> Catalog:
    """A language in which each message is its English in brackets."""
    catalog = Catalog(locale="el")
    for message in messages:
        if message.id:
            ids = [message.id] if isinstance(message.id, str) else [*message.id]
            said = tuple(f"⟦{id}⟧" for id in ids)
            catalog.add(message.id, said if len(said) > 1 else said[0], context=message.context)
    return catalog


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, messages: Catalog) -> tuple[Path, list[str]]:
    """A published site in Greek letters whose pages say their words in brackets, and the drawings of its pictures."""
    project = small_project(tmp_path_factory.mktemp("greek") / "site", datasets.many())
    file, drawn = project / "data" / "claims.yaml", list[str]()
    texts = Catalog("el")
    for leaf in leaves(loader.load(file, today=TODAY)):
        context, (text,) = leaf.key
        texts.add(text, greek(text), context=context)
    for path, catalog in (
        ("data/translations/el.po", texts),
        ("translations/el/LC_MESSAGES/claims.po", bracketed(messages)),
    ):
        (project / path).parent.mkdir(parents=True)
        (project / path).write_text(catalogue.text_of(catalog, "el"), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures, "draw", lambda drawings, *rest, **more: drawn.extend(drawings.values()) or {})
        return publish(project, project / "output", "https://example.org/project"), drawn


def texts(element: HtmlElement) -> Iterator[str]:
    """The texts that are seen or read out, but for code and what is in another language."""
    if (
        not isinstance(element.tag, str)
        or element.tag in {"script", "style", "pre", "code"}
        or element.get("lang") == "en"
    ):
        return
    yield element.text or ""
    for name in ("aria-label", "title", "alt", "placeholder", "data-definition", "data-more", "data-copy"):
        yield element.get(name, "")
    if element.tag == "meta" and element.get("name") == "description":
        yield element.get("content", "")
    for child in element:
        yield from texts(child)
        yield child.tail or ""


def outside(text: str) -> list[str]:
    """The lines of a text that have words outside all brackets, without those inside."""
    while (less := _IN_BRACKETS.sub(" ", text)) != text:
        text = less
    lines = (re.sub("⟦[^⟧]*$|^[^⟦]*⟧", "", line) for line in text.split("\n"))  # a label is parted at its colon
    return [line.strip() for line in lines if re.search(r"[A-Za-z]{2}", _NAMES.sub(" ", line))]


def test_no_page_has_a_word_of_its_own(site: tuple[Path, list[str]]) -> None:
    found: dict[str, list[str]] = {}
    for path in sorted((site[0] / "el").rglob("*.html")):
        if words := outside("\n".join(texts(html.document_fromstring(path.read_text("utf-8"))))):
            found[str(path.relative_to(site[0]))] = words
    assert found == {}


def test_no_feed_has_one(site: tuple[Path, list[str]]) -> None:
    for path in (site[0] / "el" / "feeds").rglob("*.atom"):
        for element in ET.parse(path).iter():  # noqa: S314 - written by the test
            if element.tag.rpartition("}")[2] in {"title", "subtitle", "summary"}:
                assert outside(element.text or "") == [], path


def test_no_picture_has_one(site: tuple[Path, list[str]]) -> None:
    drawn = [svg for svg in site[1] if "⟦" in svg]
    assert drawn
    for svg in drawn:
        words = [element.text or "" for element in ET.fromstring(svg).iter() if element.tag.endswith(("text", "tspan"))]  # noqa: S314
        assert outside(" ".join(words)) == []
