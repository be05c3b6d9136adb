import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import ruamel.yaml

from claims import cli
from claims.checks import loader
from claims.model import parser, schema
from claims.model.records import Appearance, Claim
from claims.model.scalars import MAX_QUOTE_WORDS, MAX_TITLE_CHARS
from claims.source import yaml_reader as reader
from claims.tools import field_tables
from support.helpers import Raw, Value

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests" / "examples"


def as_an_editor_reads(text: str) -> Any:
    """The values of YAML 1.2's core schema: dates stay text, and the names of fields are text, as in JSON."""
    yaml = ruamel.yaml.YAML(typ="safe", pure=True)

    class Constructor(ruamel.yaml.SafeConstructor):
        pass

    Constructor.add_constructor("tag:yaml.org,2002:timestamp", ruamel.yaml.SafeConstructor.construct_yaml_str)
    yaml.Constructor = Constructor
    return json.loads(json.dumps(yaml.load(text)))


SCHEMA = schema.schema()
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)


def complaints(text: str) -> list[tuple[str, str]]:
    """Where the schema finds fault with a file, and which of its words says so."""
    errors = VALIDATOR.iter_errors(as_an_editor_reads(text))
    return sorted(("/".join(map(str, error.absolute_path)), str(error.validator)) for error in errors)


CLAIM = """
claims:
  - id: moon-cheese
    title: The moon is made of cheese
    statement: J. Smith said that the moon is made of cheese.
    kind: history
    topics: [moon]
    date: 2019-05-01
    appearances:
      - {speaker: j-smith, form: speech, source: gazette, date: 2019, paragraph: 7}
    quote: {text: green cheese, verbatim: true, appearance: 1}
    evidence:
      - {source: rock, part: all, as: record, stance: contradicts, note: It is rock.}
    parts: [{id: all, text: All of it}]
    verdict: {label: contradicted, summary: It is rock., for: It is rock., reviewed: 2026-11-25}
    relations: [{claim: sun-cheese, relation: repeats}]
    changes: [{date: 2026-11-25, kind: added, note: Listed.}]
"""


def test_the_schema_is_draft_07_where_nothing_stands_beside_a_reference() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
    newer = {"$defs", "$anchor", "$dynamicRef", "prefixItems", "unevaluatedProperties", "dependentRequired"}
    parts = [*mappings(SCHEMA)]
    assert [part for part in parts if part.keys() & newer or ("$ref" in part and len(part) > 1)] == []


def mappings(part: Value) -> Iterator[Raw]:
    """Yield each mapping in a value, however deep."""
    if isinstance(part, dict):
        yield part
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from mappings(inner)


def test_a_strict_validator_takes_the_schema_and_what_it_is_of(tmp_path: Path) -> None:
    """It reads patterns as ajv does, by ECMA 262 under the flag `u`, which refuses escapes that Python takes."""
    (tmp_path / schema.FILE).write_text(schema.text(), encoding="utf-8")
    files = [ROOT / "starter/data/claims.yaml", EXAMPLES / "valid/full.yaml"]
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", tmp_path / schema.FILE, *files]
    assert subprocess.run(command, check=False, capture_output=True, text=True).stdout == "ok -- validation done\n"


def test_a_limit_is_told_beside_it() -> None:
    """An editor shows what stands under the field: the number must be there."""
    models = SCHEMA["definitions"]
    told = list[str]()
    for made in models.values():
        for field in made.get("properties", {}).values():
            if field.get("maxLength") == MAX_TITLE_CHARS:
                told.append(field["description"])
    assert len(told) == 2
    for text in told:
        assert f"{MAX_TITLE_CHARS} characters" in text
    places = (("Quote", "text"), ("Evidence", "words"), ("Claim", "date_as_written"))
    for model, name in places:
        assert f"{MAX_QUOTE_WORDS} at most" in models[model]["properties"][name]["description"]


def test_every_record_is_closed_and_every_field_explained() -> None:
    records = [made for made in SCHEMA["definitions"].values() if made["type"] == "object"]
    fields = {(made["title"], name): field for made in records for name, field in made["properties"].items()}
    assert all(made["additionalProperties"] is False for made in records)
    assert [name for name, field in fields.items() if not field.get("description", "").endswith(".")] == []
    assert not any(name in {"location", "\0location"} for _, name in fields)


def test_the_file_of_claims_names_its_schema_and_is_accepted() -> None:
    text = (ROOT / "data/claims.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=claims.schema.json\n")
    assert complaints(text) == []


@pytest.mark.parametrize("name", [path.name for path in sorted((EXAMPLES / "valid").glob("*.yaml"))])
def test_no_valid_file_is_marked(name: str) -> None:
    assert complaints((EXAMPLES / "valid" / name).read_text(encoding="utf-8-sig")) == []


def test_what_the_check_lets_pass_is_not_marked() -> None:
    instead = {
        "id: moon-cheese": ["id: 2019", "id: true"],
        "title: The moon is made of cheese": ["title: no", "title: true", "title: 1984", "title: 3.5"],
        "date: 2019-05-01": [
            *("date: 2019", "date: 2019-05", "date: 2019-09?", "date: ../2018-12", 'date: "2019"'),
            "aliases: [the-moon]",
        ],
        "verbatim: true": ['verbatim: "true"', "verbatim: false"],
        "paragraph: 7": ['paragraph: "7"'],
        "topics: [moon]": ["topics: [2019]"],
        "title: The moon is": [f"title: {'m' * 57}"],  # with the rest of it 75 characters
        "text: green cheese": [f"text: {'green ' * 20}", 'text: " green  cheese "'],
        "text: All of it": ["text: All of it, detail: true", 'text: All of it, detail: "true"'],
    }
    texts = list[str]()
    for written, others in instead.items():
        texts += [CLAIM.replace(written, other, 1) for other in others]
    assert CLAIM not in texts
    for text in texts:
        assert not parser.parse(reader.read(text)).problems, text
        assert not complaints(text), text


@pytest.mark.parametrize(
    ("written", "instead", "found"),
    [
        ("title:", "tilte:", [("claims/0", "additionalProperties"), ("claims/0", "required")]),
        ("kind: history", "kind: historic", [("claims/0/kind", "enum")]),
        ("id: moon-cheese", "id: Moon_Cheese", [("claims/0/id", "pattern")]),
        ("title: The moon is made of cheese", f"title: {'m' * 76}", [("claims/0/title", "maxLength")]),
        ("text: green cheese", f"text: {'green ' * 21}", [("claims/0/quote/text", "pattern")]),
        ("title: The moon is made of cheese", 'title: "two\\nlines"', [("claims/0/title", "pattern")]),
        ("date: 2019-05-01", "date: 1 May 2019", [("claims/0/date", "pattern")]),
        ("topics: [moon]", "topics: [moon, moon]", [("claims/0/topics", "uniqueItems")]),
        ("paragraph: 7", "paragraph: seven", [("claims/0/appearances/0/paragraph", "pattern")]),
        ("verbatim: true", "verbatim: yes", [("claims/0/quote/verbatim", "enum")]),
        ("stance: contradicts", "stance: refutes", [("claims/0/evidence/0/stance", "enum")]),
        ("text: All of it", "text: All of it, detail: yes", [("claims/0/parts/0/detail", "enum")]),
        ("claims:", "claim:", [("", "additionalProperties"), ("", "required")]),
    ],
)
def test_a_typical_mistake_is_marked(written: str, instead: str, found: list[tuple[str, str]]) -> None:
    assert written in CLAIM
    assert complaints(CLAIM.replace(written, instead, 1)) == found


# What an editor shows


def test_no_example_is_offered_as_a_value_and_every_pattern_says_what_to_write() -> None:
    parts = [*mappings(SCHEMA)]
    for part in parts:
        assert "examples" not in part
        assert "pattern" not in part or "patternErrorMessage" in part


def test_what_is_said_of_a_field_and_of_its_values_stands_beside_them() -> None:
    """An editor shows what it finds first: nothing said elsewhere may come before it."""
    models = SCHEMA["definitions"]
    assert [name for name in ("Evidence", "Verdict") if "description" in models[name]] == []
    stance = models["Evidence"]["properties"]["stance"]
    assert dict(zip(stance["enum"], stance["markdownEnumDescriptions"], strict=True)) == {
        "supports": "shows it",
        "partly": "shows a portion of it, or makes it more likely",
        "qualifies": "answers it, of its own time, and makes it less likely or says that another thing was so",
        "contradicts": "shows that it is not so",
        "context": "anything else, and all that stands under a position",
    }


FILE = """\
# yaml-language-server: $schema=ids.json
topics:
  - {id: moon, title: The Moon}
  - {id: sun, title: The Sun, titel: misspelt}
sources: [{id: gazette, described: The Gazette, aliases: [the-gazette]}, ~, {id: [1]}]
claims:
  - id: moon-cheese
    parts: [{id: all, text: All of it}, {text: nameless}, 7]
  - id: moon-old
    parts: [{id: all, text: All is old}]
"""


def choices(text: str) -> schema.Choices:
    document = reader.read(text)
    return schema.choices(document, parser.parse(document).names)


def test_the_ids_of_a_file_are_choices_with_their_titles_however_unfinished_it_is() -> None:
    assert {kind: ids for kind, ids in choices(FILE).items() if ids} == {
        "topic": {"moon": "The Moon", "sun": "The Sun"},
        "source": {"gazette": "The Gazette"},
        "claim": {"moon-cheese": "", "moon-old": ""},
        "part": {"all": "moon-cheese: All of it  \nmoon-old: All is old"},
    }
    made = schema.schema(choices(FILE))
    jsonschema.Draft7Validator.check_schema(made)
    topics = made["definitions"]["Claim"]["properties"]["topics"]["items"]["anyOf"][0]
    assert topics == {"$ref": "#/definitions/id of topic"}
    known = {"enum": ["moon", "sun"], "markdownEnumDescriptions": ["The Moon", "The Sun"]}
    assert made["definitions"]["id of topic"] == known


def test_an_id_that_the_schema_does_not_know_yet_is_not_marked() -> None:
    own = jsonschema.Draft7Validator(schema.schema(choices(FILE)))
    for id, wrong in (("gazette", False), ("written-now", False), ("Written Now", True), ("[gazette]", True)):
        errors = own.iter_errors(as_an_editor_reads(CLAIM.replace("source: gazette", f"source: {id}")))
        assert [[*error.absolute_path][-1] for error in errors] == ["source"] * wrong, id


def test_the_schema_is_written_where_the_file_names_it_and_stays_while_the_file_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "claims.yaml"
    steps = [
        (FILE.partition("\n")[2], None),
        (FILE, {"moon", "sun"}),
        (FILE.replace("id: sun", "id: stars"), {"moon", "stars"}),
        (FILE + "'", {"moon", "stars"}),
    ]
    for text, known in steps:
        file.write_text(text, encoding="utf-8")
        cli.main([str(file)])
        written = tmp_path / "ids.json"
        made = json.loads(written.read_text(encoding="utf-8")) if written.exists() else None
        assert (made and {*made["definitions"]["id of topic"]["enum"]}) == known


def test_the_example_for_authors_passes_the_check() -> None:
    guide = (ROOT / "data/README.md").read_text(encoding="utf-8")
    [example] = re.findall(r"<!-- full example: tested -->\n```yaml\n(.*?)^```$", guide, re.DOTALL | re.MULTILINE)
    dataset, _ = loader.load_text(Path("example.yaml"), example, today=date(2026, 12, 31))
    assert dataset.claims[0].verdict
    assert complaints(example) == []


def test_the_first_example_for_authors_has_the_nine_fields_that_a_claim_needs() -> None:
    guide = (ROOT / "data/README.md").read_text(encoding="utf-8")
    pattern = r"<!-- first example: tested -->\n```yaml\n(.*?)^```\n(.*?)^## "
    [(claim, rest)] = re.findall(pattern, guide, re.DOTALL | re.MULTILINE)
    assert len(claim.splitlines()) == 1 + 9
    needed = []
    for model in (Claim, Appearance):
        needed += [name for name, field in model.model_fields.items() if field.is_required() and name != "location"]
    above, below = re.findall(r"```yaml\n(.*?)^```", rest, re.DOTALL | re.MULTILINE)
    dataset, _ = loader.load_text(Path("example.yaml"), above + claim, today=date(2026, 12, 31))
    assert dataset.claims[0].model_fields_set | dataset.claims[0].appearances[0].model_fields_set == {
        *needed,
        "location",
    }
    assert sorted(re.findall(r"^\| `(\w+)` \|", rest, re.MULTILINE)) == sorted(needed)
    dataset, _ = loader.load_text(Path("example.yaml"), above + claim + below, today=date(2026, 12, 31))
    assert len(dataset.claims[0].evidence) == len(dataset.events) == 1


def test_the_tables_of_fields_say_what_editors_are_told() -> None:
    assert (ROOT / field_tables.FILE).read_text(encoding="utf-8") == field_tables.text(), "`make fields` writes it anew"
