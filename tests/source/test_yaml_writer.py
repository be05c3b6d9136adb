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
        "quote": {"text": text},
        "verdict": {"label": text, "readings": [{"id": text}]},
        "appearances": [{"speaker": text}, {"speaker": "b"}],
        "evidence": [{"source": text, "relays": [*items]}],
    }
    document = yaml_reader.read("claims:\n" + "\n".join(yaml_writer.block(record, "    ")) + "\n")
    assert document.problems == []
    assert document.data == {"claims": [record]}
    assert [*document.swallowed({"note"})] == []


def test_a_long_text_begins_on_a_line_of_its_own() -> None:
    address = f"https://example.org/{'a' * 90}"
    assert yaml_writer.field("url", address, "    ") == ["    url: >-", f"      {address}"]
    words = f"{'word ' * 20}note: this"
    assert yaml_writer.field("note", words, "    ")[0] == "    note: >-"
    assert yaml_writer.field("note", "a\n\nb", "    ") == ["    note: |-", "      a", "", "      b"]
    assert yaml_writer.field("quote", {"text": "a, b", "verbatim": "true"}, "") == [
        'quote: {text: "a, b", verbatim: true}'
    ]
