"""How a reader challenges a claim."""

from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import yaml

from claims import contacts
from claims.plugin import OptionError, check_publication
from support.building import ROOT, publish
from support.hosting import ADDRESS
from support.package import run

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


def test_with_a_contact_the_page_of_corrections_says_who_decides(small: Path) -> None:
    policy = "Jane Smith decides within two weeks."
    publish(small, small / "output", ADDRESS, CORRECTIONS_CONTACT="a@b.moon", CORRECTIONS_POLICY=policy)
    page = (small / "output" / "corrections" / "index.html").read_text(encoding="utf-8")
    assert '<a href="mailto:a@b.moon">Tell us</a>' in " ".join(page.split())
    assert "<p>Jane Smith decides within two weeks.</p>" in page


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
