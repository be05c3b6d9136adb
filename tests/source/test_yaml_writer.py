"""Values → YAML, which the reader reads back."""

from hypothesis import given
from hypothesis import strategies as st

from claims.source import yaml_reader, yaml_writer

WORDS = st.sampled_from(
    ["a", "note:", "x: y", "#", "- b", "[c", "{d}", "“e”", "'f", '"g', "null", "~", "h,", "&i", "=j"]
)
LONG = st.lists(WORDS, min_size=1, max_size=60)
TEXTS = st.one_of(LONG.map(" ".join), LONG.map("\n".join), st.just("one\n\ntwo lines " + "of words " * 20 + "x"))


@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=3))
def test_a_record_is_read_as_it_was_written(text: str, items: list[str]) -> None:
    record: dict[str, yaml_reader.YamlValue] = {
        "id": text,
        "topics": [*items],
        "verdict": {"label": text, "readings": [{"id": text}]},
    }
    document = yaml_reader.read(yaml_writer.write({"claims": [record]}))
    assert document.problems == []
    assert document.data == {"claims": [record]}
