"""Results → the tables and the picture, compared whole."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks import aims, growth, report, results
from benchmarks.results import Build, Size

EXPECTED = Path(__file__).parent / "expected"
RESULTS = EXPECTED / "results.json"


def test_tables_and_picture_are_as_expected(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(f"Before\n\n{report.BEGIN}\nold\n{report.END}\n\nAfter\n", encoding="utf-8")
    report.main([str(RESULTS), "--into", str(tmp_path)])
    for name in ("README.md", "growth.svg"):
        assert (tmp_path / name).read_text("utf-8") == (EXPECTED / name).read_text("utf-8")


def test_to_write_again_changes_nothing(tmp_path: Path) -> None:
    shutil.copy(EXPECTED / "README.md", tmp_path)
    report.write(results.read(RESULTS), tmp_path)
    assert (tmp_path / "README.md").read_text("utf-8") == (EXPECTED / "README.md").read_text("utf-8")


def test_a_readme_without_a_place_for_results_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(f"{report.BEGIN} and no end", encoding="utf-8")
    with pytest.raises(ValueError, match="to put results between"):
        report.write(results.read(RESULTS), tmp_path)
    assert (tmp_path / "README.md").read_text("utf-8") == f"{report.BEGIN} and no end"


def test_the_real_readme_has_a_place_for_results() -> None:
    text = (Path(report.__file__).parent / "README.md").read_text("utf-8")
    assert text.count(report.BEGIN) == text.count(report.END) == 1


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    found = results.read(RESULTS)
    results.save(found, tmp_path / "deep" / "again.json")
    assert results.read(tmp_path / "deep" / "again.json") == found
    assert (tmp_path / "deep" / "again.json").read_text("utf-8") == RESULTS.read_text("utf-8")


def test_the_middle_of_builds_is_taken_number_by_number() -> None:
    builds = [
        Build(wall=1, cpu=30, peak=5, files=2, bytes=8),
        Build(wall=2, cpu=10, peak=7, files=2, bytes=8),
        Build(wall=9, cpu=20, peak=6, files=2, bytes=8),
    ]
    assert results.middle(builds) == Build(wall=2, cpu=20, peak=6, files=2, bytes=8, walls=(1, 2, 9))


def _sizes(power: float, *claims: int) -> list[Size]:
    return [Size(claims=n, bytes=0, builds={"site": Build(wall=0.01 * n**power, cpu=0)}) for n in claims]


@pytest.mark.parametrize("power", [1.0, 1.5, 2.0])
def test_the_power_is_that_of_the_growth(power: float) -> None:
    assert growth.exponent(_sizes(power, 1000, 3000, 10000), "site") == pytest.approx(power)


def test_small_sizes_say_nothing_of_growth() -> None:
    assert growth.exponent([*_sizes(0.1, 33), *_sizes(2, 1000, 2000)], "site") == pytest.approx(2)
    assert growth.exponent(_sizes(1, 33, 1000), "site") is None
    assert growth.exponent(_sizes(1, 1000, 2000), "bare") is None


def test_the_picture_is_xml_and_names_every_line_it_draws() -> None:
    drawn = growth.drawing(results.read(RESULTS), report.DRAWN)
    words = " ".join(ElementTree.fromstring(drawn).itertext())  # noqa: S314 - our own
    for name in report.DRAWN:
        assert results.BUILDS[name].replace("`", "") in words


def test_sizes_are_added_to_those_of_the_same_code_and_day() -> None:
    found = results.read(RESULTS)
    small, middle, large = found.sizes
    again = replace(middle, bytes=1)
    before = replace(found, sizes=(large, middle))
    assert results.together(replace(found, sizes=(again, small)), before).sizes == (small, again, large)
    other = replace(before, where={**before.where, "commit": "fff0000"})
    assert results.together(replace(found, sizes=(small,)), other).sizes == (small,)
    assert results.together(replace(found, sizes=(small,)), replace(before, date="2026-11-24")).sizes == (small,)


def test_an_aim_at_a_size_that_was_not_built_is_not_told() -> None:
    assert list(aims.rows(_sizes(1.0, 1000))) == []
    told = [words for words, _, _ in aims.rows(results.read(RESULTS).sizes)]
    assert not any("30,000" in words for words in told)
    assert len(told) == len(set(told)) == 10
