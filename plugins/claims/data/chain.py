"""The chain by which a claim reached us → how much of each link was seen, and what its speaker did."""

from __future__ import annotations

from collections.abc import Mapping

from .model import Appearance, Claim, Seen, Source

ROLES = ("said", "passed_on", "ascribed")
"""A speaker made a claim, or passed it on, or is said to have made it first, of which nothing was found."""


def seen(link: Appearance, sources: Mapping[str, Source]) -> Seen:
    """How much of a link was seen; where it does not say itself, as much as of its source."""
    return link.seen or sources[link.source].seen


def maker(claim: Claim, sources: Mapping[str, Source]) -> int:
    """Which link's speaker made the claim, from 0: the first of which anything was found, or else the first."""
    return next((n for n, link in enumerate(claim.appearances) if seen(link, sources) is not Seen.NOT_FOUND), 0)


def roles(claim: Claim, sources: Mapping[str, Source]) -> list[tuple[str, str]]:
    """Role and speaker of each link, each pair once."""
    made = maker(claim, sources)
    named = ("ascribed" if n < made else "passed_on" if n > made else "said" for n in range(len(claim.appearances)))
    return [*dict.fromkeys((role, link.speaker) for role, link in zip(named, claim.appearances, strict=True))]
