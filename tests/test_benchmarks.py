"""`make bench`: the files of many claims that it makes are valid, and its table tells how time and memory grow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.__main__ import main, table
from claims.checks import loader
from tools.example import EXAMPLE, SEVERAL, TODAY


@pytest.mark.parametrize("example", [EXAMPLE, SEVERAL], ids=["no text", "two texts"])
def test_a_file_of_many_claims_is_valid_and_its_copies_lead_to_each_other(
    example: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "data" / "claims.yaml"
    file.parent.mkdir()
    file.write_text(example, encoding="utf-8")
    original = len(loader.load(file, today=TODAY).claims)
    monkeypatch.setattr("benchmarks.__main__.ROOT", tmp_path)
    main(["71"])  # the last copy is half of it
    file.write_text(capsys.readouterr().out, encoding="utf-8")
    dataset = loader.load(file, today=TODAY)
    assert len(dataset.claims) == 71
    first, copy = dataset.claims[0], dataset.claims[original]
    assert copy.id == f"{first.id}-2"
    assert (copy.title, copy.text) == (f"(2) {first.title}", first.text)
    assert [evidence.source for evidence in copy.evidence] == [f"{evidence.source}-2" for evidence in first.evidence]


def test_what_was_measured_is_printed_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--sizes", "33", "34", "--runs", "1", "--only", "check"])
    head, _, row = capsys.readouterr().out.splitlines()
    assert head == "|  | 33 claims | 34 claims | grows as |"
    assert re.fullmatch(r"\| check( \| \d+\.\d\d s, [\d,]+ MB){2} \| N\^-?[\d.]+, memory N\^-?[\d.]+ \|", row)


def test_growth_is_told_by_the_two_largest_sizes() -> None:
    results = {33: {"check": (0.5, 50.0)}, 1000: {"check": (1.0, 100.0)}, 10_000: {"check": (10.0, 1000.0)}}
    assert table(results).splitlines()[-1] == (
        "| check | 0.50 s, 50 MB | 1.00 s, 100 MB | 10.00 s, 1,000 MB | N^1.00, memory N^1.00 |"
    )
