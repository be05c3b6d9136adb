"""Link the first mention of each term on a page to the glossary. The link carries the definition."""

import html as entities
import re
from collections.abc import Callable, Iterable, Mapping

from markupsafe import Markup, escape

_SPACE = r"\s+"
_LETTER = "[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
"""Letters of scripts that have no spaces between words: Thai, Lao, kana and Chinese characters."""
_SPACELESS = re.compile(_LETTER)

Linker = Callable[[Markup], Markup]
"""Returns HTML with a link at the first mention of each term on the page. Call it in reading order."""


class Glossary:
    """The terms, and a pattern that finds them in HTML."""

    def __init__(self, terms: Mapping[str, tuple[Iterable[str], str]]) -> None:
        """Prepare the links and the pattern.

        Args:
            terms: for the id of each term, its spellings and its definition as plain text

        """
        self.links: dict[str, str] = {}
        """The opening tag of the link to each term, by id."""
        self.ids: dict[str, str] = {}
        """The id of the term of each spelling, in lower case."""
        for id, (forms, definition) in terms.items():
            self.links[id] = f'<a href="term:{id}" class="term" data-definition="{escape(definition)}">'
            for form in forms:
                self.ids[_in_one_case(entities.escape(form, quote=False))] = id
        self.mentions = _mentions(self.ids)
        """Finds a mention as its first group. Matches without it are links and tags, in which there are no mentions."""

    def linker(self, *, excluding: Iterable[str] = ()) -> Linker:
        """Return a linker for one page.

        Args:
            excluding: the ids of terms that it does not link, such as the term that a page defines

        """
        linked = set(excluding)

        def link(match: re.Match[str]) -> str:
            term = self.ids.get(_in_one_case(match[1])) if match[1] else None
            if term is None or term in linked:
                return match[0]
            linked.add(term)
            return f"{self.links[term]}{match[0]}</a>"

        return lambda html: Markup(self.mentions.sub(link, html))  # noqa: S704 - clean HTML and our links


def _mentions(forms: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds spellings in HTML, the longest first.

    A part of a word is no mention, nor is a part of a character reference such as `&amp;`. Spellings of scripts without
    spaces are found anywhere.
    """
    longest_first = sorted(forms, key=len, reverse=True)
    spaceless = [form for form in longest_first if _SPACELESS.search(form)]
    spaced = [form for form in longest_first if not _SPACELESS.search(form)]
    if spaceless:
        before = rf"(?<![&-])(?:(?<!\w)|(?<={_LETTER}))"
        after = rf"(?!-)(?:(?!\w)|(?={_LETTER}))"
        any_form = f"{_any_of(spaceless)}|{before}{_any_of(spaced)}{after}"
    else:
        any_form = rf"(?<![\w&-]){_any_of(spaced)}(?![\w-])"
    # Most words begin with a letter that no spelling begins with; the lookahead passes over them quickly.
    letters = re.escape("".join(sorted({form[0] for form in longest_first})))
    pattern = rf"<a[ >].*?</a>|<[^>]*>|(?=[{letters}\0])({any_form})"
    return re.compile(pattern, re.DOTALL | re.IGNORECASE)


def _any_of(forms: Iterable[str]) -> str:
    """Return a pattern that matches any of some spellings, with any white space between words."""
    patterns = []
    for form in forms:
        words = [re.escape(word) for word in form.split()]
        patterns.append(_SPACE.join(words))
    return f"(?:{'|'.join(patterns) or '(?!)'})"


def _in_one_case(form: str) -> str:
    """Return a spelling in lower case, with single spaces between words."""
    return " ".join(form.lower().split())
