"""Style sheets and scripts without what only their authors need. Publishing alone uses it.

The two libraries are imported where they are used: every other build would wait for them.
"""

from __future__ import annotations

import re

# Baseline: what came to every browser with `light-dark()`, in May 2024. Older ones read the site plainly.
_BROWSERS = ("chrome >= 123", "edge >= 123", "firefox >= 120", "safari >= 17.5")

# Where a template may stand inside a template; elsewhere a `${` holds no backtick.
_NESTED = re.compile(r"\$\{[^}`]*`")
# What can hold a backtick or a brace that means nothing, or a backtick that begins a template.
_PIECE = re.compile(r"""//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`""", re.DOTALL)


def css(text: str, name: str) -> str:
    """A style sheet; ValueError where a browser would drop a part of it."""
    import lightningcss  # noqa: PLC0415

    try:
        return lightningcss.process_stylesheet(text, filename=name, browsers_list=list(_BROWSERS))
    except ValueError as error:  # counts lines from 0
        raise ValueError(re.sub(r"(?<=:)\d+(?=:\d+$)", lambda line: str(int(line[0]) + 1), str(error))) from None


def js(text: str) -> str:
    """A script; ValueError where a template has no end."""
    import rjsmin  # noqa: PLC0415

    # rjsmin takes a backtick inside `${…}` for the end of the template, so it is shown such templates empty.
    kept = list(_nesting_templates(text)) if _NESTED.search(text) else []
    at, shown = 0, ""
    for start, end in kept:
        shown += f"{text[at:start]}`\0`"
        at = end
    first, *others = rjsmin.jsmin(shown + text[at:]).split("`\0`")
    return "".join([first, *(text[start:end] + after for (start, end), after in zip(kept, others, strict=True))])


def _nesting_templates(text: str) -> list[tuple[int, int]]:
    """Where each template begins and ends that holds another."""
    found, at = [], 0
    while piece := _PIECE.search(text, at):
        at = piece.end()
        if piece[0] == "`":
            at = _end_of_template(text, at)
            if "`" in text[piece.end() : at - 1]:
                found.append((piece.start(), at))
    return found


def _end_of_template(text: str, at: int) -> int:
    while at < len(text):
        if text[at] == "`":
            return at + 1
        if text.startswith("${", at):
            at = _end_of_expression(text, at + 2)
        else:
            at += 2 if text[at] == "\\" else 1
    raise ValueError("a template has no end")


def _end_of_expression(text: str, at: int) -> int:
    depth = 1
    while at < len(text) and depth:
        if piece := _PIECE.match(text, at):
            at = _end_of_template(text, piece.end()) if piece[0] == "`" else piece.end()
        else:
            depth += (text[at] == "{") - (text[at] == "}")
            at += 1
    return at
