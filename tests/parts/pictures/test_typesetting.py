"""Text → lines that fit a box."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.parts.pictures import FONTS, SANS, SERIF_BOLD, Box, Font, fit
from claims.site.views import View

BOX = Box(x=80, y=100, width=1000, height=290)
SIZES = (76, 60, 44, 30)


def texts(block: View) -> list[str]:
    return [line.text for line in block.lines]


def stands_in(block: View, box: Box, font: Font) -> bool:
    """Whether no line is wider than the box, and none above or below it."""
    lines = block.lines
    return (
        all(font.width(line.text) * block.size <= box.width + 1e-6 for line in lines)
        and all(line.y - 0.75 * block.size >= box.y for line in lines)
        and all(line.y + 0.25 * block.size <= box.y + box.height for line in lines)
    )


def test_lines_are_about_equally_long() -> None:
    block = fit("Special operations were launched against online sales of it", SERIF_BOLD, BOX, (60,))
    widths = [SERIF_BOLD.width(line) * 60 for line in texts(block)]
    assert len(widths) == 2
    assert max(widths) - min(widths) < 300


def test_what_cannot_fit_is_cut_off_and_says_so() -> None:
    block = fit("word " * 1000, SERIF_BOLD, BOX, SIZES)
    assert block.size == 30
    assert texts(block)[-1].endswith("word…")
    assert stands_in(block, BOX, SERIF_BOLD)


def test_a_word_wider_than_the_box_is_broken() -> None:
    block = fit(f"See {'W' * 200} there", SERIF_BOLD, BOX, SIZES)
    assert "".join(texts(block)).replace(" ", "") == f"See{'W' * 200}there"
    assert stands_in(block, BOX, SERIF_BOLD)


def test_what_xml_cannot_hold_and_what_turns_the_writing_is_left_out() -> None:
    assert texts(fit("a\x00b\u202ec\nd\ufffe", SANS, BOX, SIZES)) == ["a b c d"]


def test_a_centred_text_has_as_much_room_above_as_below() -> None:
    top, middle = fit("One line", SANS, BOX, (50,)), fit("One line", SANS, BOX, (50,), centred=True)
    assert middle.lines[0].y - top.lines[0].y == (BOX.height - 60) / 2


@pytest.mark.parametrize("font", FONTS, ids=str)
def test_every_font_is_there_and_its_letters_have_widths(font: Font) -> None:
    assert font.file.is_file()
    assert font.width("W") > font.width("i") > 0
    assert font.width("WW") == font.width("W") * 2


@given(
    st.text(max_size=400),
    st.integers(150, 1100).flatmap(lambda w: st.integers(60, 400).map(lambda h: Box(x=0, y=0, width=w, height=h))),
)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_text_leaves_its_box(text: str, box: Box) -> None:
    assert stands_in(fit(text, SERIF_BOLD, box, (60, 44, 30)), box, SERIF_BOLD)
