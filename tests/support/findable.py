"""A small file of claims in which there is one of each thing to find and to draw."""

from collections.abc import Mapping
from pathlib import Path

from support.building import small_project

HOSTILE = """<script>alert("x")</script></text><rect width="1200" height="630"/> & &amp; {{ 7 * 7 }}"""
CLAIMS = Path(__file__).with_name("findable.yaml").read_text(encoding="utf-8")
CHINESE: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "listed": {
        "title": ("Every stone is listed", "中国列管芬太尼类物质"),
        "statement": (
            "The Astronomer wrote that every *stone* is listed.",
            "崔天凯写道，FDA 在2019年5月1日列管了*芬太尼*。",
        ),
        "verdict.summary": ("It was listed.", "“习近平”没有说过。"),
    },
    "checked": {
        "title": ("Pebbles are checked", "习近平说，各类毒物的质量不同"),
        "statement": ("The Astronomer wrote that pebbles are checked.", "太平洋的尼龙，芬芳。崔某，天晴，凯旋。"),
    },
}
"""For claims and their fields the English and the Chinese; `checked` has the characters of 崔天凯, but apart."""


def project_in_chinese(folder: Path) -> Path:
    """A project of these claims, of which some is said in Chinese too."""
    small_project(folder, f'site: {{spellings: ["Cui, Tsui"]}}\n{CLAIMS}')
    spelled = 'msgctxt "site.spellings"\nmsgid "Cui, Tsui"\nmsgstr "崔天凯, 老崔"\n'
    messages = (
        f'msgctxt "claims.{name}"\nmsgid "{original}"\nmsgstr "{text}"\n'
        for fields in CHINESE.values()
        for name, (original, text) in fields.items()
    )
    catalogue = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n'
    for path, text in (
        ("data/translations/zh_Hans.po", "\n".join([spelled, *messages])),
        ("translations/zh_Hans/LC_MESSAGES/claims.po", catalogue),
    ):
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder
