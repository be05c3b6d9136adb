"""The first mention of each term on a page → a link to the glossary, which carries the definition."""

from __future__ import annotations

import html as entities
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup, escape


class Glossary:
    """Finds the mentions of terms in HTML."""

    def __init__(self, terms: Mapping[str, tuple[Iterable[str], str]]) -> None:
        """`terms` gives, for each term's id, the spellings it takes and its definition as plain text."""
        self.links = {
            id: f'<a href="term:{id}" class="term" data-definition="{escape(text)}">' for id, (_, text) in terms.items()
        }
        self._ids = {
            _spelled(entities.escape(form, quote=False)): id for id, (forms, _) in terms.items() for form in forms
        }
        under = defaultdict[str, list[str]](
            list
        )  # their first letters: of hundreds of forms few are tried at each word
        for form in sorted(self._ids, key=len, reverse=True):
            letter = re.escape(form[0])
            under[letter].append(r"\s+".join(map(re.escape, form.split())).removeprefix(letter))
        forms = "|".join(f"{letter}(?:{'|'.join(others)})" for letter, others in under.items()) or "(?!)"
        # Links hold no links, and tags no text: both are passed over. A part of a word, or of a character that HTML
        # writes with an ampersand, is no mention.
        self._pattern = re.compile(rf"<a[ >].*?</a>|<[^>]*>|(?<![\w&-])({forms})(?![\w-])", re.DOTALL)

    def page(self) -> Mentions:
        """Return a fresh view of a page on which no term has been met."""
        return Mentions(self)

    def mentions(self, html: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and term of every mention outside links; of those that begin at one place the longest."""
        for match in self._pattern.finditer(_in_one_case(html)):
            if match[1]:
                yield *match.span(), self._ids[_spelled(match[1])]


class Mentions:
    """The terms met so far on one page, in reading order."""

    def __init__(self, glossary: Glossary, met: Iterable[str] = ()) -> None:
        self._glossary = glossary
        self._met = set(met)

    def link(self, html: Markup) -> Markup:
        """Return the HTML with the first mention of each term not yet met made a link to the glossary."""
        text, pieces, at = str(html), [], 0
        for start, end, term in self._glossary.mentions(text):
            if term not in self._met:
                self._met.add(term)
                pieces += [text[at:start], self._glossary.links[term], text[start:end], "</a>"]
                at = end
        return Markup("".join([*pieces, text[at:]])) if pieces else html  # noqa: S704 - clean HTML and our links

    def skip(self, id: str) -> Mentions:
        """Return these mentions with one more term met: a definition does not link to itself."""
        return Mentions(self._glossary, {*self._met, id})


def _spelled(form: str) -> str:
    """Return a spelling in one case, its words parted by single spaces."""
    return " ".join(_in_one_case(form).split())


def _in_one_case(text: str) -> str:
    """Return a text without capitals, each character in its place.

    A letter that would become two, as a sharp s does, is left: no place is between them.
    """
    folded = text.casefold()
    if len(folded) == len(text):
        return folded
    return "".join(one if len(one := letter.casefold()) == 1 else letter for letter in text)
