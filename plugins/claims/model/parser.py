"""Build records from plain values, and report every mistake with its place in the file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from ..source.diagnostics import MAX_PROBLEMS, Location, Path, Problem, form, listing, nearest, shown
from ..source.yaml_reader import Document, YamlValue
from .fields import MODELS
from .markdown import MarkdownRenderer
from .records import LOCATION, SECTIONS, Dataset, Label, Record, SiteInfo, TopLevelRecord, Value, types_in
from .scalars import is_language

_MAX_ALIKE = 20_000  # problems; `gather` reports those of one kind as one
UNKNOWN = ""
"""The name of a record without an id, and of the records in a list that could not be read."""
_EVERY_FIELD = {field.alias or name for model in MODELS for name, field in model.model_fields.items()}
Names = Mapping[str, Mapping[str, Path]]
"""For each kind of record, the names in the file and their paths: ids, aliases, and the values of the fields in
`_KNOWN_BY`, in case an author writes one in place of an id. Broken records have names too."""
_KNOWN_BY = ("title", "name", "term", "described", "short", "url", "doi")


W = TypeVar("W", bound=TopLevelRecord)


@dataclass(frozen=True)
class Parsed:
    """The records of a file and its problems; `parse` makes it."""

    dataset: Dataset
    names: Names
    problems: tuple[Problem, ...]
    markdown: MarkdownRenderer
    """Renders the texts, each once for both checks and pages."""


def parse(document: Document, markdown: MarkdownRenderer | None = None) -> Parsed:
    """Return the records of a document and their problems; stop after too many problems."""
    problems = [*document.problems, *document.swallowed(_EVERY_FIELD)]
    kinds = set[str]()
    records: dict[str, list[Record]] = {section: [] for section in SECTIONS}
    # If the site has a mistake, its language is still used for the records.
    site = SiteInfo.model_construct(location=Location(section="site"), language=language_of(document.data))
    names: dict[str, dict[str, Path]] = {record.kind_name: {} for record in SECTIONS.values()}
    for result in _records(document.data, names):
        if len(kinds) >= MAX_PROBLEMS or len(problems) >= _MAX_ALIKE:
            break
        if isinstance(result, Problem):
            problems.append(result)
            kinds.add(result.likeness)
        elif isinstance(result, SiteInfo):
            site = result
        else:
            records[result.location.section].append(result)
    if document.data and "claims" not in document.data and UNKNOWN not in names["claim"]:
        in_braces = document.text.lstrip().startswith("{")
        help = "add `claims: []` inside the braces" if in_braces else "add `claims:` and a first record"
        problems.append(Problem((), 'the file has no "claims"', help))
    lists = {section: tuple(section_records) for section, section_records in records.items()}
    dataset = Dataset(site=site, **lists)  # type: ignore[arg-type]
    return Parsed(dataset, names, tuple(problems), markdown or MarkdownRenderer())


def _records(data: Mapping[str, YamlValue], names: dict[str, dict[str, Path]]) -> Iterator[SiteInfo | Record | Problem]:
    """Yield the records of the top-level lists and all problems, and add to `names`."""
    language = language_of(data)
    for section, items in data.items():
        if section == SiteInfo.kind_name:
            yield from _validated(SiteInfo, items, Location(section=section), "write its fields on lines of their own")
        elif section not in SECTIONS:
            near = nearest(section, [SiteInfo.kind_name, *SECTIONS])
            if near and near in SECTIONS:
                names[SECTIONS[near].kind_name][UNKNOWN] = (section,)
            sections = listing(sorted([SiteInfo.kind_name, *SECTIONS]))
            help = f'did you mean "{near}"?' if near else f"it may have {sections}"
            yield _unknown_field((), section, "the file", help)
        elif isinstance(items, list):
            for index, item in enumerate(items):
                yield from _record(section, index, item, names, language)
        elif items is not None:  # the reader reports an empty one
            names[SECTIONS[section].kind_name][UNKNOWN] = (section,)
            yield Problem((section,), f'"{section}" is {form(items)}, not a list', "begin each record with `- id:`")


def language_of(data: Mapping[str, YamlValue]) -> str:
    """Return the language that a file names as its own, or English."""
    site = data.get("site")
    language = site.get("language") if isinstance(site, dict) else None
    return language if isinstance(language, str) and is_language(language) else "en"


_PARTS_WITH_WORDS = {"claims": "evidence", "texts": "comparisons", "comparisons": "versions"}
"""For each list of the file, the list inside its items that leads to quoted words."""


def _in_language(language: str, list_name: str, item: YamlValue) -> YamlValue:
    """Return a source, or a claim or text with its quoted words, with the file's language where it names none.

    The models cannot do that, since their default is English.
    """
    if not isinstance(item, dict):
        return item
    if list_name in {"sources", "evidence", "versions"}:
        return {"lang": language, **item}
    inner = _PARTS_WITH_WORDS.get(list_name, "")
    parts = item.get(inner)
    if isinstance(parts, list):
        return {**item, inner: [_in_language(language, inner, part) for part in parts]}
    return item


def _record(
    section: str, index: int, item: YamlValue, all_names: dict[str, dict[str, Path]], language: str
) -> Iterator[Record | Problem]:
    """Yield a record or its problems, and add its id, aliases and other names to those of its kind.

    An id takes precedence over other names; otherwise the first record with a name keeps it. A rule reports the others.
    """
    location = Location(section=section, index=index)
    fields = item if isinstance(item, dict) else {}
    names = all_names[SECTIONS[section].kind_name]
    id = fields.get("id")
    id = id if isinstance(id, str) else UNKNOWN
    if names.get(id, ("",))[-1] != "id":
        names[id] = location.path("id")
    aliases = fields.get("aliases")
    for n, alias in enumerate(aliases if isinstance(aliases, list) else ()):
        if isinstance(alias, str):
            names.setdefault(alias, location.path("aliases", n))
    for field in _KNOWN_BY:
        word = fields.get(field)
        if isinstance(word, str):
            names.setdefault(word, location.path(field))
    yield from _validated(SECTIONS[section], _in_language(language, section, item), location, "begin it with `- id:`")


def _validated(model: type[W], item: YamlValue, location: Location, help: str) -> Iterator[W | Problem]:
    """Yield the record of an item, or its problems; nothing for an empty item, which the reader reports."""
    if isinstance(item, dict):
        try:
            yield model.model_validate({**item, LOCATION: location})
        except ValidationError as error:
            yield from _problems(error, model, item, location.path())
    elif item is not None:
        yield Problem(location.path(), f"the {model.kind_name} is {form(item)}, not a record of named fields", help)


def _problems(
    error: ValidationError, model: type[TopLevelRecord], item: dict[str, YamlValue], path: Path
) -> Iterator[Problem]:
    """Yield pydantic's errors in a record as problems."""
    id = item.get("id") if "id" in model.model_fields else None
    record = f"{model.kind_name} {shown(id)}" if isinstance(id, str) else f"the {model.kind_name}"
    section = _section_with_fields(item)
    if section and SECTIONS[section] is not model:
        message = f"{record} has the fields of a record under `{section}:`"
        yield Problem(path, message, f"move it to the list `{section}:`")
        return
    missing: dict[Path, list[str]] = {}
    unknown: dict[Path, list[str]] = {}
    for fault in error.errors(include_url=False):
        *inside, last = fault["loc"]
        if fault["type"] == "missing":
            missing.setdefault(tuple(inside), []).append(str(last))
        elif fault["type"] == "extra_forbidden":
            unknown.setdefault(tuple(inside), []).append(str(last))
        elif not _is_reported(fault):
            yield _malformed_value(fault, model, record, item, path)
    for inside_of, names in unknown.items():
        owner = _named(record, inside_of)
        fields_there = _fields(model, inside_of)
        for name in names:
            near = nearest(name, fields_there)
            if near in missing.get(inside_of, []):  # the field is there, with a slip in its name
                missing[inside_of].remove(near)
            help = f'did you mean "{near}"?' if near else f"it may have {listing(sorted(fields_there))}"
            yield _unknown_field((*path, *inside_of), name, owner, help)
    for inside_of, fields in missing.items():
        if fields:
            lacks = listing(shown(field) for field in fields)
            help = f"add {listing([f'`{field}:`' for field in fields], last='and')}"
            if fields == ["id"]:
                help += ", lower-case words joined by hyphens"
            yield Problem((*path, *inside_of), f"{_named(record, inside_of)} has no {lacks}", help)


def _section_with_fields(item: dict[str, YamlValue]) -> str | None:
    """Return the one section whose records may have all these fields; None if there are none or several."""
    names = item.keys() - {"lang"}  # which `_in_language` adds
    sections = [section for section, model in SECTIONS.items() if names <= _fields(model).keys()]
    return sections[0] if len(sections) == 1 else None


def _is_reported(fault: ErrorDetails) -> bool:
    """Return whether another error is reported already: for an empty value, or for the bad items of a short list."""
    value = fault["input"]
    return value is None or (fault["type"] == "too_short" and len(value) >= fault["ctx"]["min_length"])


_FORMER = {"draft", "withdrawals"}


def _unknown_field(path: Path, name: str, owner: str, help: str) -> Problem:
    if name in _FORMER:
        return Problem((*path, name), f"{shown(name)} is no longer a field", "delete the line", on_key=True)
    return Problem((*path, name), f"{owner} has no field {shown(name)}", help, on_key=True)


def _malformed_value(
    fault: ErrorDetails, model: type[TopLevelRecord], record: str, item: dict[str, YamlValue], path: Path
) -> Problem:
    """Return the problem for a value that pydantic refused."""
    written: Path = fault["loc"]
    message, help = in_words(fault, _types(model, written))
    if fault["type"] == "model_type":
        help = f"write its fields on lines of their own: {listing(_fields(model, written), last='and')}"
    if written == ("id",):
        record = f"the {model.kind_name}"  # the message shows the id
    on_key = False
    match written:
        case ("points", int(n), side) if isinstance(item["points"], dict):
            # Pydantic sees a pair, and the author a field with a date as its name.
            written = ("points", list(item["points"])[n])
            on_key = side == 0
        case ("archived", 0) if isinstance(item["archived"], str):  # a single copy is written without a list
            written = ("archived",)
    owner = _named(record, written[:-1] if on_key else written)
    joint = " " if message.startswith(("is ", "has ", "holds ")) else ": "
    spot = fault.get("ctx", {}).get("spot", "")
    return Problem((*path, *written), f"{owner}{joint}{message}", help, on_key=on_key, spot=spot)


def _named(record: str, path: Iterable[str | int]) -> str:
    """Return the name of a value in messages: `"evidence" 2, "stance" of claim "a"`, with places counted from 1."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f" {step + 1}"
        else:
            text += f', "{step}"' if text else f'"{step}"'
    return f"{text} of {record}" if text else record


def _fields(model: type[Value], path: Iterable[str | int] = ()) -> dict[str, FieldInfo]:
    """Return the fields of the value at a path in a record, by their names in the file."""
    inner = next((part for part in _types(model, path) if part in MODELS), model)
    return {field.alias or name: field for name, field in inner.model_fields.items() if name != "location"}


def _types(model: type[Value], path: Iterable[str | int]) -> list[Any]:
    """Return all types in the annotation of the field at a path in a record."""
    types: list[Any] = [model]
    for step in path:
        if isinstance(step, str):
            model = next((part for part in types if part in MODELS), model)
            types = [*types_in(_fields(model)[step].annotation)]
    return types


_CHOOSE = "choose one of these: data/FIELDS.md says when each fits"
_SINGLE = {"int_type": "a number", "float_type": "a number", "bool_type": "true or false", "is_instance_of": "a date"}


def in_words(fault: ErrorDetails, types: Iterable[Any] = ()) -> tuple[str, str]:
    """Return the message and help for one of pydantic's errors, in an author's words.

    `types` are the types in the annotation of the field.
    """
    kind = fault["type"]
    value = fault["input"]
    context = fault.get("ctx", {})
    if "message" in context:
        return context["message"], context["help"]
    if kind == "enum":
        [choices] = [part for part in types if isinstance(part, type) and issubclass(part, StrEnum)]
        if not isinstance(value, str):
            return f"{form(value)} is not one of {listing(choices)}", _CHOOSE
        near = nearest(value, choices) if choices is not Label else None  # “not confirmed” is like two of them
        return f"{shown(value)} is not one of {listing(choices)}", f'did you mean "{near}"?' if near else _CHOOSE
    if kind == "too_short":
        least = context["min_length"]
        return f"holds {len(value)}, and at least {least} {'is' if least == 1 else 'are'} needed", "add what is missing"
    if kind == "too_long":
        return f"holds {len(value)}, and {context['max_length']} are the most", "keep those that matter most"
    if kind == "tuple_type":
        help = "begin each item with a hyphen and a space, or write [one, two]"
        if any(part in MODELS for part in types):
            help = "begin each item with a hyphen, and write its fields in one column"
        return f"is {form(value)}, not a list", help
    if kind == "model_type":
        return f"is {form(value)}, not a record of named fields", ""
    help = "write one value on the line of the field's name, in quotation marks where it has brackets"
    return f"is {form(value)}, not {_SINGLE.get(kind, 'text')}", help
