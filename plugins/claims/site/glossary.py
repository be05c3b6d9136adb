"""The first mention of each term on a page → a link to the glossary, which carries the definition."""

import html as entities
import re
from collections.abc import Callable, Iterable, Mapping

from markupsafe import Markup, escape

_SPACE = r"\s+"
_LETTER = "[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
"""Letters of scripts that have no spaces between words: Thai, Lao, kana and Chinese characters."""
_SPACELESS = re.compile(_LETTER)

Linker = Callable[[Markup], Markup]
"""Returns HTML with the terms that its page has not met yet made links. Give it the page's pieces in reading order."""


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
        # Links hold no links, and tags no text: both are passed over. A part of a word, or of a character that HTML
        # writes with an ampersand, is no mention, but for spellings of a script that has no spaces between words.
        letters = re.escape("".join(sorted({form[0] for form in self.ids})))  # at most words no form need be tried
        before, after, alone = r"(?<![\w&-])", r"(?![\w-])", [form for form in longest_first if _SPACELESS.search(form)]
        if alone:
            before, after = rf"(?<![&-])(?:(?<!\w)|(?<={_LETTER}))", rf"(?!-)(?:(?!\w)|(?={_LETTER}))"
        words = [form for form in longest_first if form not in alone]
        forms = f"{_any_of(alone)}|{before}{_any_of(words)}{after}" if alone else f"{before}{_any_of(words)}{after}"
        pattern = rf"<a[ >].*?</a>|<[^>]*>|(?=[{letters}\0])({forms})"
        self.mentions = re.compile(pattern, re.DOTALL | re.IGNORECASE)

    def page(self, *met: str) -> Linker:
        """Return the linker of one page, for the first mention of each term but those whose ids were `met` before."""
        known = {*met}

        def linked(match: re.Match[str]) -> str:
            term = self.ids.get(_in_one_case(match[1])) if match[1] else None
            if term is None or term in known:
                return match[0]
            known.add(term)
            return f"{self.links[term]}{match[0]}</a>"

        return lambda html: Markup(self.mentions.sub(linked, html))  # noqa: S704 - clean HTML and our links


def _any_of(forms: Iterable[str]) -> str:
    """Return what finds any of some spellings; of none nothing."""
    return f"(?:{'|'.join(_SPACE.join(map(re.escape, form.split())) for form in forms) or '(?!)'})"


def _in_one_case(form: str) -> str:
    """Return a spelling in lower case, its words parted by single spaces."""
    return " ".join(form.lower().split())
