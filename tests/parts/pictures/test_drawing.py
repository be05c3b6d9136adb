"""SVG → PNG: its size, its bytes, and where its ink is."""

import importlib.metadata
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from claims.cache import Cache
from claims.model.records import Label
from claims.pages.claims import ClaimPage
from claims.parts import pictures as share_images
from claims.parts.pictures import FONTS
from claims.render import Renderer
from claims.site.views import Choice
from support.building import ENGLISH, ROOT, theme_environment
from support.datasets import build_pages, load, make_site
from support.findable import CLAIMS, HOSTILE
from support.pages import Site

PAPER, MARGIN_LEFT, MARGIN_RIGHT = (252, 251, 248), 84, 1128
OVERHANG = 3  # pixels that a letter's ink may reach beyond its place
TITLE = (21, 110, 1200, 410)  # the part of the picture in which a title stands, right of the band of colour
SIMPLE = '<svg xmlns="http://www.w3.org/2000/svg" width="12" height="6"><rect width="{}" height="6"/></svg>'


@pytest.fixture(scope="module")
def claim() -> ClaimPage:
    return next(page for page in build_pages(load(CLAIMS)) if isinstance(page, ClaimPage))


@pytest.fixture(scope="module")
def svg() -> Callable[[ClaimPage], str]:
    """The drawing of a claim's page, as the site's build makes it."""
    renderer = Renderer(theme_environment(), {"SITENAME": "Site & name", "site": "", "ROOT": ""}, relative=False)
    style = {"fonts": FONTS, **share_images.style(ROOT / "theme" / "static")}
    site = make_site(load(CLAIMS))

    def drawn(page: ClaimPage) -> str:
        picture = share_images.picture(page.picture_words(site), ENGLISH)
        return renderer.render_template("parts/pictures/share.svg", "", picture=picture, **style)

    return drawn


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def ink(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom of what is drawn on the paper in a title's part."""
    paper = Image.new("RGB", picture.size, PAPER)
    found = ImageChops.difference(picture, paper).crop(TITLE).getbbox()
    left, top, *_ = TITLE
    return (found[0] + left, found[1] + top, found[2] + left, found[3] + top) if found else None


def test_a_picture_has_the_size_that_others_show_whole(claim: ClaimPage, svg: Callable[..., str]) -> None:
    png = share_images.render(svg(claim))
    assert Image.open(io.BytesIO(png)).format == "PNG"
    assert opened(png).size == (1200, 630)
    assert opened(png).getpixel((5, 300)) == (0x0A, 0x5A, 0x46)  # confirmed


def test_every_verdict_has_an_edge_of_its_own(claim: ClaimPage, svg: Callable[..., str]) -> None:
    labels = [Choice(value=label, name=label) for label in Label]
    drawn = [svg(claim.replace(claim=claim.claim.replace(label=label))) for label in labels]
    pictures = [opened(share_images.render(drawing)) for drawing in drawn]
    edges = {tuple(picture.getpixel((x, 300)) for x in (3, 10)) for picture in pictures}
    assert len(edges) == len(Label)


def test_a_drawing_says_its_verdict_or_that_there_is_none(claim: ClaimPage, svg: Callable[..., str]) -> None:
    assert ">Confirmed</text>" in svg(claim)
    unknown = claim.replace(claim=claim.claim.replace(label=Choice(value="not-reviewed", name="Not yet reviewed")))
    assert ">Nobody has checked this claim yet</text>" in svg(unknown)


def test_no_title_leaves_its_place(claim: ClaimPage, svg: Callable[..., str], published_site: Site) -> None:
    titles = {
        "short": "Yes",
        "300 characters": ("Measures, taken together, step up control over everything that resembles it " * 4)[:300],
        "wide letters": "WWWW " * 60,
        "one word": "W" * 300,
        "far too long": "Measures that Norma took. " * 400,
    }
    drawn = {name: share_images.render(svg(claim.replace(title=title))) for name, title in titles.items()}
    drawn |= {file.name: file.read_bytes() for file in (published_site.folder / "share").glob("claim-*.png")}
    assert len(drawn) > len(titles)
    wrong = []
    for name, png in drawn.items():
        left, top, right, bottom = ink(opened(png)) or (0, 0, 0, 0)
        if left < MARGIN_LEFT - OVERHANG or top <= 115 or right > MARGIN_RIGHT + OVERHANG or bottom >= 405:
            wrong.append((name, left, top, right, bottom))
    assert wrong == []


def test_a_hostile_title_draws_letters_and_nothing_else(claim: ClaimPage, svg: Callable[..., str]) -> None:
    hostile = svg(claim.replace(title=HOSTILE))
    assert "<script" not in hostile
    assert hostile.count("<rect") == svg(claim).count("<rect")
    assert opened(share_images.render(hostile)).getpixel((600, 30)) == PAPER


def test_no_font_of_the_machine_is_used(claim: ClaimPage, svg: Callable[..., str]) -> None:
    other = svg(claim).replace("Source Serif Pro", "DejaVu Serif").replace("Source Sans Pro", "DejaVu Sans")
    assert other != svg(claim)
    assert ink(opened(share_images.render(other))) is None


# What was drawn before


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "kept")


def written(cache: Cache) -> dict[str, int]:
    """What is kept, and when each was written."""
    return {file.name: file.stat().st_mtime_ns for file in cache.folder.iterdir()}


def test_only_what_has_changed_is_drawn_again_and_what_is_no_longer_wanted_goes(cache: Cache) -> None:
    share_images.draw({"a.png": SIMPLE.format(6), "b.png": SIMPLE.format(7)}, cache)
    first = written(cache)
    drawn = share_images.draw({"a.png": SIMPLE.format(6), "b.png": SIMPLE.format(8)}, cache)
    assert drawn["b.png"] == share_images.render(SIMPLE.format(8))
    assert len(first) == len(written(cache)) == 2
    assert len(first.items() & written(cache).items()) == 1


def test_other_fonts_and_other_libraries_draw_anew(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    files = []
    for fonts, version in ((FONTS, ""), (FONTS[:1], ""), (FONTS[:1], "999")):
        if version:
            monkeypatch.setattr(importlib.metadata, "version", lambda library: "999")
        share_images.draw({"a.png": SIMPLE.format(6)}, cache, fonts)
        files += written(cache)
    assert len({*files}) == len(files) == 3
