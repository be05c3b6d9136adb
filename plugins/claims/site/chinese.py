"""Where a line of Chinese can end: between words, which are written without spaces."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

# What is written without spaces, as Chinese is; and what begins no line, and ends none, beside it.
WIDE = r"[\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\uff01-\uff9f\U00020000-\U0003ffff]"
_CLOSING = r"，。、．：；？！）》〉」』】〕］”’…—～·・％%),.:;?!\]的了吗"
_OPENING = r"（《〈「『【〔［“‘(\[￥¥$"
_BESIDE = f"(?<={WIDE})|(?<={WIDE}[”’])|(?={WIDE})"
_BETWEEN = re.compile(f"(?<=[^ {_OPENING}])(?=[^{_CLOSING}])(?:{_BESIDE})")
_RUN = re.compile("[0\u4e00-\u9fff]+")
_DIGITS = re.compile(r"\d+")
_ONE_WORD = 6  # times as often as by chance: tried on 49 titles; with 4.5 some are hard to set, with 11 words are cut


class Neighbours:
    """How often characters stand in the texts of a site, and how often beside each other.

    Two characters that stand beside each other much more often than chance would have it are taken for one word. So
    are a number and the character that counts.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        """Count the characters of these texts."""
        self._characters = Counter[str]()
        self._pairs = Counter[tuple[str, str]]()
        for text in texts:
            for run in _RUN.findall(_DIGITS.sub("0", text)):
                self._characters.update(run)
                self._pairs.update(pairwise(run))

    def divide(self, text: str) -> list[str]:
        """Return the parts of a text between which a line can end without cutting a word."""
        parts = [""]
        for part in _BETWEEN.split(text):
            if self._are_one_word(_DIGITS.sub("0", parts[-1])[-1:], _DIGITS.sub("0", part)[:1]):
                parts[-1] += part
            else:
                parts.append(part)
        return [part for part in parts if part]

    def _are_one_word(self, left: str, right: str) -> bool:
        expected = self._characters[left] * self._characters[right] / max(self._characters.total(), 1)
        return self._pairs[left, right] > _ONE_WORD * expected
