"""What belongs together stays on one line; what is copied or read by programs stays as it is."""

from __future__ import annotations

import pytest

from claims.site.typography import keep_together, let_break
from pages import Site, text

SPACE, HYPHEN = "\u00a0", "\u2011"


def kept(html: str) -> str:
    """HTML with the signs that keep words together shown as `_` and `=`."""
    return keep_together(html).replace(SPACE, "_").replace(HYPHEN, "=")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("It had 71 deaths, 5 per cent of 1 million.", "It had 71_deaths, 5_per_cent of 1_million."),
        ("On 1 May 2019 and 30 September.", "On 1_May 2019 and 30_September."),
        ("Of 3% per cent, per head.", "Of 3%_per_cent, per head."),
        ("2 independent witnesses, 1 claim", "2_independent witnesses, 1_claim"),
        ("In 2019 he wrote 12 letters.", "In 2019 he wrote 12 letters."),
        ("It weighs 20 kg, or 20 kgs.", "It weighs 20_kg, or 20 kgs."),
        ("5 yearly, 5 years", "5 yearly, 5_years"),
    ],
)
def test_a_number_stays_with_its_unit_and_a_day_with_its_month(written: str, shown: str) -> None:
    assert kept(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("An op-ed, an e-mail, an X-ray.", "An op=ed, an e=mail, an X=ray."),
        ("It is well-known and twenty-one.", "It is well-known and twenty-one."),
        ("In 2019-20, co-operation, re-elected.", "In 2019-20, co-operation, re-elected."),
        ("An A-B test - or so.", "An A-B test - or so."),
    ],
)
def test_a_short_word_with_a_hyphen_is_not_broken(written: str, shown: str) -> None:
    assert kept(written) == shown


def test_tags_stay_as_they_are() -> None:
    html = '<a class="e-mail" title="of 5 May, an op-ed" href="x-y">op-ed</a> <x-y z="5 May">5 <b>May</b></x-y>'
    assert kept(html) == html.replace(">op-ed<", ">op=ed<")


@pytest.mark.parametrize("tag", ["pre", "code", "textarea"])
def test_what_is_typed_again_stays_as_it_is(tag: str) -> None:
    html = f'5 May <{tag} class="e-mail">5 May\n<b>op-ed</b></{tag}> 5 May'
    assert kept(html) == html.replace("5 May <", "5_May <", 1).replace("> 5 May", "> 5_May")


def test_words_after_a_tag_of_another_name_are_kept_together() -> None:
    assert kept("<preface>5 May</preface>") == "<preface>5_May</preface>"


@pytest.mark.parametrize("address", ["https://example.org/in-usa-today/a-b?op-ed=x-y", "http://x-ray.example/#e-mail"])
def test_an_address_stays_as_it_is(address: str) -> None:
    assert kept(f"An op-ed ({address}), of 5 May") == f"An op=ed ({address}), of 5_May"
    assert kept(f'<a href="{address}">{address}</a> op-ed') == f'<a href="{address}">{address}</a> op=ed'


def test_a_citation_stays_as_it_is_and_what_follows_does_not() -> None:
    html = '<p class="cite__text" id="citation">An op-ed, 5 May.\nhttps://example.org/</p><p>5 May</p>'
    assert kept(html) == html.replace("<p>5 May", "<p>5_May")


def test_no_more_than_spaces_and_hyphens_change_and_all_can_be_put_back() -> None:
    html = "<p>An op-ed of 5 May &amp; 20 per cent.</p>"
    assert keep_together(html) != html
    assert let_break(keep_together(html)) == html


# The built site


def test_pages_keep_together_what_belongs_together_below_their_head(many_site: Site) -> None:
    page = many_site.page("timeline/")
    assert f"26{SPACE}events, oldest first" in "".join(page.main.itertext())
    changed = [p.path for p in many_site.pages if {SPACE, HYPHEN} & {*p.raw.partition("<main")[0]}]
    assert changed == []


def test_a_citation_can_be_copied_as_it_is_written(many_site: Site) -> None:
    page = many_site.page("claims/claim-0/")
    citation = page.by_id("citation")
    assert "".join(citation.itertext()) == text(citation)
    assert text(citation).endswith(" 31 January 2020.")
