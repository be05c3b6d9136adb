"""The first mention of each term on a page → a link to the glossary, which carries the definition."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape


class Glossary:
    """The terms, and how their mentions are found in HTML."""

    def __init__(self, terms: Mapping[str, tuple[Iterable[str], str]]) -> None:
        """`terms` gives, for each term's id, the spellings it takes and its definition as plain text."""
        self.links = {
            id: f'<a href="term:{id}" class="term" data-definition="{escape(text)}">' for id, (_, text) in terms.items()
        }
        self.ids = {
            _in_one_case(entities.escape(form, quote=False)): id for id, (forms, _) in terms.items() for form in forms
        }
        longest_first = sorted(self.ids, key=len, reverse=True)
        forms = "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest_first) or "(?!)"
        # Links hold no links, and tags no text: both are passed over. A part of a word, or of a character that HTML
        # writes with an ampersand, is no mention.
        letters = re.escape("".join(sorted({form[0] for form in self.ids})))  # at most words no form need be tried
        pattern = rf"<a[ >].*?</a>|<[^>]*>|(?<![\w&-])(?=[{letters}\0])({forms})(?![\w-])"
        self.mentions = re.compile(pattern, re.DOTALL | re.IGNORECASE)

    def page(self, *met: str) -> Mentions:
        """Return a fresh view of a page on which no term has been met but those given by their ids."""
        return Mentions(self, met)


class Mentions:
    """The terms met so far on one page, in reading order."""

    def __init__(self, glossary: Glossary, met: Iterable[str]) -> None:
        self._glossary = glossary
        self._met = set(met)

    def link(self, html: Markup) -> Markup:
        """Return the HTML with the first mention of each term not yet met made a link to the glossary."""
        return Markup(self._glossary.mentions.sub(self._linked, html))  # noqa: S704 - clean HTML and our links

    def _linked(self, match: re.Match[str]) -> str:
        term = self._glossary.ids.get(_in_one_case(match[1])) if match[1] else None
        if term is None or term in self._met:
            return match[0]
        self._met.add(term)
        return f"{self._glossary.links[term]}{match[0]}</a>"


def _in_one_case(form: str) -> str:
    """Return a spelling in lower case, its words parted by single spaces."""
    return " ".join(form.lower().split())
