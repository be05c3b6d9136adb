"""Pages → what their pictures for sharing say: every claim's, every topic's, and the home page's for the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from markupsafe import Markup

from ..pages.claims import AppearanceView, ClaimPage
from ..pages.home import HomePage
from ..pages.topics import TopicPage
from ..site.views import Choice, ClaimCard
from .typesetting import SANS, SERIF, SERIF_BOLD, Block, Box, fit

_LEFT, _RIGHT = 84, 1128
_TITLE = Box(x=_LEFT, y=140, width=_RIGHT - _LEFT, height=290)
_TITLE_SIZES = (76, 70, 64, 58, 52, 46, 42, 38, 34, 30)
_NOTE_SIZES = (31, 29, 27, 25)
_FOOT = Box(x=_LEFT, y=552, width=_RIGHT - _LEFT, height=63)
_ANSWER = Box(x=_LEFT, y=522, width=_RIGHT - _LEFT, height=92)
_MAX_MARKS = 120
_MARK, _STEP = 30, 44  # a mark's size, and from one to the next


@dataclass(frozen=True)
class Mark:
    """A verdict's mark and where it stands."""

    label: str
    x: float
    size: float


@dataclass(frozen=True, kw_only=True)
class Picture:
    """What a picture shows, and the same in words."""

    save_as: str
    alt: str
    title: Block
    note: Block
    kicker: str = ""
    verdict: Choice | None = None
    """Set where the picture is of one claim."""
    marks: tuple[Mark, ...] = ()
    """The verdicts of many claims."""
    width: ClassVar[int] = 1200  # what Facebook, X and LinkedIn show whole
    height: ClassVar[int] = 630


def style(static: Path) -> dict[str, Any]:
    """Return what drawings take from the theme: its colours in the light under their names, and its icon's shapes."""
    tokens, icon = ((static / path).read_text(encoding="utf-8") for path in ("css/tokens.css", "icon.svg"))
    colours = re.findall(r"--color-([a-z-]+): light-dark\((#[0-9a-f]+),", tokens)
    return {
        "colours": dict(reversed(colours)),  # what comes again is for those who ask for more contrast
        "icon": Markup(re.sub(r"</?svg[^>]*>", "", icon)),  # noqa: S704 - the project's own file
    }


def default_picture(page: HomePage) -> Picture:
    """Return the home page's picture, for pages that have none of their own.

    They do not tell how many claims it counts, or one verdict would change every page of a source.
    """
    return replace(_home(page), alt=_sentences(page.title))


def picture(page: Any) -> Picture | None:
    """Return the picture of a page, if it has one of its own."""
    match page:
        case HomePage():
            return _home(page)
        case TopicPage():
            return _topic(page)
        case ClaimPage():
            return _claim(page)
    return None


def row(labels: Sequence[str]) -> tuple[Mark, ...]:
    """Set marks side by side, smaller where there are many; of very many, as many as fit, in proportion."""
    if len(labels) > _MAX_MARKS:
        grouped = sorted(labels)
        labels = [grouped[n * len(grouped) // _MAX_MARKS] for n in range(_MAX_MARKS)]
    step = min(_STEP, (_RIGHT - _LEFT) / max(len(labels), 1))
    size = round(_MARK * step / _STEP, 2)
    return tuple(Mark(label, round(_LEFT + n * step, 2), size) for n, label in enumerate(labels))


def _claim(page: ClaimPage) -> Picture:
    byline = _byline(page)
    return Picture(
        save_as=f"share/claim-{page.claim.id}.png",
        alt=_sentences(f"Claim: {page.title}", f"Verdict: {page.verdict.label.name}", byline),
        kicker=f"Claim {page.claim.number} of {page.total}",
        title=_title(page.title),
        note=fit(byline, SANS, _FOOT, _NOTE_SIZES),
        verdict=page.verdict.label,
    )


def _byline(page: ClaimPage) -> str:
    """Say who made the claim, and where and when; or by whose account, where that was looked for and not found."""
    first = page.chain[0]
    account = f"{first.speaker.title}, by the account of " if page.maker is not first else ""
    return f"{account}{_where(page.maker)}"


def _where(appearance: AppearanceView) -> str:
    speaker, publisher = appearance.speaker.title, appearance.source.publisher
    who = speaker if publisher in speaker else publisher if publisher.startswith(speaker) else f"{speaker}, {publisher}"
    return f"{who}, {appearance.date.text}" if appearance.date else who


def _topic(page: TopicPage) -> Picture:
    topic = page.topic
    return Picture(
        save_as=f"share/topic-{topic.id}.png",
        alt=_sentences(f"Topic: {page.title}", topic.question, topic.answer, _counted(topic.claims)),
        kicker=f"Topic, {_claims(len(topic.claims))}",
        title=_title(topic.question),
        note=fit(topic.answer, SERIF, _ANSWER, _NOTE_SIZES),
        marks=row([claim.label.value for claim in topic.claims]),
    )


def _home(page: HomePage) -> Picture:
    claims = [claim for topic in page.topics for claim in topic.claims]
    count = _claims(page.balance.claims)
    note = f"{count}, each beside the record: who said it, and what {page.sources} sources show"
    return Picture(
        save_as="share/home.png",
        alt=_sentences(page.title, _counted(claims)),
        title=_title(page.title),
        note=fit(note, SANS, _FOOT, _NOTE_SIZES),
        marks=row([tally.choice.value for tally in page.balance.verdicts for _ in range(tally.count)]),
    )


def _title(text: str) -> Block:
    return fit(text, SERIF_BOLD, _TITLE, _TITLE_SIZES, centred=True)


def _claims(count: int) -> str:
    return "1 claim" if count == 1 else f"{count} claims"


def _counted(claims: Iterable[ClaimCard]) -> str:
    """Say how many claims there are of each verdict."""
    counts = Counter(claim.label.name.lower() for claim in claims)
    verdicts = ", ".join(f"{count} {name}" for name, count in counts.items())
    return ": ".join(filter(None, (_claims(counts.total()), verdicts)))


def _sentences(*parts: str) -> str:
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts)
