"""Hugo's site says what ours says: each text of the file stands on its page."""

from __future__ import annotations

import html
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks import generate, hugo_site, project
from benchmarks.runner import hugo
from claims.data import loader
from claims.data.model import Claim, Dataset, Event, Source, by_id
from claims.site.labels import NAMES, RELATIONS
from claims.site.markdown import Prose
from helpers import TODAY

CLAIMS = 24


@dataclass(frozen=True)
class Hugo:
    """A project of Hugo's."""

    folder: Path
    form: str

    def build(self, name: str) -> Path:
        command = [hugo(), "--destination", name, "--cacheDir", str(self.folder.with_name(f"{self.form}-{name}-cache"))]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "WARN" not in done.stdout + done.stderr
        return self.folder / name


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    text = generate.text(CLAIMS)
    return loader.check_text(Path("made.yaml"), text, today=TODAY, remarks=False).dataset


@pytest.fixture(scope="module")
def sites(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Hugo]:
    folder = tmp_path_factory.mktemp("hugo")
    for form in hugo_site.FORMS:
        hugo_site.make(dataset, folder / form, form)
    return {form: Hugo(folder / form, form) for form in hugo_site.FORMS}


@pytest.fixture(scope="module")
def built(sites: dict[str, Hugo]) -> dict[str, Path]:
    return {form: site.build("public") for form, site in sites.items()}


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_both_forms_give_the_same_site(built: dict[str, Path]) -> None:
    assert _files(built["data"]) == _files(built["files"])


def test_there_is_a_page_for_each_claim_topic_and_source_and_a_timeline(
    built: dict[str, Path], dataset: Dataset
) -> None:
    pages = {
        *(f"claims/{claim.id}/index.html" for claim in dataset.claims),
        *(f"topics/{topic.id}/index.html" for topic in dataset.topics),
        *(f"sources/{source.id}/index.html" for source in dataset.sources),
        "timeline/index.html",
    }
    assert set(_files(built["data"])) == pages


def _reads(file: Path) -> str:
    text = re.sub(r"(?s)<head>.*?</head>", "", file.read_text("utf-8"))
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", text)).split())


def _on_claim(claim: Claim, data: Dataset) -> Iterator[str]:
    prose, sources = Prose(), by_id(data.sources)
    yield from (claim.title, prose.plain(claim.statement), NAMES[claim.kind])
    if claim.note:
        yield prose.plain(claim.note)
    for appearance in claim.appearances:
        yield by_id(data.speakers)[appearance.speaker].name
        yield _shown(sources[appearance.source]) + (
            f", paragraph {appearance.paragraph}" if appearance.paragraph else ""
        )
        yield NAMES[sources[appearance.source].seen]
    if claim.quote:
        yield f"“{claim.quote.text}”"
    if claim.verdict:
        yield from (NAMES[claim.verdict.label], claim.verdict.summary, prose.plain(claim.verdict.reasoning))
    for evidence in claim.evidence:
        source = sources[evidence.source]
        yield from (prose.plain(evidence.note), NAMES[evidence.stance], NAMES[source.kind])
        yield f"{_shown(source)} {source.publisher}" + (f", {source.date}" if source.date else "")
        if evidence.words:
            yield f"“{evidence.words}”"
    for relation in claim.relations:
        yield f"{RELATIONS[relation.relation][0]} {by_id(data.claims)[relation.claim].title}"
    for event in data.events:
        if claim.id in event.claims:
            yield f"{event.date}: {event.title}"
    for change in claim.changes:
        yield f"{change.date} {NAMES[change.kind]}. {change.note}"


def _shown(source: Source) -> str:
    title = source.title or f"[{source.described}]"
    return f"{title} (“{source.gloss}”)" if source.gloss else title


def _event(event: Event, data: Dataset) -> Iterator[str]:
    yield f"{event.title} {NAMES[event.account]} {Prose().plain(event.summary)}"
    yield from (by_id(data.claims)[claim].title for claim in event.claims)
    yield "; ".join(by_id(data.sources)[source].publisher for source in event.sources)


def _pages(data: Dataset) -> Iterator[tuple[str, Iterator[str]]]:
    for claim in data.claims:
        yield f"claims/{claim.id}", _on_claim(claim, data)
    for topic in data.topics:
        about = [claim for claim in data.claims if topic.id in claim.topics]
        texts = [topic.title, topic.question, topic.answer, Prose().plain(topic.summary)]
        texts += [f"{c.title} {NAMES[c.verdict.label]}. {c.verdict.summary}" for c in about if c.verdict]
        texts += [text for event in data.events if topic.id in event.topics for text in _event(event, data)]
        yield f"topics/{topic.id}", iter(texts)
    for source in data.sources:
        yield f"sources/{source.id}", _on_source(source, data)
    yield "timeline", (text for event in data.events for text in _event(event, data))


def _on_source(source: Source, data: Dataset) -> Iterator[str]:
    yield from (_shown(source), source.publisher, NAMES[source.kind], NAMES[source.seen])
    yield from filter(None, (source.note, source.url))
    for claim in data.claims:
        for evidence in claim.evidence:
            if evidence.source == source.id:
                yield f"{NAMES[evidence.stance]} {claim.title} {Prose().plain(evidence.note)}"
        for appearance in claim.appearances:
            if appearance.source == source.id:
                yield claim.title
                yield f"Paragraph {appearance.paragraph}" if appearance.paragraph else "The claims it carries"
    for event in data.events:
        if source.id in event.sources:
            yield f"{event.date}: {event.title}"


def test_every_text_stands_on_its_page(built: dict[str, Path], dataset: Dataset) -> None:
    looked_for = 0
    for path, texts in _pages(dataset):
        page = _reads(built["data"] / path / "index.html")
        for text in texts:
            looked_for += 1
            assert " ".join(text.split()) in page, path
    assert looked_for > 50 * CLAIMS


def test_every_dated_claim_is_in_the_timeline(built: dict[str, Path], dataset: Dataset) -> None:
    page = (built["data"] / "timeline" / "index.html").read_text("utf-8")
    told = {claim for event in dataset.events for claim in event.claims}
    untold = [claim.id for claim in dataset.claims if claim.date and claim.id not in told]
    assert len(re.findall(r'<li class="event"', page)) == len(dataset.events) + len(untold)


def test_links_lead_to_pages_that_are_there_and_to_those_left_out(built: dict[str, Path]) -> None:
    left_out = re.compile(r"/(?:$|speakers/|glossary/|theme/|search/|about/|method/|corrections/|data/|\w+/$)")
    for path, raw in _files(built["data"]).items():
        for address in re.findall(r'href="(/[^"]*)"', raw.decode()):
            page, _, place = address.partition("#")
            if not left_out.match(page):
                assert (built["data"] / page.strip("/") / "index.html").is_file(), (path, address)
            elif page == "/timeline/" and place:
                assert f'id="{place}"' in (built["data"] / "timeline/index.html").read_text("utf-8"), (path, address)


@pytest.mark.parametrize("form", hugo_site.FORMS)
def test_an_edit_changes_the_page_it_names(form: str, sites: dict[str, Hugo], built: dict[str, Path]) -> None:
    before = _files(built[form])
    page = hugo_site.edit(sites[form].folder, form)
    after = _files(sites[form].build("after"))
    changed = {path for path in before if before[path] != after[path]}
    assert f"{page}/index.html" in changed <= {f"{page}/index.html", "timeline/index.html", *_topics(after)}
    text = after[f"{page}/index.html"].decode()
    assert text.count(project.SENTENCE) == 1
    assert text.replace(f"{project.SENTENCE} ", "") == before[f"{page}/index.html"].decode()


def _topics(files: dict[str, bytes]) -> set[str]:
    return {path for path in files if path.startswith("topics/")}


def test_the_command_makes_the_same(dataset: Dataset, tmp_path: Path, sites: dict[str, Hugo]) -> None:
    (tmp_path / "claims.yaml").write_text(generate.text(CLAIMS), encoding="utf-8")
    make: Callable[[list[str]], None] = hugo_site.main
    make([str(tmp_path / "made"), "--claims", str(tmp_path / "claims.yaml"), "--form", "files"])
    made, wanted = (_files(folder) for folder in (tmp_path / "made", sites["files"].folder))
    assert {path for path in made if made[path] != wanted[path]} <= {path for path in made if "/claims/" in path}
    assert made.keys() == {path for path in wanted if not path.startswith(("public/", "after/", ".hugo_build"))}
