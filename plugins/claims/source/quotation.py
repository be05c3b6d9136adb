"""Find quoted words in a text, whatever printing did to quotation marks, dashes, ligatures and white space.

Three dots, in any form, stand for omitted words.
"""

import re
import unicodedata

_SHAPES = str.maketrans(
    {
        **dict.fromkeys('"`´‘’‚‛“”„‟«»‹›′″', "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),  # these have no width
        **dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
    }
)
_LETTER = r"[^\W\u3000-\u9fff\uff00-\uffef]"  # of a script that separates words by spaces


def normalize(text: str) -> str:
    """Return the text with one form of each mark and letter, and one space for any white space."""
    text = " ".join(unicodedata.normalize("NFC", text.translate(_SHAPES)).split())
    text = re.sub(r" ?(?:…|\.(?: ?\.){2,}) ?", "…", text)
    return re.sub(r" ?-+(?: ?-+)* ?", "-", re.sub(r"'+", "'", text))


def stands_in(words: str, text: str) -> bool:
    """Return whether a text has the words, whole and in order; normalize both first."""
    edge = f"(?:(?<!{_LETTER})|(?!{_LETTER}))"  # the edge of a word, or beside a sign
    pieces = (f"{edge}{re.escape(piece)}{edge}" for piece in words.split("…") if piece)
    return re.search(".*".join(pieces), text) is not None
