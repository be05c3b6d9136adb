"""Words → SVG → PNG: where its ink is, what was drawn before, what pages tell of it, and how lines are broken."""

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from gettext import NullTranslations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from claims.features import pictures
from claims.features.cache import Cache
from claims.features.pictures import FONTS, Box, Font, TextBlock, fit
from claims.model.records import Label
from claims.pages.claims import ClaimPage
from claims.render import Renderer
from claims.site.language import Language
from claims.site.page import PictureWords
from claims.site.views import Choice
from support.building import ENGLISH, PUBLISHED, PUBLISHED_SETTINGS, ROOT, build, theme_environment
from support.datasets import build_pages, load
from support.findable import CLAIMS, HOSTILE, project_in_chinese
from support.hosting import installed
from support.pages import Page, Site

PAPER, MARGIN_LEFT, MARGIN_RIGHT = (252, 251, 248), 84, 1128
OVERHANG = 3  # pixels that a letter's ink may reach beyond its place
TITLE = (21, 110, 1200, 410)  # the part of the picture in which a title stands, right of the band of colour
SIMPLE = '<svg xmlns="http://www.w3.org/2000/svg" width="12" height="6"><rect width="{}" height="6"/></svg>'


@pytest.fixture(scope="module")
def claim() -> PictureWords:
    page = next(page for page in build_pages(load(CLAIMS)) if isinstance(page, ClaimPage))
    return page.picture_words()


@pytest.fixture(scope="module")
def svg() -> Callable[..., str]:
    """The drawing of a claim's page, as the site's build makes it."""
    renderer = Renderer(theme_environment(), {"SITENAME": "Site & name", "site": "", "ROOT": ""}, relative=False)

    def drawn(words: PictureWords, language: Language = ENGLISH) -> str:
        fonts = pictures.fonts_for(language) or FONTS
        picture = pictures.picture(words, fonts)
        seen = {"fonts": fonts, **pictures.style(ROOT / "theme" / "static")}
        return renderer.render_template("features/pictures/share.svg", "", picture=picture, **seen)

    return drawn


def rendered(drawing: str, fonts: Iterable[Font] = FONTS) -> bytes:
    return pictures.render(drawing, [str(font.file) for font in fonts])


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def ink(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom of what is drawn on the paper in a title's part."""
    paper = Image.new("RGB", picture.size, PAPER)
    found = ImageChops.difference(picture, paper).crop(TITLE).getbbox()
    left, top, *_ = TITLE
    return (found[0] + left, found[1] + top, found[2] + left, found[3] + top) if found else None


def test_every_verdict_has_an_edge_of_its_own(claim: PictureWords, svg: Callable[..., str]) -> None:
    edges = set[str]()
    for label in Label:
        drawn = svg(replace(claim, verdict=Choice(value=label, name="Found")))
        edges.add(drawn.partition('<rect width="20"')[2].partition("<svg")[0])
    assert len(edges) == len(Label)


def test_no_title_leaves_its_place(claim: PictureWords, svg: Callable[..., str], published_site: Site) -> None:
    titles = {
        "short": "Yes",
        "300 characters": ("Measures, taken together, step up control over everything that resembles it " * 4)[:300],
        "wide letters": "WWWW " * 60,
        "one word": "W" * 300,
        "far too long": "Measures that Norma took. " * 400,
    }
    drawn = {name: rendered(svg(replace(claim, title=title))) for name, title in titles.items()}
    drawn |= {file.name: file.read_bytes() for file in (published_site.folder / "share").glob("claim-*.png")}
    assert len(drawn) > len(titles)
    wrong = []
    for name, png in drawn.items():
        left, top, right, bottom = ink(opened(png)) or (0, 0, 0, 0)
        if left < MARGIN_LEFT - OVERHANG or top <= 115 or right > MARGIN_RIGHT + OVERHANG or bottom >= 405:
            wrong.append((name, left, top, right, bottom))
    assert wrong == []


def test_a_hostile_title_draws_letters_and_nothing_else(claim: PictureWords, svg: Callable[..., str]) -> None:
    hostile = svg(replace(claim, title=HOSTILE))
    assert "<script" not in hostile
    assert hostile.count("<rect") == svg(claim).count("<rect")
    assert opened(rendered(hostile)).getpixel((600, 30)) == PAPER


def test_no_font_of_the_machine_is_used(claim: PictureWords, svg: Callable[..., str]) -> None:
    other = svg(claim).replace("Source Serif Pro", "DejaVu Serif").replace("Source Sans Pro", "DejaVu Sans")
    assert other != svg(claim)
    assert ink(opened(rendered(other))) is None


def test_a_chinese_title_is_drawn_in_letters_of_its_own(claim: PictureWords, svg: Callable[..., str]) -> None:
    installed("fonts-noto-cjk", "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc")
    for tag, face in (("zh", "SC"), ("zh-TW", "TC"), ("zh-Hant", "TC"), ("zh-Hans", "SC")):
        language = Language(tag, NullTranslations())
        fonts = pictures.fonts_for(language)
        assert fonts
        assert [font.family for font in fonts] == [f"Noto Serif CJK {face}", *[f"Noto Sans CJK {face}"] * 2]
        assert [font.face.getname()[0] for font in fonts] == [font.family for font in fonts]
    bones, straight = (svg(replace(claim, title=title * 4), language) for title in ("骨", "直"))
    assert ink(opened(rendered(bones, fonts)))
    assert rendered(bones, fonts) != rendered(straight, fonts)  # which boxes in place of letters would not be
    assert ink(opened(rendered(bones))) is None


# What was drawn before


def test_only_what_has_changed_is_drawn_again_and_what_is_no_longer_wanted_goes(tmp_path: Path) -> None:
    cache, kept = Cache(tmp_path / "kept"), list[set[tuple[str, int]]]()
    for widths, fonts in (((6, 7), FONTS), ((6, 8), FONTS), ((6, 8), FONTS[:1])):
        drawings = {f"{name}.png": SIMPLE.format(width) for name, width in zip("ab", widths, strict=True)}
        drawn = pictures.draw(drawings, cache, fonts)
        assert drawn["b.png"] == rendered(drawings["b.png"])
        kept.append({(file.name, file.stat().st_mtime_ns) for file in cache.folder.iterdir()})
    first, second, third = kept
    assert len(first) == len(second) == len(third) == 2
    assert (len(first & second), len(second & third)) == (1, 0)


# What pages tell of it


def told(page: Page) -> dict[str, str]:
    metas = {**page.metas("property"), **page.metas()}
    return {name: words for name, words in metas.items() if name.startswith(("og:image", "twitter:card"))}


def test_a_page_tells_of_its_own_picture_or_that_of_the_home_page(published_site: Site) -> None:
    for page in published_site.pages:
        facts = told(page)
        own = re.fullmatch(r"(claim|topic)s/([^/]+)/index\.html", page.path)
        path = f"share/{own[1]}-{own[2]}.png" if own else "share/home.png"
        assert facts.pop("og:image:alt")
        assert facts == {
            "og:image": f"{published_site.base}/{path}",
            "og:image:type": "image/png",
            "og:image:width": "1200",
            "og:image:height": "630",
            "twitter:card": "summary_large_image",
        }
        content = (published_site.folder / path).read_bytes()
        assert opened(content).size == (1200, 630)
        assert len(content) < 40_000, path


def test_without_an_address_of_its_own_a_site_has_no_pictures(site: Site) -> None:
    assert [page.path for page in site.pages if told(page)] == []
    assert [path for path in site.files if path.startswith("share/")] == []


def test_without_its_letters_a_translation_has_no_pictures(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pictures, "NOTO", tmp_path)
    project, more = project_in_chinese(tmp_path / "project"), {"CLAIMS_FEATURES": ["pictures"]}
    output = build(project, tmp_path / "output", PUBLISHED_SETTINGS, more=more, SITEURL=PUBLISHED)
    assert "og:image" not in (output / "zh" / "claims" / "listed" / "index.html").read_text(encoding="utf-8")
    assert (output / "share" / "home.png").exists()
    assert not (output / "zh" / "share").exists()
    told = [line for line in capsys.readouterr().out.splitlines() if "picture" in line]
    help = "no letters; Debian's fonts-noto-cjk has them"
    assert told == [f"data/claims.yaml: warning: no pictures for sharing in 中文: {help}"]


# Lines

BOX = Box(x=80, y=100, width=1000, height=290)
CHINESE = "发言人说：“新疆的‘培训中心’（2019年）学员已全部结业，”BBC 则说：《中国文件》显示，人数多达100万。"


def texts(block: TextBlock) -> list[str]:
    return [line.text for line in block.lines]


@given(
    st.text(max_size=400),
    st.integers(150, 1100).flatmap(lambda w: st.integers(60, 400).map(lambda h: Box(x=0, y=0, width=w, height=h))),
)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_text_leaves_its_box(text: str, box: Box) -> None:
    font = FONTS.serif_bold
    block = fit(text, font, box, (60, 44, 30))
    for line in block.lines:
        assert font.width(line.text) * block.size <= box.width + 1e-6
        assert box.y <= line.y - 0.75 * block.size
        assert line.y + 0.25 * block.size <= box.y + box.height


def test_what_cannot_fit_is_cut_off_and_a_word_wider_than_the_box_is_broken() -> None:
    block = fit("word " * 1000, FONTS.serif_bold, BOX, (76, 30))
    assert block.size == 30
    assert texts(block)[-1].endswith("wo…")
    block = fit(f"See {'W' * 200} there", FONTS.serif_bold, BOX, (76, 30))
    assert "".join(texts(block)).replace(" ", "") == f"See{'W' * 200}there"


def test_what_xml_cannot_hold_and_what_turns_the_writing_is_left_out() -> None:
    assert texts(fit("a\x00b\u202ec\nd\ufffe", FONTS.sans, BOX, (30,))) == ["a b c d"]


def test_chinese_breaks_between_letters_and_not_before_or_after_what_belongs_to_one() -> None:
    for width in range(120, 1000, 40):
        broken = texts(fit(CHINESE, FONTS.serif_bold, Box(x=0, y=0, width=width, height=2000), (40,)))
        assert len(broken) > 1
        assert "".join(broken).replace(" ", "") == CHINESE.replace(" ", "")
        assert [line for line in broken if line[0] in "，。：；？！）》”’」" or line[-1] in "（《“‘「"] == []
        assert "BBC" in "|".join(broken)
