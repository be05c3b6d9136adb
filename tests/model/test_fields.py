"""What a record holds, wherever it is: the model alone says which field is what."""

from claims.model import fields
from claims.model.records import Claim, Evidence, Quote, Record, Series, SiteInfo, Stance, TopLevelRecord, Value
from claims.model.scalars import Holds
from claims.source.dates import Edtf
from support.helpers import appearance, claim, evidence, parsed, series, source, verdict

CLAIM = parsed(
    sources=[source("letter", archived="https://stored.example/"), source("survey")],
    claims=[
        claim(
            date="2019",
            date_as_written="last year",
            note="N",
            appearances=[appearance(), appearance(date="2019-05", form="tweet")],
            parts=[{"id": "again", "text": "P", "same": {"claim": "other", "part": "cheese"}}],
            evidence=[evidence(words="only cheese"), evidence("letter")],
            quote={"text": "green cheese", "verbatim": "true", "appearance": "1"},
            relations=[{"claim": "moon-cheese", "relation": "repeats"}],
            changes=[{"date": "2020", "kind": "added", "note": "Listed."}],
            verdict=verdict(),
        )
    ],
    series=[series(points={"2019": "1", "2018-05": "2"})],
).dataset


def test_what_is_alike_is_found_in_the_order_of_the_fields() -> None:
    [record] = CLAIM.claims
    assert list(fields.references(record)) == [
        ("topic", "moon", ("topics", 0)),
        ("speaker", "j-smith", ("appearances", 0, "speaker")),
        ("source", "letter", ("appearances", 0, "source")),
        ("speaker", "j-smith", ("appearances", 1, "speaker")),
        ("source", "letter", ("appearances", 1, "source")),
        ("claim", "other", ("parts", 0, "same", "claim")),
        ("source", "survey", ("evidence", 0, "source")),
        ("source", "letter", ("evidence", 1, "source")),
        ("claim", "moon-cheese", ("relations", 0, "claim")),
    ]
    assert list(fields.texts(record, "markdown")) == [
        (record.statement, ("statement",)),
        ("N", ("note",)),
        ("N", ("evidence", 0, "note")),
        ("N", ("evidence", 1, "note")),
        ("R", ("verdict", "for")),
    ]
    assert list(fields.texts(record, "plain text")) == [
        (record.title, ("title",)),
        ("letter", ("appearances", 0, "form")),
        ("tweet", ("appearances", 1, "form")),
        ("P", ("parts", 0, "text")),
        ("S", ("verdict", "summary")),
        ("Listed.", ("changes", 0, "note")),
    ]
    assert list(fields.texts(record, "quotation")) == [
        ("last year", ("date_as_written",)),
        ("green cheese", ("quote", "text")),
        ("only cheese", ("evidence", 0, "words")),
    ]
    assert [(str(date), path) for date, path in fields.dates(record)] == [
        ("2019", ("date",)),
        ("May 2019", ("appearances", 1, "date")),
        ("1 January 2020", ("verdict", "reviewed")),
        ("2020", ("changes", 0, "date")),
    ]
    assert list(fields.texts(record, "url")) == []


def test_addresses_are_found_and_the_dates_of_points_under_their_names() -> None:
    assert list(fields.texts(CLAIM.sources[0], "url")) == [
        ("https://letter.example/", ("url",)),
        ("https://stored.example/", ("archived", 0)),
    ]
    assert [path for _, path in fields.dates(CLAIM.series[0])] == [("points", "2019"), ("points", "2018-05")]


def test_the_shape_of_a_field_is_read_off_its_type() -> None:
    shapes = {
        name: fields.shape(model.model_fields[name])
        for model, name in (
            *((Claim, "id"), (Claim, "topics"), (Claim, "date"), (Claim, "quote"), (Claim, "evidence")),
            *((Series, "points"), (Series, "incomplete"), (Evidence, "stance"), (Evidence, "note")),
        )
    }
    assert shapes == {
        "id": (str, None, False, False),
        "topics": (str, Holds("reference", "topic"), True, False),
        "date": (Edtf, Holds("date"), False, True),
        "quote": (Quote, None, False, True),
        "evidence": (Evidence, None, True, False),
        "points": (tuple, Holds("date"), True, False),
        "incomplete": (Edtf, Holds("date"), True, False),
        "stance": (Stance, None, False, False),
        "note": (str, Holds("markdown"), False, False),
    }


def test_every_model_is_found_from_what_stands_at_the_top() -> None:
    concrete = {*Value.__subclasses__(), *Record.__subclasses__(), SiteInfo} - {TopLevelRecord, Record}
    assert {*fields.MODELS} == concrete
