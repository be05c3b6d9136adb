"""Whether quoted words stand in a text, but for what printing changes: marks, dashes, ligatures and white space.

Three dots, in whatever shape, stand for words left out.
"""

import re
import unicodedata

_SHAPES = str.maketrans(
    {
        **dict.fromkeys('"`´‘’‚‛“”„‟«»‹›′″', "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),  # they have no width
        **dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
    }
)
_LETTER = r"[^\W\u3000-\u9fff\uff00-\uffef]"  # of a script that parts words by spaces


def normalize(text: str) -> str:
    """Return the text with one shape for each mark and letter, and one space for any white space."""
    text = " ".join(unicodedata.normalize("NFC", text.translate(_SHAPES)).split())
    text = re.sub(r" ?(?:…|\.(?: ?\.){2,}) ?", "…", text)
    return re.sub(r" ?-+(?: ?-+)* ?", "-", re.sub(r"'+", "'", text))


def stands_in(words: str, text: str) -> bool:
    """Return whether the words stand in the text, whole words and in order; both are normalized."""
    edge = f"(?:(?<!{_LETTER})|(?!{_LETTER}))"  # where a word begins or ends, or beside a sign
    pieces = (f"{edge}{re.escape(piece)}{edge}" for piece in words.split("…") if piece)
    return bool(re.search(".*".join(pieces), text))
