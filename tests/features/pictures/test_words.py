"""Words of pages → what their pictures say, in lines that fit."""

from collections import Counter
from dataclasses import replace
from itertools import accumulate, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.features import pictures
from claims.features.pictures import FONTS, SANS, SERIF_BOLD, Box, Font, Neighbours, Picture, TextBlock, fit
from claims.site.page import PictureWords
from support.building import ENGLISH
from support.datasets import build_pages, load, make_site
from support.findable import CLAIMS

BOX = Box(x=80, y=100, width=1000, height=290)
SIZES = (76, 60, 44, 30)
CHINESE = "发言人说：“新疆的‘培训中心’（2019年）学员已全部结业，”BBC 则说：《中国文件》显示，人数多达100万。"
SAID = "The Astronomer, The Paper, 30 September 2019"
TEXTS = """texts:
  - {id: first, title: F, name: the first, speaker: agency, form: letter, date: 2019, seen_through: [letter]}
  - {id: second, title: S, name: the second, speaker: agency, form: letter, date: 2019, seen_through: [letter]}
"""


def drawn(claims: str) -> dict[str, Picture]:
    """The pictures under the addresses of the pages they are of."""
    dataset = load(claims)
    site = make_site(dataset)
    found = dict[str, Picture]()
    for page in build_pages(dataset):
        words = page.picture_words(site)
        picture = pictures.picture(words, ENGLISH) if words else None
        if picture:
            found[page.url] = picture
    return found


def texts(block: TextBlock) -> list[str]:
    return [line.text for line in block.lines]


def test_a_picture_says_what_is_claimed_or_asked_and_each_verdict_and_in_sentences_too() -> None:
    claims = f"site: {{headline: 'Do {{claims}} claims hold up?'}}\n{CLAIMS}"
    shown = dict[str, tuple[str, str, str, str | list[str]]]()
    for url, picture in drawn(claims).items():
        title, note = " ".join(texts(picture.title)), " ".join(texts(picture.note))
        marks = [mark.label for mark in picture.marks]
        shown[url] = picture.kicker, title, note, picture.verdict.name if picture.verdict else marks
    del shown["claims/hostile/"]
    assert shown == {
        "": ("", "Do 3 claims hold up?", "3 claims", ["confirmed", "not-reviewed", "opinion"]),
        "topics/listing/": (
            *("Topic, 2 claims", "Was every stone listed?", "Yes, from 1 May 2019."),
            ["confirmed", "not-reviewed"],
        ),
        "topics/pebbles/": ("Topic, 2 claims", "Were pebbles checked?", "In part.", ["not-reviewed", "opinion"]),
        "claims/listed/": ("Claim 1 of 3", "Every stone is listed", SAID, "Confirmed"),
        "claims/checked/": ("Claim 2 of 3", "Pebbles are checked", SAID, "Not yet reviewed"),
    }
    told = {url: picture.alt for url, picture in drawn(claims).items()}
    assert told[""] == "Do 3 claims hold up? 3 claims: 1 confirmed, 1 not yet reviewed, 1 opinion."
    assert told["topics/listing/"] == (
        "Topic: Listing as a class. Was every stone listed? Yes, from 1 May 2019. "
        "2 claims: 1 confirmed, 1 not yet reviewed."
    )
    own = drawn(CLAIMS.replace("publisher: The Paper", "publisher: Astronomer"))["claims/listed/"]
    assert texts(own.note) == ["The Astronomer, 30 September 2019"]
    words = PictureWords(name="x", said=("A topic",), title="A", note="", marks=[])
    empty = pictures.picture(words, ENGLISH)
    assert empty
    assert empty.alt == "A topic. 0 claims."
    assert told["claims/listed/"] == f"Claim: Every stone is listed (by The Astronomer). Verdict: confirmed. {SAID}."


def test_only_somebody_who_is_cited_stands_before_the_maker_of_a_claim() -> None:
    cited = CLAIMS.replace("source: testimony}", "source: testimony, cited: true}")
    notes = [texts(drawn(claims)["claims/checked/"].note) for claims in (CLAIMS, cited)]
    assert notes == [[SAID], [f"The Agency, according to {SAID}"]]
    alone = CLAIMS.replace("source: letter, date: 2019-09-30}", "source: letter, date: 2019-09-30, cited: true}")
    assert texts(drawn(alone)["claims/hostile/"].note) == [SAID]


def test_a_claim_is_counted_among_those_of_its_text() -> None:
    apart = CLAIMS.replace("    kind: measure", "    text: first\n    kind: measure").replace(
        "    kind: position", "    text: second\n    kind: position"
    )
    pictures = drawn(TEXTS + apart)
    kickers = [picture.kicker for url, picture in pictures.items() if url.startswith("claims/")]
    assert kickers == ["Claim 1 of 2", "Claim 2 of 2", "Claim 1 of 1"]
    assert texts(pictures[""].note) == ["2 claims"], "those of the first text"


def test_a_picture_of_whose_title_the_font_lacks_a_letter_is_none() -> None:
    words = PictureWords(name="x", said=("x",), title="Łódź, Όμηρος, Москва, BUILT", note="Norma نورما")
    assert pictures.picture(words, ENGLISH)
    for title in ("Norma نورما", "月亮", "ノルマ", "नोर्मा"):
        assert pictures.picture(replace(words, title=title), ENGLISH) is None


def test_what_a_picture_says_in_chinese_ends_as_chinese_sentences_end() -> None:
    said = ("石头", "石头都在名单上吗？", "Yes", "No.")
    picture = pictures.picture(PictureWords(name="x", said=said, title="", note="", marks=["opinion"]), ENGLISH)
    assert picture
    assert picture.alt == "石头。石头都在名单上吗？Yes. No. 1 claim: 1 opinion."


def test_marks_are_smaller_where_they_are_many_and_keep_their_proportions_where_they_are_too_many() -> None:
    alone, marks = pictures.row(["opinion"])[0], pictures.row(["opinion"] * 100)
    assert len(marks) == 100
    assert marks[-1].x + marks[-1].size < 1128
    assert {mark.size < alone.size for mark in marks} == {True}
    marks = pictures.row(["opinion", "disputed", "disputed", "unconfirmed"] * 5000)
    assert Counter(mark.label for mark in marks) == {"disputed": 60, "opinion": 30, "unconfirmed": 30}


# Lines


def stands_in(block: TextBlock, box: Box, font: Font) -> bool:
    """Whether no line is wider than the box, and none above or below it."""
    lines = block.lines
    for line in lines:
        top, bottom = line.y - 0.75 * block.size, line.y + 0.25 * block.size
        if font.width(line.text) * block.size > box.width + 1e-6 or top < box.y or bottom > box.y + box.height:
            return False
    return True


@given(
    st.text(max_size=400),
    st.integers(150, 1100).flatmap(lambda w: st.integers(60, 400).map(lambda h: Box(x=0, y=0, width=w, height=h))),
)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_text_leaves_its_box(text: str, box: Box) -> None:
    assert stands_in(fit(text, SERIF_BOLD, box, (60, 44, 30)), box, SERIF_BOLD)


def test_lines_are_about_equally_long() -> None:
    block = fit("Special operations were launched against online sales of it", SERIF_BOLD, BOX, (60,))
    widths = [SERIF_BOLD.width(line) * 60 for line in texts(block)]
    assert len(widths) == 2
    assert max(widths) - min(widths) < 300


def test_what_cannot_fit_is_cut_off_and_a_word_wider_than_the_box_is_broken() -> None:
    block = fit("word " * 1000, SERIF_BOLD, BOX, SIZES)
    assert block.size == 30
    assert texts(block)[-1].endswith("word…")
    block = fit(f"See {'W' * 200} there", SERIF_BOLD, BOX, SIZES)
    assert "".join(texts(block)).replace(" ", "") == f"See{'W' * 200}there"


def test_what_xml_cannot_hold_and_what_turns_the_writing_is_left_out() -> None:
    assert texts(fit("a\x00b\u202ec\nd\ufffe", SANS, BOX, SIZES)) == ["a b c d"]


def test_a_centred_text_has_as_much_room_above_as_below() -> None:
    top, middle = fit("One line", SANS, BOX, (50,)), fit("One line", SANS, BOX, (50,), centred=True)
    assert middle.lines[0].y - top.lines[0].y == (BOX.height - 60) / 2


@pytest.mark.parametrize("width", range(120, 1000, 40))
def test_chinese_breaks_between_letters_and_not_before_or_after_what_belongs_to_one(width: int) -> None:
    broken = texts(fit(CHINESE, SERIF_BOLD, Box(x=0, y=0, width=width, height=2000), (40,)))
    assert len(broken) > 1
    assert "".join(broken).replace(" ", "") == CHINESE.replace(" ", "")
    assert [line for line in broken if line[0] in "，。：；？！）》”’」" or line[-1] in "（《“‘「"] == []
    assert "BBC" in "|".join(broken)


@pytest.mark.parametrize("width", range(190, 1000, 40))
def test_a_line_never_ends_inside_a_word(width: int) -> None:
    words = ["中国", "列管", "芬太尼", "查获", "药品"]
    neighbours = Neighbours("".join(order) for order in permutations(words))
    box = Box(x=0, y=0, width=width, height=2000)
    ends = list(accumulate(texts(fit("".join(words), SERIF_BOLD, box, (90, 40), neighbours))))
    assert {*ends} <= {*accumulate(words)}
    lines = texts(fit("Pharmaceutical companies in a row", SERIF_BOLD, box, (60, 25)))
    assert " ".join(lines) == "Pharmaceutical companies in a row"


def test_latin_breaks_at_spaces_alone() -> None:
    words = "“word(s)” said don’t"
    assert texts(fit(words, SERIF_BOLD, Box(x=0, y=0, width=220, height=2000), (40,))) == ["“word(s)”", "said don’t"]


def test_the_fonts_are_measured() -> None:
    for font in FONTS:
        assert font.width("W") > font.width("i") > 0
        assert font.width("WW") == font.width("W") * 2
