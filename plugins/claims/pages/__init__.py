"""Dataset → pages, ready to print. Templates see these values and nothing else."""

from .changes import CorrectionsPage, DayView
from .claimlists import ClaimsPage, ClaimsPart
from .claims import AppearanceView, ClaimPage, EvidenceGroup, RelationView, VerdictView
from .counts import Balance, EvidenceRow, Tally, TopicTally
from .data import DataPage, FileView
from .drafts import Draft, Unit, made
from .glossary import GlossaryPage, TermView
from .home import HomePage
from .pages import (
    ChangeView,
    Choice,
    ClaimCard,
    DateView,
    EventView,
    EvidenceView,
    Link,
    Page,
    Pager,
    PartLink,
    PartPage,
    Parts,
    SourceView,
    TopicView,
)
from .redirects import RedirectPage
from .search import AlphabetPage, Entry, Letter, SearchPage
from .site import Site, build
from .sourcelists import Paragraph, Use
from .sources import SourceGroup, SourcePage, SourcesPage
from .speakers import SpeakerPage, SpeakersPage, SpeakerView
from .strip import Column, Strip
from .timeline import FiltersSheet, TimelinePage
from .topics import TopicPage, TopicsPage
from .years import EventsPart, MonthBar, YearView

__all__ = (
    "AlphabetPage",
    "AppearanceView",
    "Balance",
    "ChangeView",
    "Choice",
    "ClaimCard",
    "ClaimPage",
    "ClaimsPage",
    "ClaimsPart",
    "Column",
    "CorrectionsPage",
    "DataPage",
    "DateView",
    "DayView",
    "Draft",
    "Entry",
    "EventView",
    "EventsPart",
    "EvidenceGroup",
    "EvidenceRow",
    "EvidenceView",
    "FileView",
    "FiltersSheet",
    "GlossaryPage",
    "HomePage",
    "Letter",
    "Link",
    "MonthBar",
    "Page",
    "Pager",
    "Paragraph",
    "PartLink",
    "PartPage",
    "Parts",
    "RedirectPage",
    "RelationView",
    "SearchPage",
    "Site",
    "SourceGroup",
    "SourcePage",
    "SourceView",
    "SourcesPage",
    "SpeakerPage",
    "SpeakerView",
    "SpeakersPage",
    "Strip",
    "Tally",
    "TermView",
    "TimelinePage",
    "TopicPage",
    "TopicTally",
    "TopicView",
    "TopicsPage",
    "Unit",
    "Use",
    "VerdictView",
    "YearView",
    "build",
    "made",
)
