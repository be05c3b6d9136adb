"""Make the data files, which all languages share, and the page that links to them.

`claims.json` has the records as pydantic writes them, each with its page, and with what follows from the evidence of a
claim. Three tables have what people open in a spreadsheet. The same dataset gives the same bytes.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from pydantic import BaseModel, Field, create_model

from ..model import fields
from ..model.records import SECTIONS, Claim, Evidence, Label, Record, SiteInfo
from ..site import labels
from ..site.citations import DATA_LICENSE, FOLDER, Citation
from ..site.language import N_
from ..site.page import Page
from ..site.schema_org import Graph
from ..site.serialize import Json, present
from ..site.site import Site
from ..source.dates import Edtf
from ..verdict import Judgement, Passage, join_witnesses
from . import Feature

_WORDS = (
    N_("The claims as data"),
    N_("Every claim, passage of evidence, event and source as files to download, and how to use and cite them."),
)
"""Title and description."""


JUDGED_TEXT = "text-judged"
"""The colour of a passage from the judged text itself, which is never a witness."""


# claims.json


class CountedEvidence(Evidence):
    """A passage, with what follows from its source."""

    number: int = Field(description="Its number on the claim’s page.")
    page: str = Field(description="Its place on the claim’s page.")
    sides: tuple[str, ...] = Field(description="The sides that it speaks for.")
    origins: tuple[str, ...] = Field(description="The sources that its information first came from.")
    colour: str = Field(description="Whose word it is, as seen from the claim.")
    counts: bool = Field(description="Whether a label rests on it.")
    witness: int | None = Field(description="The number of the witness it is a passage of; none if it does not count.")


class CountedPart(BaseModel):
    """How many witnesses each part of a claim has, and the label that follows."""

    id: str | None = Field(description="Its id in the claim; none if the claim has no parts.")
    label: Label
    supports: int = Field(description="How many witnesses show it; of the own side only texts count.")
    partly: int = Field(description="How many witnesses show some of it.")
    qualifies: int = Field(description="How many witnesses limit it; enough of them make it disputed.")
    refutes: int = Field(
        description="How many witnesses contradict it that are of no side or of the own side, or texts of any side."
    )
    opposes: int = Field(description="How many witnesses of the other side contradict it, its texts aside.")


class CountedClaim(Claim):
    """A claim, with what its evidence adds up to."""

    label: Label = Field(description="The label that follows from its witnesses.")
    counted: tuple[CountedPart, ...] = Field(description="What its evidence adds up to, part by part.")
    evidence: tuple[CountedEvidence, ...] = ()


def _published(model: type[Record]) -> type[Record]:
    base = CountedClaim if model is Claim else model
    page = Field(description="Its page on this site, or its place on one.")
    return create_model(model.__name__, __base__=base, page=(str, page))


_PUBLISHED = {section: _published(model) for section, model in SECTIONS.items()}
"""The models of what claims.json has in each list."""
_LISTS: dict[str, Any] = {section: (list[model], ...) for section, model in _PUBLISHED.items()}  # type: ignore[valid-type]
File: type[BaseModel] = create_model(
    "Records of claims",
    name=(str, ...),
    date=(date | None, Field(description="The latest day on which a record changed.")),
    author=(str, ...),
    license=(str, ...),
    site=(SiteInfo, ...),
    **_LISTS,
)
"""The model of claims.json."""


def schema() -> bytes:
    """Return the schema of claims.json, as pydantic writes it, with what the model says of each field."""
    written = File.model_json_schema()
    for model, descriptions in fields.descriptions().items():
        name = CountedEvidence.__name__ if model is Evidence else model.__name__
        for field, description in descriptions.items():
            own_name = model.model_fields[field].alias or field
            shape = written["$defs"][name]["properties"][own_name]
            shape["description"] = description
            if "default" in shape:  # which may be empty
                shape.pop("minItems", None)
                shape.pop("minProperties", None)
    return f"{json.dumps(written, ensure_ascii=False, indent=1)}\n".encode()


def published_records(site: Site) -> dict[str, list[Any]]:
    """Return the records of each section, each with its page, and claims with what their evidence adds up to."""
    published: dict[str, list[Any]] = {}
    for section, model in _PUBLISHED.items():
        published[section] = []
        for record in getattr(site.data, section):
            page = page_of(site, record.kind_name, record.id)
            added = _counted(site, record, page) if isinstance(record, Claim) else {}
            published[section].append(model.model_construct(**{**dict(record), **added, "page": page}))
    return published


def page_of(site: Site, kind: str, id: str) -> str:
    """Return the address of a record's page, or of its place on one: from the root if the site has no address."""
    urls = replace(site.urls, explicit=False)  # for readers elsewhere
    if kind == "series":  # which stands on the page of a topic
        return site.release.url(urls.figure(site.data.series_by_id[id].topics[0], id))
    return site.release.url(urls.record(kind, id))


def _counted(site: Site, claim: Claim, page: str) -> Json:
    """Return the fields of a CountedClaim that its claim does not have."""
    judgement = site.claims[claim.id].judgement
    witnesses: dict[int, int] = {}
    for number, witness in enumerate(join_witnesses(passage for passage in judgement.passages if passage.counts), 1):
        witnesses |= dict.fromkeys((passage.number for passage in witness.passages), number)
    evidence = []
    for passage in judgement.passages:
        facts = {
            "number": passage.number,
            "page": f"{page}#evidence-{passage.number}",
            "sides": passage.sides,
            "origins": tuple(sorted(passage.origins)),
            "colour": passage.colour or JUDGED_TEXT,
            "counts": passage.counts,
            "witness": witnesses.get(passage.number),
        }
        evidence.append(CountedEvidence.model_construct(**{**dict(passage.evidence), **facts}))
    counted = []
    for part in judgement.parts:
        count = part.count
        counted.append(
            CountedPart(
                id=count.part.id if count.part else None,
                label=part.label,
                supports=len(count.supports),
                partly=len(count.partly),
                qualifies=len(count.qualifies),
                refutes=len(count.refutes),
                opposes=len(count.opposes),
            )
        )
    return {"label": judgement.label, "counted": tuple(counted), "evidence": tuple(evidence)}


def claims_json(site: Site, published: dict[str, list[Any]]) -> bytes:
    """Return the content of claims.json."""
    release = site.release
    values: Json = {"name": release.name, "date": release.date, "author": release.author, "license": DATA_LICENSE.url}
    file = File.model_construct(**{**values, "site": site.data.site, **published})
    return f"{file.model_dump_json(by_alias=True, indent=1)}\n".encode()


# The tables

COLUMNS: Mapping[str, Sequence[str]] = {
    "claims.csv": (
        *("id", "title", "statement", "text", "speaker", "date", "topics", "verdict", "summary", "for", "against"),
        *("unknown", "reviewed", "witnesses_for", "witnesses_against", "page"),
    ),
    "evidence.csv": (
        *("claim", "number", "source", "publisher", "url", "date", "stance", "words", "gloss", "note", "limit"),
        *("colour", "counts", "witness", "page"),
    ),
    "sources.csv": ("id", "kind", "side", "author", "publisher", "title", "date", "url", "seen", "cited", "page"),
}
"""The columns of each table."""
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""How formulas begin; the last four are the full-width forms, which some spreadsheets take for the first."""


def tables(site: Site, published: dict[str, list[Any]]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each table."""
    passages = []
    for claim in published["claims"]:
        passages += [_passage_row(site, claim, evidence) for evidence in claim.evidence]
    cited = Counter(passage["source"] for passage in passages)
    yield "claims.csv", _csv("claims.csv", [_claim_row(site, claim) for claim in published["claims"]])
    yield "evidence.csv", _csv("evidence.csv", passages)
    yield "sources.csv", _csv("sources.csv", [_source_row(source, cited) for source in published["sources"]])


def _claim_row(site: Site, claim: Any) -> Json:
    view = site.claims[claim.id]
    reasons: Json = dict.fromkeys(("for", "against", "unknown"))
    if claim.verdict:
        reasons = {"for": claim.verdict.for_, "against": claim.verdict.against, "unknown": claim.verdict.unknown}
    return {
        "id": claim.id,
        "title": claim.title,
        "statement": site.markdown.plain(claim.statement),
        "text": site.data.text_of(claim),
        "speaker": view.maker.record.speaker,
        "date": view.day and view.day.text,
        "topics": claim.topics,
        "verdict": claim.verdict and claim.verdict.label,
        "summary": view.summary,
        **{name: words and site.markdown.plain(words) for name, words in reasons.items()},
        "reviewed": claim.verdict and claim.verdict.reviewed.text,
        **_count_claim(view.judgement),
        "page": claim.page,
    }


def _passage_row(site: Site, claim: Claim, evidence: Any) -> Json:
    source = site.data.sources_by_id[evidence.source]
    day = evidence.date or source.date
    return {
        "claim": claim.id,
        "number": evidence.number,
        "source": source.id,
        "publisher": source.publisher,
        "url": source.url,
        "date": day and day.text,
        "stance": evidence.stance,
        "words": evidence.words,
        "gloss": evidence.gloss,
        "note": site.markdown.plain(evidence.note),
        "limit": evidence.limit,
        "colour": evidence.colour,
        "counts": evidence.counts,
        "witness": evidence.witness,
        "page": evidence.page,
    }


def _count_claim(judgement: Judgement) -> dict[str, int]:
    """Return how many witnesses show a claim or some of it, and how many contradict it; other readings aside."""
    passages_for: list[Passage] = []
    passages_against: list[Passage] = []
    for part in judgement.main.parts:
        for witness in (*part.count.supports, *part.count.partly):
            passages_for += witness.passages
        for witness in part.count.contradicts:
            passages_against += witness.passages
    return {
        "witnesses_for": len(join_witnesses(passages_for)),
        "witnesses_against": len(join_witnesses(passages_against)),
    }


def _source_row(source: Any, cited: Mapping[str, int]) -> Json:
    return {
        "id": source.id,
        "kind": source.kind,
        "side": source.side,
        "author": "; ".join(source.author),
        "publisher": source.publisher,
        "title": source.title,
        "date": source.date and source.date.text,
        "url": source.url,
        "seen": source.seen,
        "cited": cited[source.id],
        "page": source.page,
    }


def _csv(name: str, rows: Iterable[Json]) -> bytes:
    """Return the content of a table (RFC 4180)."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS[name])
    writer.writeheader()
    for row in rows:
        writer.writerow({column: cell(value) for column, value in row.items()})
    return text.getvalue().encode()


def cell(value: object) -> object:
    """Return a value as csv.writer takes it, unable to act as a formula; several ids have spaces between them.

    See OWASP, "CSV Injection".
    """
    if isinstance(value, list | tuple):
        value = " ".join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and value[:1] in _FORMULA else value


# The page


@dataclass(frozen=True)
class DataFile:
    """A file to download."""

    name: str
    url: str
    holds: str


class DataPage(Page):
    """`/data/`: what the data holds, its files, its licence, and how it is cited."""

    license = DATA_LICENSE

    def __init__(self, site: Site, prefix: str = "") -> None:
        """Make the page; `prefix` is the folder of its language, as `zh/`: the files are above it."""
        title, description = (site.language.gettext(words) for words in _WORDS)
        super().__init__(site, "data", (title, description), "features/data_files/data.html")
        release = site.release
        self.lede = site.language.gettext(labels.DATA_LEDE)
        self.date = Edtf.parse(release.date.isoformat()) if release.date else None
        """The date of the latest change."""
        self.is_translation = site.language.tag != site.data.site.language
        self.base = f"{release.site.removesuffix(f'/{prefix}'.rstrip('/')) or labels.LOCAL_SITE}/{FOLDER}"
        """The address of the files in the examples."""

    @property
    def counts(self) -> list[str]:
        """How many records of each kind the data has, in words."""
        counts = self.site.release.counts
        return [labels.held(name, count, self.site.language) for name, count in counts.items() if count]

    @property
    def files(self) -> list[DataFile]:
        """The files."""
        gettext = self.site.language.gettext
        return [DataFile(name, f"{FOLDER}/{name}", gettext(holds)) for name, holds in labels.DATA_FILES.items()]

    @property
    def citation(self) -> Citation:
        """How to cite the data."""
        gettext = self.site.language.gettext
        title = gettext(labels.DATASET, site=self.site.release.name)
        return self.site.citation("data", title, gettext("data"), self.site.release.date)

    def schema_org(self, graph: Graph) -> Iterator[Json]:
        """Yield the data as schema.org's `Dataset`, on the page that has it in the language of the file."""
        yield graph.page(self)
        if self.is_translation:
            return
        files = []
        for file in self.files:
            media_type = labels.MEDIA_TYPES[file.name.rpartition(".")[2]]
            address = {"contentUrl": graph.url(file.url), "encodingFormat": media_type}
            files.append({"@type": "DataDownload", "name": file.name, **address})
        yield {
            **graph.node("Dataset", self.url, self.citation.title, "#dataset"),
            "description": self.lede,
            **present(dateModified=self.date and self.date.iso),
            "inLanguage": self.citation.language.tag,
            "isAccessibleForFree": True,
            "license": self.license.url,
            "creator": graph.publisher(),
            "distribution": files,
        }


def data_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each data file, except the file of claims itself."""
    published = published_records(site)
    yield "claims.json", claims_json(site, published)
    yield "records.schema.json", schema()
    yield from tables(site, published)


class DataFiles(Feature):
    """The claims as YAML, JSON and CSV, and the page that explains these files."""

    places: ClassVar = {"foot": "features/data_files/foot.html", "use": "features/data_files/use.html"}
    bundles: ClassVar = {"site.css": ("features/data_files/data.css",)}

    def pages(self) -> Iterator[DataPage]:
        """Yield the page of the data, which each language has."""
        yield DataPage(self.build.site, self.build.prefix)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files; a translated site has none of its own."""
        build = self.build
        if build.prefix:
            return
        yield f"{FOLDER}/claims.yaml", build.data()
        for name, content in data_files(build.site):
            yield f"{FOLDER}/{name}", content


FEATURE = DataFiles
