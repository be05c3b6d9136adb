"""Records as pages show them, ready to print. What only one kind of page shows stands with that page.

Text fields are plain and escaped where they are printed; fields of type Markup are clean HTML whose links to records
(`claim:some-id`) the template's `prose` filter leads to addresses.
"""

from collections import Counter
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any, Self

from ..model.records import Label, Value
from . import labels
from .language import Language

NOT_REVIEWED = "not-reviewed"
"""The label of a claim without a verdict."""
WITHDRAWN = "withdrawn"
"""What stands in the place of a kind of change where a record was withdrawn."""


class View(SimpleNamespace):
    """What a template sees: fields by keyword. Views are equal where all their fields are."""

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a view stays as it is made: {name} is not set, but replaced")

    @classmethod
    def from_record(cls, record: Value, **fields: Any) -> Self:
        """Return the fields of a record, but not its place in the file, and others beside them or in their place."""
        return cls(**{name: value for name, value in record if name != "origin"} | fields)

    def replace(self, **fields: Any) -> Self:
        """Return the same with other values of some fields."""
        return type(self)(**vars(self) | fields)


class Page(View):
    """What every page has: a `template`, `title`, `description`, `url` and `save_as`.

    `section` is the entry of the main navigation that it belongs to. It has a `pager` where its lists are long and go
    on on other pages.
    """

    title: str
    url: str
    save_as: str
    pager: View | None = None

    @property
    def full_title(self) -> str:
        """The title where it stands alone: in a tab, among results of a search, on a card."""
        return self.title

    @property
    def is_first(self) -> bool:
        """Whether it is the first of a list's pages, or the only one."""
        return not self.pager or bool(self.pager.number == 1)

    @property
    def first_url(self) -> str:
        """The address of the first of a list's pages, or of the only one."""
        return str(self.pager.links[0].url) if self.pager else self.url


class Link(View):
    """A name and where it leads: `title` and `url`."""


class Choice(View):
    """One value of a closed list: `value` in the file, `name` in words, `definition` where pages explain it."""

    name: str
    definition = ""

    @property
    def inside(self) -> str:
        """Its name inside a sentence: `partly confirmed`."""
        return self.name[0].lower() + self.name[1:]


def choice(value: str, language: Language) -> Choice:
    """Return a member of a closed list with its name in words."""
    definition = labels.DEFINITIONS.get(value)
    return Choice(
        value=str(value),
        name=labels.name(value, language),
        definition=language.gettext(definition) if definition else "",
    )


def tally(choices: Iterable[str], values: Iterable[str], language: Language) -> tuple[View, ...]:
    """Return how often each member of a closed list occurs, in the list's order, zeros too."""
    counts = Counter(map(str, values))
    return tuple(View(choice=choice(member, language), count=counts[member]) for member in choices)


def verdicts(labels: Iterable[str], language: Language) -> tuple[View, ...]:
    """Return claims by verdict; those not yet reviewed only where there are any."""
    found = tally([*Label, NOT_REVIEWED], labels, language)
    return found if found[-1].count else found[:-1]
