"""Small values that many pages show: members of closed lists, links, and counts of verdicts.

The views of records are beside this module: `claim.py`, `text.py`, `event.py`, `topic.py`, `source.py` and others.
A view holds its `record`, as the file has it; its properties are what pages need besides.

Texts are plain text, which templates escape. Those of type Markup are clean HTML; the template filter `prose` replaces
their links to records (`claim:some-id`) by addresses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ..model.records import Label
from . import labels
from .language import Language

if TYPE_CHECKING:
    from .claim import ClaimView

NOT_REVIEWED = "not-reviewed"
"""The label of a claim without a verdict."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value of a closed list."""

    value: str
    """The value in the file."""
    name: str
    """The value in words."""
    definition: str = ""
    """What it means, for values that pages explain."""

    @property
    def inside(self) -> str:
        """Its name inside a sentence: `partly confirmed`."""
        return self.name[0].lower() + self.name[1:]


@dataclass(frozen=True, kw_only=True)
class ChoiceCount:
    """A value of a closed list, and how many records have it."""

    choice: Choice
    count: int


@dataclass(frozen=True, kw_only=True)
class Link:
    """A name, and the address to which it leads."""

    title: str
    url: str


class Linkable(Protocol):
    """Anything with a name and an address: a Link, or the view of a record."""

    @property
    def title(self) -> str:
        """Its name."""

    @property
    def url(self) -> str:
        """Its address."""


def choice(value: str, language: Language) -> Choice:
    """Return a member of a closed list with its name in words."""
    definition = labels.DEFINITIONS.get(value)
    return Choice(
        value=str(value),
        name=labels.name(value, language),
        definition=language.gettext(definition) if definition else "",
    )


def verdicts(claims: Iterable[ClaimView], language: Language) -> list[ChoiceCount]:
    """Return how many claims have each verdict. Claims without a verdict are counted if there are any."""
    counts = Counter[str](claim.label.value for claim in claims)
    found = []
    for value in (*Label, NOT_REVIEWED):
        if value in counts or value != NOT_REVIEWED:
            found.append(ChoiceCount(choice=choice(value, language), count=counts[value]))
    return found
