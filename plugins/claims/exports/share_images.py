"""Pages → what their pictures for sharing say: every claim's, every topic's, and the home page's for the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from markupsafe import Markup

from .. import pages
from .typesetting import SANS, SERIF, SERIF_BOLD, Block, Box, fit

WIDTH, HEIGHT = 1200, 630  # what Facebook, X and LinkedIn show whole
_LEFT, _RIGHT = 84, 1128
_TITLE = Box(x=_LEFT, y=140, width=_RIGHT - _LEFT, height=290)
_TITLE_SIZES = (76, 70, 64, 58, 52, 46, 42, 38, 34, 30)
_NOTE_SIZES = (31, 29, 27, 25)
_FOOT = Box(x=_LEFT, y=552, width=_RIGHT - _LEFT, height=63)
_ANSWER = Box(x=_LEFT, y=522, width=_RIGHT - _LEFT, height=92)
_MOST_MARKS = 120
_MARK, _STEP = 30, 44  # a mark's size, and from one to the next


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A verdict's mark and where it stands."""

    label: str
    x: float


@dataclass(frozen=True, kw_only=True)
class Picture:
    """What a picture shows, and the same in words."""

    save_as: str
    alt: str
    kicker: str
    set_title: Callable[[], Block]
    set_note: Callable[[], Block]
    verdict: pages.Choice | None = None
    """Set where the picture is of one claim."""
    marks: tuple[Mark, ...] = ()
    """The verdicts of many claims; `mark_size` is theirs."""
    mark_size: float = 0

    width: int = WIDTH
    height: int = HEIGHT

    @cached_property
    def title(self) -> Block:
        """Its lines are only measured where it is drawn: that takes as long as to print the page."""
        return self.set_title()

    @cached_property
    def note(self) -> Block:
        """As the title."""
        return self.set_note()


def colours(tokens: str) -> dict[str, str]:
    """The theme's colours in the light, by the names that its style sheet of tokens gives them."""
    found: dict[str, str] = {}
    for name, value in re.findall(r"--color-([a-z-]+): light-dark\((#[0-9a-f]+),", tokens):
        found.setdefault(name, value)  # what comes again is for those who ask for more contrast
    return found


def shapes(svg: str) -> Markup:
    """What a drawing of the theme holds, without the element around it."""
    return Markup(re.sub(r"</?svg[^>]*>", "", svg))  # noqa: S704 - the project's own file


def pictures(pages: Iterable[Any]) -> dict[str, Picture]:
    """Pictures under the file names of the pages they are of."""
    return {page.save_as: made for page in pages if (made := picture(page))}


def of_others(page: pages.HomePage) -> Picture:
    """The home page's picture, for pages that have none of their own.

    They do not tell how many claims it counts, or one verdict would change every page of a source.
    """
    return replace(_home(page), alt=_sentences(page.title))


def picture(page: Any) -> Picture | None:
    """The picture of a page, if it has one of its own."""
    match page:
        case pages.HomePage():
            return _home(page)
        case pages.TopicPage():
            return _topic(page)
        case pages.ClaimPage():
            return _claim(page)
    return None


def _claim(page: pages.ClaimPage) -> Picture:
    said = _said(page)
    return Picture(
        save_as=f"share/claim-{page.claim.id}.png",
        alt=_sentences(f"Claim: {page.title}", f"Verdict: {page.verdict.label.name}", said),
        kicker=f"Claim {page.claim.number} of {page.total}",
        set_title=partial(fit, page.title, SERIF_BOLD, _TITLE, _TITLE_SIZES, centred=True),
        set_note=partial(fit, said, SANS, _FOOT, _NOTE_SIZES),
        verdict=page.verdict.label,
    )


def _said(page: pages.ClaimPage) -> str:
    """Who made the claim, and where and when; or by whose account, where that was looked for and not found."""
    first = page.chain[0]
    account = f"{first.speaker.title}, by the account of " if page.maker is not first else ""
    return f"{account}{_where(page.maker)}"


def _where(appearance: pages.AppearanceView) -> str:
    speaker, publisher = appearance.speaker.title, appearance.source.publisher
    who = speaker if publisher in speaker else publisher if publisher.startswith(speaker) else f"{speaker}, {publisher}"
    return f"{who}, {appearance.date.text}" if appearance.date else who


def _topic(page: pages.TopicPage) -> Picture:
    topic = page.topic
    size, marks = _row(claim.label.value for claim in topic.claims)
    return Picture(
        save_as=f"share/topic-{topic.id}.png",
        alt=_sentences(f"Topic: {page.title}", topic.question, topic.answer, _counted(topic.claims)),
        kicker=f"Topic, {_claims(len(topic.claims))}",
        set_title=partial(fit, topic.question, SERIF_BOLD, _TITLE, _TITLE_SIZES, centred=True),
        set_note=partial(fit, topic.answer, SERIF, _ANSWER, _NOTE_SIZES),
        marks=marks,
        mark_size=size,
    )


def _home(page: pages.HomePage) -> Picture:
    labels = [tally.choice.value for tally in page.balance.verdicts for _ in range(tally.count)]
    size, marks = _row(labels)
    claims = [claim for topic in page.topics for claim in topic.claims]
    note = f"{_claims(page.balance.claims)}, each beside the record: who said it, and what {page.sources} sources show"
    return Picture(
        save_as="share/home.png",
        alt=_sentences(page.title, _counted(claims)),
        kicker="",
        set_title=partial(fit, page.title, SERIF_BOLD, _TITLE, _TITLE_SIZES, centred=True),
        set_note=partial(fit, note, SANS, _FOOT, _NOTE_SIZES),
        marks=marks,
        mark_size=size,
    )


def _row(labels: Iterable[str]) -> tuple[float, tuple[Mark, ...]]:
    """Marks side by side, smaller where there are many; of very many as many as can be told apart, in proportion."""
    labels = tuple(labels)
    if len(labels) > _MOST_MARKS:
        grouped = sorted(labels)
        labels = tuple(grouped[n * len(grouped) // _MOST_MARKS] for n in range(_MOST_MARKS))
    step = min(_STEP, (_RIGHT - _LEFT) / max(len(labels), 1))
    marks = tuple(Mark(label=label, x=round(_LEFT + n * step, 2)) for n, label in enumerate(labels))
    return round(_MARK * step / _STEP, 2), marks


def _claims(count: int) -> str:
    return "1 claim" if count == 1 else f"{count} claims"


def _counted(claims: Iterable[pages.ClaimCard]) -> str:
    """How many claims there are of each verdict, in words."""
    counts: dict[str, int] = {}
    for claim in claims:
        counts[claim.label.name.lower()] = counts.get(claim.label.name.lower(), 0) + 1
    total = _claims(sum(counts.values()))
    return f"{total}: {', '.join(f'{count} {name}' for name, count in counts.items())}" if counts else total


def _sentences(*parts: str) -> str:
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts)
