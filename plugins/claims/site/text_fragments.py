"""Links that land on a sentence: the text fragments of the WICG's "URL Fragment Text Directives".

A browser that knows them scrolls to the words and marks them; any other opens the page at its top.
"""

from __future__ import annotations

from urllib.parse import quote


def to_words(url: str, words: str | None) -> str:
    """The address of the words on a page; the page's own where it has a fragment already or no words are given."""
    if not words or "#" in url:
        return url
    # `-`, `,` and `&` mean something in a text directive; `quote` leaves the hyphen alone.
    return f"{url}#:~:text={quote(words, safe='').replace('-', '%2D')}"
