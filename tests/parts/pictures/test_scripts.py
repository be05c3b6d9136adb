"""Pictures in languages whose letters the project's own fonts lack: lines, faces, direction; none without a font."""

import io
from collections.abc import Callable
from gettext import NullTranslations
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from claims.pages.claims import ClaimPage
from claims.parts import pictures as share_images
from claims.parts.pictures import FONTS, SERIF_BOLD, Box, Fonts, files_of, fit, fonts_for
from claims.render import Renderer, speak
from claims.site.language import Language
from support.building import PUBLISHED, ROOT, publish, small_project, theme_environment
from support.datasets import BARE, build_pages, load, make_site
from support.findable import CLAIMS, project_in_chinese
from support.hosting import installed

CJK = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"
CORE = "/usr/share/fonts/truetype/noto/NotoSansArabic-Bold.ttf"
CHINESE = "发言人说：“新疆的‘培训中心’（2019年）学员已全部结业，”BBC 则说：《中国文件》显示，人数多达100万。"
ARABIC = "BBC: لا يزال القمر (نورما) هنا، والأحجار كلها مسجلة."
TITLE = (21, 110, 1180, 410)


def language(tag: str) -> Language:
    return Language(tag, NullTranslations())


@pytest.fixture
def noto_cjk() -> None:
    installed("fonts-noto-cjk", CJK)


@pytest.fixture
def noto_core() -> None:
    installed("fonts-noto-core", CORE)


@pytest.fixture(scope="module")
def svg() -> Callable[[str, str], str]:
    """The drawing of a claim of this title, in this language."""
    claim = next(page for page in build_pages(load(CLAIMS)) if isinstance(page, ClaimPage))
    site = make_site(load(CLAIMS))

    def drawn(title: str, tag: str) -> str:
        environment, spoken, fonts = theme_environment(), language(tag), fonts_for(language(tag))
        speak(environment, spoken)
        picture = share_images.picture(claim.replace(title=title).picture_words(site), spoken, fonts)
        style = {"fonts": fonts, **share_images.style(ROOT / "theme" / "static")}
        renderer = Renderer(environment, {"SITENAME": "Site", "site": "", "ROOT": ""}, relative=False)
        return renderer.render_template("parts/pictures/share.svg", "", picture=picture, **style)

    return drawn


def title_of(svg: str, fonts: Fonts) -> Image.Image:
    return Image.open(io.BytesIO(share_images.render(svg, files_of(fonts)))).convert("RGB").crop(TITLE)


def ink(title: Image.Image) -> tuple[int, int, int, int] | None:
    paper = Image.new("RGB", title.size, title.getpixel((0, 0)))
    return ImageChops.difference(title, paper).getbbox()


# Lines


def lines(text: str, width: int, size: int = 40) -> list[str]:
    return [line.text for line in fit(text, SERIF_BOLD, Box(x=0, y=0, width=width, height=2000), (size,)).lines]


@pytest.mark.parametrize("width", range(120, 1000, 20))
def test_chinese_breaks_between_letters_and_not_before_or_after_what_belongs_to_one(width: int) -> None:
    broken = lines(CHINESE, width)
    assert len(broken) > 1
    assert "".join(broken).replace(" ", "") == CHINESE.replace(" ", "")
    assert [line for line in broken if line[0] in "，。：；？！）》”’」"] == []
    assert [line for line in broken if line[-1] in "（《“‘「"] == []
    assert "BBC" in "|".join(broken)


def test_a_chinese_title_is_broken_into_lines_of_about_one_length() -> None:
    assert lines("石头都在名单上。", 110) == ["石头都在", "名单上。"]
    assert lines("他说：“石头都在。”BBC", 90) == ["他说：", "“石头都", "在。”", "BBC"]


def test_korean_and_latin_break_at_spaces_alone() -> None:
    korean = "노르마는 달의 모든 돌을 등록했다고 발표했다"
    assert " ".join(lines(korean, 300)) == korean
    assert lines("“word(s)” said don’t", 1) == [*"“word(s)”", *"said", *"don’t"]
    assert lines("“word(s)” said don’t", 220) == ["“word(s)”", "said don’t"]


def test_what_a_picture_says_in_words_ends_as_the_script_ends_sentences() -> None:
    claims = CLAIMS.replace("Listing as a class", "石头").replace("Was every stone listed?", "石头都在名单上吗？")
    dataset = load(claims.replace("Yes, from 1 May 2019.", "是的"))
    page = next(page for page in build_pages(dataset) if page.url == "topics/listing/")
    words = page.picture_words(make_site(dataset))
    assert words
    picture = share_images.picture(words, language("zh"))
    assert picture.alt.startswith("Topic: 石头。石头都在名单上吗？是的。2 claims: ")
    assert picture.alt.endswith("1 not yet reviewed.")


# Fonts


@pytest.mark.usefixtures("noto_cjk")
@pytest.mark.parametrize(
    ("tag", "face"),
    [("zh", "SC"), ("zh-Hans", "SC"), ("zh-TW", "TC"), ("zh-Hant-HK", "HK"), ("ja", "JP"), ("ko", "KR")],
)
def test_chinese_japanese_and_korean_have_the_face_of_the_language(tag: str, face: str) -> None:
    fonts = fonts_for(language(tag))
    assert [font.family for font in fonts] == [*[f"Noto Serif CJK {face}"] * 2, *[f"Noto Sans CJK {face}"] * 2]
    assert {font.width("字") for font in fonts} == {1}


@pytest.mark.parametrize("tag", ["en", "es", "pl", "vi", "el", "ru", "sr", "haw"])
def test_what_the_own_fonts_have_is_set_in_them(tag: str) -> None:
    assert fonts_for(language(tag)) is FONTS


@pytest.mark.usefixtures("noto_cjk")
def test_a_chinese_title_is_drawn_in_letters_of_its_own(svg: Callable[..., str]) -> None:
    fonts = fonts_for(language("zh-Hans"))
    bones, straight = (title_of(svg(text * 4, "zh-Hans"), fonts) for text in ("骨", "直"))
    assert ink(bones)
    assert bones != straight  # which boxes in place of letters would not be
    assert ink(title_of(svg("骨" * 4, "zh-Hans"), FONTS)) is None
    assert bones != title_of(svg("骨" * 4, "ja"), fonts_for(language("ja")))


@pytest.mark.usefixtures("noto_core")
def test_arabic_begins_at_the_right_edge_and_keeps_within_the_left(svg: Callable[..., str]) -> None:
    left, _, right, _ = ink(title_of(svg(ARABIC, "ar"), fonts_for(language("ar")))) or (0, 0, 0, 0)
    assert 1200 - 84 - 4 <= right + TITLE[0] <= 1200 - 84 + 4
    assert left + TITLE[0] >= 1200 - 1128


# Without a font


def test_without_a_font_a_site_is_published_without_pictures_and_says_why(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(share_images, "_NOTO", tmp_path)
    project = small_project(tmp_path / "project", f"site:\n  language: ja\n{BARE}")
    catalogue = project / "translations" / "ja" / "LC_MESSAGES" / "claims.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text("", encoding="utf-8")
    output = publish(project, tmp_path / "output", PUBLISHED)
    told = [line for line in capsys.readouterr().out.splitlines() if "pictures" in line]
    assert told == [
        "data/claims.yaml: warning: no pictures for sharing in 日本語: "
        "NotoSerifCJK-Regular.ttc is not there; it is in Debian's fonts-noto-cjk"
    ]
    assert not (output / "share").exists()
    assert "og:image" not in (output / "index.html").read_text(encoding="utf-8")


def test_without_a_font_a_translation_has_the_picture_of_the_site(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(share_images, "_NOTO", tmp_path)
    output = publish(project_in_chinese(tmp_path / "project"), tmp_path / "output", PUBLISHED)
    page = (output / "zh" / "claims" / "listed" / "index.html").read_text(encoding="utf-8")
    assert f'<meta property="og:image" content="{PUBLISHED}/share/home.png">' in page
    assert (output / "share" / "home.png").exists()
    assert not (output / "zh" / "share").exists()
