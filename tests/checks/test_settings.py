"""What whoever publishes says: the site's address, whom to tell of a mistake, and how a reader challenges a claim."""

import re
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import yaml

from claims.checks import settings as contacts
from claims.checks.settings import ContactError, OptionError, check_publication
from claims.source.faults import Mistake
from support import datasets
from support.building import PUBLISHED_SETTINGS, ROOT, build, publish, small_project
from support.hosting import ADDRESS
from support.package import run
from support.pages import Site

# The address


ADDRESSES = ("https://example.org/a/project", "http://localhost:8000", "https://xn--r8jz45g.example")


def test_an_address_has_a_host_and_perhaps_a_port_and_folders() -> None:
    for address in ADDRESSES:
        contacts.check_site_address(address)


def test_an_address_loses_the_slash_at_its_end(small: Path) -> None:
    more = {"CLAIMS_FEATURES": ["jsonld"]}
    build(small, small / "output", PUBLISHED_SETTINGS, more=more, SITEURL=f" {ADDRESS}// ")
    assert f'"{ADDRESS}/"' in (small / "output" / "index.html").read_text("utf-8")


def test_what_is_not_the_address_of_a_site_is_refused() -> None:
    ends = "/", "?x", "/#a", "/a b", '/">', "//a", "/a/..", "/%2E%2e/a", "/./a", "/%zz", "/%2", ":port", ":99999", ":0"
    hosts = "me@example.org", "例え.example", "Example.org", "a..b", "a-.example", f"{64 * 'a'}.example"
    for given in (*(f"https://example.org{end}" for end in ends), *(f"https://{host}" for host in hosts)):
        with pytest.raises(ContactError) as refused:
            contacts.check_site_address(given)
        assert str(refused.value) == (
            f"SITEURL is {given!r}, and the address of a site is a host in lower case, perhaps a port up to 65535,"
            " perhaps folders other than .., and nothing after them, as in\n"
            "  SITEURL=https://example.org make publish"
        )
    with pytest.raises(ContactError, match=r"^set SITEURL to the address the site will have, as in\n  SITEURL="):
        contacts.check_site_address("")
    for given in ("example.org", "https:"):
        begins = f"SITEURL is '{given}', and the address of a site begins with https:// and a host, as in\n"
        with pytest.raises(ContactError, match=f"^{re.escape(begins)}"):
            contacts.check_site_address(given)
    with pytest.raises(ContactError) as refused:
        contacts.check_site_address("https://example.org/a/Index.HTML")
    assert str(refused.value) == "SITEURL is 'https://example.org/a/Index.HTML', which is a page: leave out Index.HTML"


def test_a_refused_address_is_told_in_words(small: Path) -> None:
    with pytest.raises(ContactError, match=r"^SITEURL is 'https://example\.org\?page=1', and the address "):
        publish(small, small / "output", "https://example.org?page=1")
    assert not (small / "output").exists()


# Contacts


@pytest.fixture(scope="module")
def with_contacts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site that was published with a contact."""
    small = small_project(tmp_path_factory.mktemp("contacts") / "small", datasets.BARE)
    corrections = {"CORRECTIONS_CONTACT": "corrections@puddle.moon", "CORRECTIONS_POLICY": "Jane decides in two weeks."}
    return publish(small, small / "output", ADDRESS, drawn=False, **corrections)


def test_the_foot_of_each_page_says_whom_to_tell_of_a_mistake_where_that_is_given(
    with_contacts: Path, site: Site
) -> None:
    link = '<li><a href="mailto:corrections@puddle.moon">Report a mistake</a></li>'
    pages = {*with_contacts.rglob("*.html")}
    assert pages
    assert [page for page in pages if link not in page.read_text("utf-8")] == []
    assert "Report a mistake" not in site.read("index.html")
    [claim] = with_contacts.glob("claims/the-only-claim/index.html")
    corrections = (with_contacts / "corrections" / "index.html").read_text("utf-8")
    assert '<a href="mailto:corrections@puddle.moon">Tell us</a>' in " ".join(corrections.split())
    assert "<p>Jane decides in two weeks.</p>" in corrections
    challenge = '<a href="mailto:corrections@puddle.moon?subject=Challenge'
    assert challenge in claim.read_text("utf-8")
    assert "Challenge this claim" not in site.read(f"claims/{site.dataset.claims[0].id}/index.html")


ASKING = ("Tell us", "tell us", "send us", "hallenge", "reach us")
NO_ADDRESS = "This site gives no address to write to."


def test_readers_are_asked_to_write_only_where_there_is_an_address(tmp_path: Path) -> None:
    data = (ROOT / "starter" / "data" / "claims.yaml").read_text("utf-8")
    starter = small_project(tmp_path / "starter", data, ROOT / "starter" / "content" / "pages")
    unsigned = Site(build(starter, tmp_path / "unsigned"))
    for page in unsigned.pages:
        for words in ASKING:
            assert words not in page.raw, page
    assert {page.path for page in unsigned.pages if NO_ADDRESS in page.raw} == {"method/index.html", "open/index.html"}
    answered = Site(build(starter, tmp_path / "answered", more={"CORRECTIONS_CONTACT": "a@b.moon"}))
    for page in answered.pages:
        assert NO_ADDRESS not in page.raw, page
    assert "Tell us which part you would judge differently" in answered.read("method/index.html")
    assert "the most useful thing you can send us" in answered.read("open/index.html")
    assert "Cite, copy, challenge" in answered.read("claims/ferry-runs-every-hour/index.html")


CONTACTS = {
    **{given: given for given in ("https://b.example/us", "tel:+1", "mailto:a@b.example", "")},
    "a@b.example": "mailto:a@b.example",
}


def test_a_contact_is_one_that_programs_can_follow() -> None:
    for given, address in CONTACTS.items():
        assert contacts.contact(given) == address
    with pytest.raises(ContactError) as refused:
        contacts.contact("somebody")
    expected = "expected a mail address, or what begins with https://, mailto: or tel:"
    assert str(refused.value) == f"CORRECTIONS_CONTACT is 'somebody': {expected}"


@pytest.mark.parametrize(
    ("contact", "policy", "words"),
    [
        ("you@example.org", "", 'CONTACT has "example.org", a host that no site can have'),
        ("https://forms.example/new", "", 'CONTACT has "forms.example", a host that no site can have'),
        ("a@b.moon", "TK within two weeks.", 'POLICY has "TK", which stands for what is still to be written'),
    ],
)
def test_no_placeholder_of_a_contact_is_published(contact: str, policy: str, words: str) -> None:
    settings = {"SITEURL": ADDRESS, "CORRECTIONS_CONTACT": contact, "CORRECTIONS_POLICY": policy}
    with pytest.raises(OptionError) as stopped:
        check_publication(settings)
    assert str(stopped.value) == f"CORRECTIONS_{words}; set it to what is yours"


def test_a_contact_from_pelicanconf_goes_before_the_form_of_a_workflow(small: Path) -> None:
    form = {"CORRECTIONS_FORM": "https://b.moon/new"}
    assert contact(small, **form) == "https://b.moon/new"
    with (small / "pelicanconf.py").open("a") as settings:
        settings.write('CORRECTIONS_CONTACT = "own@a.moon"\n')
    assert contact(small, **form) == "own@a.moon"
    assert contact(small, **form, CORRECTIONS_CONTACT="a@b.moon") == "a@b.moon"


def contact(project: Path, **environment: str) -> str:
    """The contact that publishconf.py sets."""
    program = "import publishconf; print(publishconf.CORRECTIONS_CONTACT)"
    return run(project, "-c", program, **environment).strip()


# Challenges


FORM = ROOT / ".github" / "ISSUE_TEMPLATE" / "correct-a-claim.yml"
TITLE = "The ‘moon’ & 50% of its cheese"
SUBJECT = f"Challenge: {TITLE} [moon]"


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("https://b.example/us", "https://b.example/us?claim=moon"),
        ("https://b.example/new?template=a.yml#top", "https://b.example/new?template=a.yml&claim=moon#top"),
        ("tel:+1", "tel:+1"),
        # To mail programs a plus is a plus, and no space.
        ("mailto:a@b.example", f"mailto:a@b.example?subject={quote(SUBJECT)}"),
        ("mailto:a@b.example?cc=c@d.example", f"mailto:a@b.example?cc=c@d.example&subject={quote(SUBJECT)}"),
    ],
)
def test_the_address_of_a_challenge_names_the_claim(contact: str, address: str) -> None:
    assert contacts.challenge_address(contact, "moon", TITLE) == address


def test_the_form_has_the_field_that_the_link_fills_in() -> None:
    form = yaml.safe_load(FORM.read_text(encoding="utf-8"))
    [filled_in] = parse_qs(urlsplit(contacts.challenge_address("https://b.example/new", "moon", TITLE)).query)
    assert filled_in in {field["id"] for field in form["body"]}


# Who answers for it


def test_a_site_for_which_nobody_answers_is_not_published(small: Path) -> None:
    settings = small / "publishconf.py"
    settings.write_text(settings.read_text().replace("UNSIGNED = True", "UNSIGNED = False"))
    with pytest.raises(Mistake) as refused:
        publish(small, small / "output", ADDRESS)
    assert str(refused.value) == (
        "publish: this site does not say\n"
        "  who answers for it: `responsible` under `site:`\n"
        "  who pays for it: `about` under `site:`\n"
        "  whom to tell of a mistake: CORRECTIONS_CONTACT in pelicanconf.py\n"
        '  help: say it, or set CLAIMS_UNSIGNED = True in publishconf.py, and its pages say "published unsigned"'
    )
    assert not (small / "output").exists()
    said = datasets.BARE + "site: {responsible: Ada Drizzle, about: She pays., made_with: By hand.}\n"
    (small / "data" / "claims.yaml").write_text(said)
    published = Site(publish(small, small / "output", ADDRESS, drawn=False, CORRECTIONS_CONTACT="a@b.moon"), ADDRESS)
    assert [page.path for page in published.pages if "unsigned" in page.raw] == []
    assert "<p>Ada Drizzle answers for this site.</p>" in published.read("about/index.html")


def test_one_that_is_published_unsigned_says_so_on_each_page(with_contacts: Path, site: Site) -> None:
    published = Site(with_contacts, ADDRESS)
    note = '<a href="/about/">Published unsigned.</a>'
    assert {page.path for page in published.pages if note not in page.raw} == {
        page.path for page in published.pages if not page.all("footer")
    }
    assert (
        "<p>This site is published unsigned: it does not say who answers for it and who pays for it.</p>"
        in published.read("about/index.html")
    )
    assert "unsigned" not in site.read("index.html")
