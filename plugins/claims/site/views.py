"""Records as pages show them, ready to print. What only one kind of page shows stands with that page.

Text fields are plain and escaped where they are printed; fields of type Markup are clean HTML whose links to records
(`claim:some-id`) the template's `prose` filter leads to addresses.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Self

from ..model.records import Label, Value
from ..source.dates import Edtf
from . import labels
from .language import Language
from .serialize import Json

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
        return cls(**{name: value for name, value in record if name != "location"} | fields)

    def replace(self, **fields: Any) -> Self:
        """Return the same with other values of some fields."""
        return type(self)(**vars(self) | fields)


@dataclass(frozen=True)
class Findable:
    """One thing to find. Kind, topics, verdict and text narrow a search.

    Its kind is one that search.html names: `page`, where it is of no other.
    """

    kind: str
    url: str
    title: str
    said: Sequence[str | tuple[str, str] | None]
    """What is searched, and shown in part: sentences, plain or HTML, a pair being a name and what stands behind it."""
    also: str = ""
    """Words that lead here and are not shown. The title among them lifts it above others that match as well."""
    lang: str = ""
    """The language of the title, where it may be another than the site's."""
    topics: Sequence[str] = ()
    """Ids."""
    label: "Choice | None" = None
    """The verdict of a claim."""
    of_text: str | None = None
    """The id of the text that a claim is of, where there are several."""
    by: str = ""
    """Who made a claim."""
    sections: Sequence["Findable"] = ()
    """What stands on a page at addresses of its own, and is found as a part of it; then the page says nothing else."""
    answer: str = ""
    """What is shown of it in place of an excerpt."""


class PictureWords(View):
    """What a picture for sharing says, also in sentences for those who do not see it; `name` is its file's.

    Of one claim it has the `verdict` and a `gloss` on it, of many the labels, each of which is a mark.
    """

    kicker = gloss = ""
    verdict: "Choice | None" = None
    marks: Sequence[str] | None = None


class Page(View):
    """What every page has: a `template`, `title`, `description`, `url` and `save_as`.

    `section` is the entry of the main navigation that it belongs to. It has a `pager` where its lists are long and go
    on on other pages. What a kind of page says of itself to the features of a site, its class says here; `site` is
    site.index.Site.
    """

    title: str
    url: str
    save_as: str
    pager: View | None = None
    foot = ""
    """The name of a list in the foot of every page."""

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

    @property
    def dates(self) -> Iterable[Edtf]:
        """When it changed, where it shows its whole history."""
        return ()

    def findable(self, site: Any) -> Iterable[Findable]:
        """Yield what a search can find here."""
        return ()

    def picture_words(self, site: Any) -> PictureWords | None:
        """Return what its own picture for sharing says; None where it has the site's."""
        return None

    def schema_org(self, graph: Any) -> Iterable[Json]:
        """Yield what it says in schema.org's words, as nodes of a site.schema_org.Graph."""
        return ()

    def news(self, site: Any) -> Iterable[tuple[str, View]]:
        """Yield the URL that a feed is about with each entry for it, as pages.corrections.entry_of makes one."""
        return ()

    def frame_title(self, site: Any) -> str:
        """Return what a frame is called that shows it elsewhere; nothing where none may."""
        return ""


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


def verdicts(labels: Iterable[str], language: Language) -> tuple[View, ...]:
    """Return how many claims have each verdict; those not yet reviewed only where there are any."""
    counts = Counter(map(str, labels))
    shown = [*Label, *([NOT_REVIEWED] if counts[NOT_REVIEWED] else [])]
    return tuple(View(choice=choice(label, language), count=counts[label]) for label in shown)
