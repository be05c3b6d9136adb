"""What whoever publishes says: the site's address, whom to tell of a mistake, and security.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

import datasets
from building import publish, small_project
from claims.publish import contacts
from claims.publish.contacts import ContactError
from hosting import ADDRESS
from pages import Site

# The address


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://example.org", "https://example.org"),
        ("https://example.org/", "https://example.org"),
        (" https://example.org/a/project// ", "https://example.org/a/project"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("https://xn--r8jz45g.example", "https://xn--r8jz45g.example"),
    ],
)
def test_an_address_loses_the_slash_at_its_end(given: str, address: str) -> None:
    assert contacts.site_address(given) == address


@pytest.mark.parametrize(
    "given",
    ["https://", "https://example.org?x", "https://example.org/#a", "https://me@example.org", "https://例え.example",
     "https://example.org/a b", "https://Example.org", 'https://example.org/">', "https://example.org//a",
     "https://example.org:port"],
)  # fmt: skip
def test_what_is_not_the_address_of_a_site_is_refused(given: str) -> None:
    with pytest.raises(ContactError, match=r"^(SITEURL is |set SITEURL to )"):
        contacts.site_address(given)


def test_a_refused_address_is_told_in_words(small: Path) -> None:
    words = r"^publish: SITEURL is 'https://example\.org\?page=1', and the address of a site is "
    with pytest.raises(SystemExit, match=words):
        publish(small, small / "output", "https://example.org?page=1")
    assert not (small / "output").exists()


# Contacts


@pytest.fixture(scope="module")
def with_contacts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site that was published with every contact."""
    small = small_project(tmp_path_factory.mktemp("contacts") / "small", datasets.BARE)
    given = {
        "CORRECTIONS_CONTACT": "corrections@example.org",
        "SECURITY_CONTACT": "security@example.org",
        "SECURITY_EXPIRES": "2027-06-30",
    }
    return publish(small, small / "output", ADDRESS, **given)


def test_the_foot_of_each_page_says_whom_to_tell_of_a_mistake_where_that_is_given(
    with_contacts: Path, site: Site
) -> None:
    link = '<li><a href="mailto:corrections@example.org">Report a mistake</a></li>'
    pages = [*with_contacts.rglob("*.html")]
    assert pages
    assert [page for page in pages if link not in page.read_text("utf-8")] == []
    assert "Report a mistake" not in site.read("index.html")


@pytest.mark.parametrize(
    ("given", "contact"),
    [("a@b.example", "mailto:a@b.example"), ("https://b.example/us", "https://b.example/us"), ("tel:+1", "tel:+1"),
     ("mailto:a@b.example", "mailto:a@b.example"), ("", "")],
)  # fmt: skip
def test_a_contact_is_one_that_programs_can_follow(given: str, contact: str) -> None:
    assert contacts.contact("CORRECTIONS_CONTACT", {"CORRECTIONS_CONTACT": given}) == contact


def test_a_contact_that_nobody_can_follow_is_refused() -> None:
    with pytest.raises(ContactError) as refused:
        contacts.contact("CORRECTIONS_CONTACT", {"CORRECTIONS_CONTACT": "somebody"})
    assert str(refused.value) == (
        "CORRECTIONS_CONTACT is 'somebody': expected a mail address, or what begins with https://, mailto: or tel:"
    )


# security.txt


def test_without_a_contact_there_is_no_security_txt(published_site: Site) -> None:
    assert contacts.SECURITY_TXT not in published_site.files


def test_with_a_contact_and_a_day_there_is_one(with_contacts: Path) -> None:
    assert (with_contacts / ".well-known" / "security.txt").read_text() == (
        "Contact: mailto:security@example.org\n"
        "Expires: 2027-06-30T00:00:00Z\n"
        "Preferred-Languages: en\n"
        "Canonical: https://example.org/.well-known/security.txt\n"
    )


@pytest.mark.parametrize(
    ("contact", "expires", "message"),
    [
        ("security@example.org", "", "SECURITY_CONTACT is set and SECURITY_EXPIRES is not: security.txt needs both"),
        ("", "2027-06-30", "SECURITY_EXPIRES is set and SECURITY_CONTACT is not: security.txt needs both"),
        (
            "somebody",
            "2027-06-30",
            "SECURITY_CONTACT is 'somebody': expected a mail address, or what begins with https://, mailto: or tel:",
        ),
        (
            "a@b.example\nX: y",
            "2027-06-30",
            "SECURITY_CONTACT is 'a@b.example\\nX: y': expected a mail address, or what begins with https://, mailto: "
            "or tel:",
        ),
        ("a@b.example", "soon", "SECURITY_EXPIRES is 'soon': expected a day, as in 2027-06-30"),
    ],
)
def test_half_a_security_txt_is_refused(contact: str, expires: str, message: str) -> None:
    with pytest.raises(ContactError) as refused:
        contacts.security_txt({"SECURITY_CONTACT": contact, "SECURITY_EXPIRES": expires}, ADDRESS, "en")
    assert str(refused.value) == message


@pytest.mark.parametrize(
    "moment", ["2027-06-30T12:00:00Z", "2027-06-30T12:00:00.25+08:00", "2028-02-29T23:59:59-00:00"]
)
def test_a_moment_is_taken_as_the_standard_writes_it(moment: str) -> None:
    assert contacts.expiry(moment) == moment


@pytest.mark.parametrize(
    "moment",
    ["2027-W01-1T00:00Z", "20270630T000000Z", "2027-06-30T12Z", "2027-06-30T12:00Z", "2027-06-30 00:00:00Z",
     "2027-06-30T00:00:00,5Z", "2027-06-30T24:00:00Z", "2027-06-30T00:00:00+08:75", "2027-06-30T00:00:00+0800",
     "2027-06-30T00:00:00", "2027-06-30T00", "2027-02-30T00:00:00Z", "2027-02-30", "2027-06-30\n", "２０２７-06-30"],
)  # fmt: skip
def test_a_moment_in_any_other_form_is_refused(moment: str) -> None:
    with pytest.raises(ContactError) as refused:
        contacts.expiry(moment)
    assert str(refused.value) == f"SECURITY_EXPIRES is {moment!r}: expected a day, as in 2027-06-30"
