"""SVG → PNG: its size, its bytes, and where its ink is."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from pelican.settings import read_settings
from PIL import Image, ImageChops

from building import ROOT
from claims import pages
from claims.exports import drawing, share_images, typesetting
from findable import HOSTILE, made

PAPER, MARGIN_LEFT, MARGIN_RIGHT = (252, 251, 248), 84, 1128
OVERHANG = 3  # pixels that a letter's ink may reach beyond its place
TITLE = (21, 120, 1200, 450)  # the part of the picture in which a title stands, right of the band of colour
SIMPLE = '<svg xmlns="http://www.w3.org/2000/svg" width="12" height="6"><rect width="{}" height="6"/></svg>'


@pytest.fixture(scope="module")
def claim(tmp_path_factory: pytest.TempPathFactory) -> pages.ClaimPage:
    pages = made(tmp_path_factory.mktemp("drawn"))
    return next(page for page in pages if isinstance(page, pages.ClaimPage))


@pytest.fixture(scope="module")
def svg() -> Callable[[pages.ClaimPage], str]:
    """The drawing of a claim's page, as the site's build makes it."""
    settings = read_settings(str(ROOT / "pelicanconf.py"))
    loader = FileSystemLoader(ROOT / "theme" / "templates")
    template = Environment(loader=loader, **settings["JINJA_ENVIRONMENT"]).get_template("share.svg")  # noqa: S701 - from there
    static = ROOT / "theme" / "static"

    def made_of(page: pages.ClaimPage) -> str:
        (picture,) = share_images.pictures([page]).values()
        return template.render(
            picture=picture,
            SITENAME="Site & name",
            colours=share_images.colours((static / "css" / "tokens.css").read_text(encoding="utf-8")),
            icon=share_images.shapes((static / "icon.svg").read_text(encoding="utf-8")),
        )

    return made_of


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def ink(picture: Image.Image, part: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is drawn on the paper of a part."""
    found = ImageChops.difference(picture, Image.new("RGB", picture.size, PAPER)).crop(part).getbbox()
    assert found
    return found[0] + part[0], found[1] + part[1], found[2] + part[0], found[3] + part[1]


def test_a_picture_has_the_size_that_others_show_whole(claim: pages.ClaimPage, svg: Callable[..., str]) -> None:
    png = drawing.render(svg(claim))
    assert Image.open(io.BytesIO(png)).format == "PNG"
    assert opened(png).size == (1200, 630)
    assert len(png) < 40_000


def test_the_same_drawing_gives_the_same_bytes(claim: pages.ClaimPage, svg: Callable[..., str]) -> None:
    assert drawing.render(svg(claim)) == drawing.render(svg(claim))


def test_colours_stay_what_they_are(claim: pages.ClaimPage, svg: Callable[..., str]) -> None:
    picture = opened(drawing.render(svg(claim)))
    assert picture.getpixel((600, 30)) == PAPER
    assert picture.getpixel((5, 300)) == (0x0A, 0x5A, 0x46)  # corroborated


TITLES = {
    "short": "Yes",
    "300 characters": ("Measures, taken together, step up control over everything that resembles it " * 4)[:300],
    "wide letters": "WWWW " * 60,
    "one word": "W" * 300,
    "far too long": "Measures that China took. " * 400,
}


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_no_title_leaves_its_place(claim: pages.ClaimPage, svg: Callable[..., str], title: str) -> None:
    left, top, right, bottom = ink(opened(drawing.render(svg(replace(claim, title=title)))), TITLE)
    assert left >= MARGIN_LEFT - OVERHANG
    assert right <= MARGIN_RIGHT + OVERHANG
    assert top > 135
    assert bottom < 445


def test_no_title_of_the_site_leaves_its_place(svg: Callable[..., str], site: object) -> None:
    files = [*(site.folder / "share").glob("claim-*.png")]  # type: ignore[attr-defined]
    assert files
    for file in files:
        assert ink(opened(file.read_bytes()), TITLE)[2] <= MARGIN_RIGHT + OVERHANG, file.name


def test_a_hostile_title_draws_letters_and_nothing_else(claim: pages.ClaimPage, svg: Callable[..., str]) -> None:
    hostile = replace(claim, title=HOSTILE)
    assert "<script" not in svg(hostile)
    assert svg(hostile).count("<rect") == svg(claim).count("<rect")
    picture = opened(drawing.render(svg(hostile)))
    assert picture.getpixel((600, 30)) == PAPER


def test_no_font_of_the_machine_is_used(claim: pages.ClaimPage, svg: Callable[..., str]) -> None:
    other = svg(claim).replace("Source Serif Pro", "DejaVu Serif").replace("Source Sans Pro", "DejaVu Sans")
    assert other != svg(claim)
    picture = opened(drawing.render(other))
    assert ImageChops.difference(picture, Image.new("RGB", picture.size, PAPER)).crop(TITLE).getbbox() is None


# What was drawn before


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The drawings that were rendered."""
    seen: list[str] = []
    render = drawing.render

    def counting(svg: str) -> bytes:
        seen.append(svg)
        return render(svg)

    monkeypatch.setattr(drawing, "render", counting)
    return seen


def test_a_picture_that_was_drawn_before_is_not_drawn_again(tmp_path: Path, counted: list[str]) -> None:
    first = drawing.draw({"a.png": SIMPLE.format(6)}, tmp_path / "kept")
    assert drawing.draw({"a.png": SIMPLE.format(6)}, tmp_path / "kept") == first
    assert counted == [SIMPLE.format(6)]


def test_only_what_has_changed_is_drawn_again(tmp_path: Path, counted: list[str]) -> None:
    drawing.draw({"a.png": SIMPLE.format(6), "b.png": SIMPLE.format(7)}, tmp_path)
    drawing.draw({"a.png": SIMPLE.format(6), "b.png": SIMPLE.format(8)}, tmp_path)
    assert counted == [SIMPLE.format(6), SIMPLE.format(7), SIMPLE.format(8)]


def test_pictures_that_are_there_come_before_others_are_drawn(tmp_path: Path, counted: list[str]) -> None:
    drawing.draw({"a.png": SIMPLE.format(6)}, tmp_path)
    drawn = drawing.drawn([("b.png", SIMPLE.format(7)), ("a.png", SIMPLE.format(6))], tmp_path)
    assert next(drawn)[0] == "a.png"
    assert counted == [SIMPLE.format(6)]
    assert [name for name, _ in drawn] == ["b.png"]
    assert counted == [SIMPLE.format(6), SIMPLE.format(7)]


def test_two_names_of_one_drawing_are_drawn_once(tmp_path: Path, counted: list[str]) -> None:
    for _ in range(2):
        drawn = drawing.draw({"a.png": SIMPLE.format(6), "b.png": SIMPLE.format(6)}, tmp_path)
        assert drawn["a.png"] == drawn["b.png"]
    assert counted == [SIMPLE.format(6)]


def test_what_is_no_longer_wanted_is_not_kept(tmp_path: Path) -> None:
    drawing.draw({"a.png": SIMPLE.format(6), "b.png": SIMPLE.format(7)}, tmp_path)
    drawing.draw({"a.png": SIMPLE.format(6)}, tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("length", [0, 20, -1])
def test_a_picture_that_ends_early_is_drawn_again(tmp_path: Path, counted: list[str], length: int) -> None:
    drawn = drawing.draw({"a.png": SIMPLE.format(6)}, tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:length])
    assert drawing.draw({"a.png": SIMPLE.format(6)}, tmp_path) == drawn
    assert len(counted) == 2


def test_other_fonts_draw_anew(tmp_path: Path, counted: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    drawing.draw({"a.png": SIMPLE.format(6)}, tmp_path)
    monkeypatch.setattr(drawing, "FONTS", typesetting.FONTS[:1])
    drawing.draw({"a.png": SIMPLE.format(6)}, tmp_path)
    assert len(counted) == 2


def test_another_renderer_draws_anew(tmp_path: Path, counted: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    drawing.draw({"a.png": SIMPLE.format(6)}, tmp_path)
    monkeypatch.setattr(drawing.resvg_py, "__version__", "999")
    drawing.draw({"a.png": SIMPLE.format(6)}, tmp_path)
    assert len(counted) == 2


def test_many_pictures_are_drawn_side_by_side_and_in_order(tmp_path: Path) -> None:
    drawings = {f"{n}.png": SIMPLE.format(n) for n in range(12)}
    drawn = drawing.draw(drawings, tmp_path)
    assert drawn == {name: drawing.render(svg) for name, svg in drawings.items()}


def test_as_many_pictures_are_drawn_at_once_as_there_are_cores_to_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int | None] = []

    class Pool(ThreadPoolExecutor):
        def __init__(self, workers: int | None = None) -> None:
            asked.append(workers)
            super().__init__(workers)

    monkeypatch.setattr(drawing, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {3}, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    drawn = drawing.draw({f"{n}.png": SIMPLE.format(n) for n in range(1, 9)}, tmp_path)
    assert [opened(png).size for png in drawn.values()] == [(12, 6)] * 8
    assert asked == [1]
