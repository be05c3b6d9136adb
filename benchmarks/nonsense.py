"""Prose that nobody could take for a claim: made-up words, in sentences as long as the real ones."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from random import Random

from .shape import Lengths

_FIRST = ("b", "c", "d", "f", "g", "l", "m", "n", "p", "qu", "r", "s", "t", "v", "br", "cl", "gr", "pl", "st", "tr", "")
_VOWELS = ("a", "a", "e", "e", "i", "i", "o", "o", "u", "u", "ae", "ia")
_LAST = ("", "", "", "n", "r", "s", "t", "l", "m", "nt", "rum")
_SENTENCES = 6000  # as many as nobody meets twice in one text
_TERM = 0.045  # how often a word is one that the glossary explains: about as often as in the real prose
_SHORT = 60  # words of one syllable
_FALL = 0.9  # the n-th most frequent word is about n times rarer than the first, as in every language


class Nonsense:
    """A language of its own, always the same for one seed; `words` begins with the most frequent."""

    def __init__(self, rng: Random, words: int, terms: int) -> None:
        self._rng = rng
        self.words = tuple(itertools.islice(_words(rng), words))
        self.terms = tuple(self._phrases(terms))
        """For each term of the glossary, the spellings it takes."""
        self._sentences = tuple(self._make_sentences())

    def line(self, lengths: Lengths) -> str:
        """A few sentences that stand on one line."""
        return self._prose(self._length(lengths))

    def title(self, lengths: Lengths, number: int) -> str:
        """Words without a full stop; the number makes it the only one of its kind."""
        end = f" {number}"
        return self._cut(self._rng.choice(self._sentences).lower(), self._length(lengths) - len(end)).capitalize() + end

    def text(self, lengths: Lengths, paragraphs: int, links: Sequence[str]) -> list[str]:
        """Paragraphs, with sentences that begin with links to these records, such as `source:some-id`."""
        whole = self._length(lengths) // paragraphs
        return [self._prose(whole, links[n::paragraphs]) for n in range(paragraphs)]

    def slug(self) -> str:
        """Two words that can begin an id."""
        return "-".join(self._rng.choices(self.words[:400], k=2))

    def _length(self, lengths: Lengths) -> int:
        mode = 3 * lengths.mean - lengths.least - lengths.most  # a triangle with this mean
        return round(self._rng.triangular(lengths.least, lengths.most, max(lengths.least, mode)))

    def _prose(self, length: int, links: Sequence[str] = ()) -> str:
        parts = []
        for link in links:
            first, second, rest = self._rng.choice(self._sentences).split(" ", 2)
            parts.append(f"[{first} {second}]({link}) {rest}")
        here = sum(map(len, parts)) + len(parts)
        while here < length:
            parts.append(self._rng.choice(self._sentences))
            here += len(parts[-1]) + 1
        text = " ".join(parts)
        return text if here <= length or len(parts) <= len(links) else f"{self._cut(text, length - 1)}."

    def _cut(self, text: str, length: int) -> str:
        return text[: length + 1].rpartition(" ")[0].rstrip(".,") or text[:length]

    def _phrases(self, count: int) -> Iterator[tuple[str, ...]]:
        """Terms of one to three words, with none to three other spellings."""
        met = set[str]()
        while count:
            term = " ".join(self._rng.choices(self.words, k=self._rng.choice((1, 2, 2, 3))))
            forms = (term, f"{term}m", f"{term} {self._rng.choice(self.words)}", f"{term}que")
            if len(term) > 5 and not met.intersection(forms):  # noqa: PLR2004 - shorter ones would stand everywhere
                met.update(forms)
                yield forms[: self._rng.choice((1, 2, 3, 3, 4))]
                count -= 1

    def _make_sentences(self) -> Iterator[str]:
        frequent = list(itertools.accumulate(1 / (n + 3) ** _FALL for n in range(len(self.words))))
        explained = list(itertools.accumulate(1 / (n + 1) for n in range(len(self.terms))))
        for _ in range(_SENTENCES):
            words = self._rng.choices(self.words, cum_weights=frequent, k=self._rng.randrange(8, 24))
            for n in range(2, len(words)):
                if self._rng.random() < _TERM:
                    words[n] = self._rng.choice(self._rng.choices(self.terms, cum_weights=explained)[0])
            if self._rng.random() < 0.4:  # noqa: PLR2004 - about as many as in the real prose
                words[len(words) // 2] += ","
            sentence = " ".join(words)
            yield f"{sentence[0].upper()}{sentence[1:]}."


def _words(rng: Random) -> Iterator[str]:
    """Different words, the short ones first, because those are the frequent ones."""
    met = set[str]()
    while True:
        size = 1 if len(met) < _SHORT else rng.choice((2, 2, 2, 3, 3, 4))
        word = "".join(rng.choice(_FIRST) + rng.choice(_VOWELS) for _ in range(size)) + rng.choice(_LAST)
        if len(word) > 1 and word not in met:
            met.add(word)
            yield word
