"""The list of sources: their order, what cites each, and its pages; what an entry says test_golden.py sees."""

from claims.features.jsonld import script
from claims.pages.sources import Entry
from claims.site.schema_org import Graph
from claims.site.site import MAX_SOURCES
from support.building import ENGLISH
from support.datasets import build_pages, load, make_site, pages_of
from support.helpers import Raw, Value, appearance, claim, event, evidence, source, term, text, text_of

WORKS = [
    source("letter", aliases=["old-letter"]),
    source("survey", kind="academic", note="Its data are lost."),
    source("hearing", kind="court", url=None, title=None, described="What she said", note="It was not printed."),
    source("again", edition_of="survey", relays=["hearing"]),
]


def many(count: int) -> list[Raw]:
    """Sources, of which all but two are news."""
    others = [source("letter", kind="official"), source("survey", kind="official")]
    return [*others, *(source(f"news-{n}") for n in range(count - 2))]


def entries(**sections: Value) -> dict[str, Entry]:
    groups = pages_of(**sections)["sources/"].groups
    found = dict[str, Entry]()
    for _, entries in groups:
        found |= {entry.source.id: entry for entry in entries}
    return found


def test_each_source_stands_once_under_its_kind_by_publisher_and_date() -> None:
    works = [
        source("letter", publisher="b", date="2017"),
        source("older", publisher="B", date="2016"),
        source("first", publisher="A", date="2018"),
        source("law", kind="official"),
    ]
    page = pages_of(sources=works, claims=[claim(evidence=[evidence("first")])])["sources/"]
    (official, laws), (news, reports) = page.groups
    assert (official.value, news.value, [entry.source.id for entry in laws]) == ("official", "news", ["law"])
    assert [entry.source.id for entry in reports] == ["first", "older", "letter"]


def citing(entry: Entry) -> list[tuple[str, str, str]]:
    """Heading, title and address of whatever cites a source."""
    found = list[tuple[str, str, str]]()
    for heading, links in entry.citing:
        found += [(heading, link.title, link.url) for link in links]
    return found


def test_an_entry_leads_to_all_that_cites_it() -> None:
    said = claim(short="All cheese", appearances=[appearance(), appearance()], evidence=[evidence(), evidence()])
    found = entries(
        sources=WORKS,
        claims=[said],
        texts=[text(left_out=[{"text": "O", "date": "2018", "sources": ["hearing", "letter"]}])],
        events=[event(sources=["hearing"])],
        glossary=[term(sources=["hearing"])],
    )
    assert citing(found["hearing"]) == [
        ("Events", "T", "timeline/#event-landing"),
        ("Passed on by", "P", "sources/#source-again"),
        ("Also cited for", "The poem", "texts/poem/"),
        ("Also cited for", "Crater", "glossary/#term-crater"),
    ]
    assert citing(found["letter"]) == [
        ("Claims", "All cheese", "claims/moon-cheese/#chain"),
        ("Also cited for", "The poem", "texts/poem/"),
    ]
    assert citing(found["survey"]) == [("Claims", "All cheese", "claims/moon-cheese/#evidence-1")]
    assert citing(found["again"]) == []
    assert [link.url for link in found["again"].relays] == ["sources/#source-hearing"]
    assert [link.url for link in found["again"].edition_of] == ["sources/#source-survey"]


def test_a_long_list_has_a_page_for_each_kind() -> None:
    whole = {url for url in pages_of(sources=many(MAX_SOURCES)) if url.startswith("sources/")}
    assert whole == {"sources/"}
    works = many(3 * MAX_SOURCES)
    divided = {url: page for url, page in pages_of(sources=works).items() if url.startswith("sources/")}
    assert divided.keys() == {"sources/", "sources/official/", "sources/news/"}
    assert [*divided["sources/"].groups] == []
    assert [kind.value for kind, _ in divided["sources/official/"].groups] == ["official"]
    assert [kind.value for kind, _ in divided["sources/news/"].groups] == ["news"]
    kinds = [(kind.value, url, count) for kind, url, count in divided["sources/"].kinds]
    assert kinds == [("official", "sources/official/", 2), ("news", "sources/news/", 3 * MAX_SOURCES - 2)]
    assert divided["sources/news/"].title == "Sources: News"
    seen = [page.seen for page in divided.values()]
    assert seen == ["We read the opening of 300.", "We read the opening of 2.", "We read the opening of 298."]
    urls = make_site(load(text_of(sources=works))).urls
    assert urls.record("source", "letter") == "sources/official/#source-letter"


def test_a_claim_cites_the_address_of_a_source_or_its_place_in_the_list() -> None:
    chain = [appearance(), appearance(source="hearing")]
    dataset = load(text_of(sources=WORKS, claims=[claim(appearances=chain)]))
    urls = make_site(dataset).urls
    base = "https://built.example"
    graph = Graph(base=base, name="S", urls=urls, organization="O", made_with="", language=ENGLISH)
    page = next(page for page in build_pages(dataset) if page.save_as == "claims/moon-cheese/index.html")
    told = script(page, graph, "")
    assert '"url": "https://letter.example/"' in told
    assert f'"@id": "{base}/sources/#source-hearing"' in told
    assert f'"url": "{base}/sources/#source-hearing"' in told
