"""Plain values → records: the shape of each, and every mistake brought back to where it is written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from ..source.diagnostics import MAX_PROBLEMS, Location, Path, Problem, form, listing, nearest, shown
from ..source.yaml_reader import Document
from .fields import MODELS
from .markdown import MarkdownRenderer
from .records import LOCATION, SECTIONS, Dataset, Record, SiteInfo, TopLevelRecord, Value, types_in
from .scalars import is_language

_MAX_ALIKE = 20_000  # problems of a few kinds, which are told in as many lines
UNKNOWN = ""
"""Stands for the id of a record without one, and of those in a list that could not be read."""
_EVERY_FIELD = {field.alias or name for model in MODELS for name, field in model.model_fields.items()}
Names = Mapping[str, Mapping[str, Path]]
"""For each kind of record, the ids and aliases that are written down, and where; broken records have names too. The
values of the fields in `_KNOWN_BY` stand among them, for authors who write one where an id is expected."""
_KNOWN_BY = ("title", "name", "term", "described", "short", "url", "doi")


W = TypeVar("W", bound=TopLevelRecord)


@dataclass(frozen=True)
class Parsed:
    """What could be read, and what could not."""

    dataset: Dataset
    names: Names
    problems: tuple[Problem, ...]
    markdown: MarkdownRenderer
    """Renders its texts, each once for the check and for pages."""


def parse(document: Document, markdown: MarkdownRenderer | None = None) -> Parsed:
    """Return the records of a document and what is wrong with them; stop where there are too many problems."""
    problems, kinds = [*document.problems, *document.swallowed(_EVERY_FIELD)], set[str]()
    records: dict[str, list[Record]] = {section: [] for section in SECTIONS}
    # Where it has a mistake, the records keep its language.
    site = SiteInfo.model_construct(location=Location(section="site"), language=language_of(document.data))
    names: dict[str, dict[str, Path]] = {record.kind_name: {} for record in SECTIONS.values()}
    for found in _records(document.data, names):
        if len(kinds) >= MAX_PROBLEMS or len(problems) >= _MAX_ALIKE:
            break
        if isinstance(found, Problem):
            problems.append(found)
            kinds.add(found.likeness)
        elif isinstance(found, SiteInfo):
            site = found
        else:
            records[found.location.section].append(found)
    if document.data and "claims" not in document.data and UNKNOWN not in names["claim"]:
        problems.append(Problem((), 'the file has no "claims"', "add `claims:` and a first record"))
    lists = {section: tuple(found) for section, found in records.items()}
    dataset = Dataset(site=site, **lists)  # type: ignore[arg-type]
    return Parsed(dataset, names, tuple(problems), markdown or MarkdownRenderer())


def _records(data: dict[str, Any], names: dict[str, dict[str, Path]]) -> Iterator[SiteInfo | Record | Problem]:
    """Yield the records of the top-level lists, and what is wrong with these and them; add to their names."""
    language = language_of(data)
    for section, items in data.items():
        if section == SiteInfo.kind_name:
            yield from _validated(SiteInfo, items, Location(section=section), "write its fields on lines of their own")
        elif section not in SECTIONS:
            near = nearest(section, [SiteInfo.kind_name, *SECTIONS])
            if near and near in SECTIONS:
                names[SECTIONS[near].kind_name][UNKNOWN] = (section,)
            known = listing(sorted([SiteInfo.kind_name, *SECTIONS]))
            help = f'did you mean "{near}"?' if near else f"it may have {known}"
            yield _unknown_field((), section, "the file", help)
        elif isinstance(items, list):
            for index, item in enumerate(items):
                yield from _record(section, index, item, names, language)
        elif items is not None:  # which the reader reported
            names[SECTIONS[section].kind_name][UNKNOWN] = (section,)
            yield Problem((section,), f'"{section}" is {form(items)}, not a list', "begin each record with `- id:`")


def language_of(data: Mapping[str, Any]) -> str:
    """Return the language that a file says it is in, or English."""
    site = data.get("site")
    language = site.get("language") if isinstance(site, dict) else None
    return language if isinstance(language, str) and is_language(language) else "en"


def _in_language(language: str, section: str, item: Any) -> Any:
    """Return a source, or a claim with its passages, in a language where none is named: the models have English."""
    if section == "sources" and isinstance(item, dict):
        return {"lang": language, **item}
    if section == "claims" and isinstance(item, dict) and isinstance(passages := item.get("evidence"), list):
        return {**item, "evidence": [_in_language(language, "sources", passage) for passage in passages]}
    return item


def _record(
    section: str, index: int, item: Any, all_names: dict[str, dict[str, Path]], language: str
) -> Iterator[Record | Problem]:
    """Yield a record, or what is wrong with it; add its id, aliases and other names to those of its kind.

    An id comes before other names, and the first record to take one keeps it: what is taken is for the rules to say.
    """
    location = Location(section=section, index=index)
    fields = item if isinstance(item, dict) else {}
    names = all_names[SECTIONS[section].kind_name]
    id, aliases = fields.get("id"), fields.get("aliases")
    id = id if isinstance(id, str) else UNKNOWN
    if names.get(id, ("",))[-1] != "id":
        names[id] = location.path("id")
    for n, alias in enumerate(aliases if isinstance(aliases, list) else ()):
        if isinstance(alias, str):
            names.setdefault(alias, location.path("aliases", n))
    for field in _KNOWN_BY:
        if isinstance(word := fields.get(field), str):
            names.setdefault(word, location.path(field))
    yield from _validated(SECTIONS[section], _in_language(language, section, item), location, "begin it with `- id:`")


def _validated(model: type[W], item: Any, location: Location, help: str) -> Iterator[W | Problem]:
    """Yield what an item says, or what is wrong with it; nothing of an empty one, which the reader reported."""
    if isinstance(item, dict):
        try:
            yield model.model_validate({**item, LOCATION: location})
        except ValidationError as error:
            yield from _problems(error, model, item, location.path())
    elif item is not None:
        yield Problem(location.path(), f"the {model.kind_name} is {form(item)}, not a record of named fields", help)


def _problems(
    error: ValidationError, model: type[TopLevelRecord], item: dict[str, Any], path: Path
) -> Iterator[Problem]:
    """Yield what pydantic found wrong with a record."""
    id = item.get("id") if "id" in model.model_fields else None
    record = f"{model.kind_name} {shown(id)}" if isinstance(id, str) else f"the {model.kind_name}"
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
        owner, known, lacking = _named(record, inside_of), _fields(model, inside_of), missing.get(inside_of, [])
        for name in names:
            near = nearest(name, known)
            lacking[:] = [field for field in lacking if field != near]  # what is missing was told
            help = f'did you mean "{near}"?' if near else f"it may have {listing(sorted(known))}"
            yield _unknown_field((*path, *inside_of), name, owner, help)
    for inside_of, fields in missing.items():
        if fields:
            lacks = listing(map(shown, fields))
            help = f"add {listing([f'`{field}:`' for field in fields], last='and')}"
            if fields == ["id"]:
                help += ", lower-case words joined by hyphens"
            yield Problem((*path, *inside_of), f"{_named(record, inside_of)} has no {lacks}", help)


def _is_reported(fault: Any) -> bool:
    """Return True if the fault follows from others: the reader reports what is empty, and pydantic drops bad items."""
    value = fault["input"]
    return value is None or (fault["type"] == "too_short" and len(value) >= fault["ctx"]["min_length"])


def _unknown_field(path: Path, name: str, owner: str, help: str) -> Problem:
    return Problem((*path, name), f"{owner} has no field {shown(name)}", help, on_key=True)


def _malformed_value(fault: Any, model: type[TopLevelRecord], record: str, item: dict[str, Any], path: Path) -> Problem:
    written: Path = fault["loc"]
    message, help = in_words(fault, _types(model, written))
    if fault["type"] == "model_type":
        help = f"write its fields on lines of their own: {listing(_fields(model, written), last='and')}"
    if written == ("id",):
        record = f"the {model.kind_name}"  # the id is shown already
    on_key = False
    match written:
        case ("points", int(n), side):  # a pair to pydantic, and to the author a field, whose name is its date
            written, on_key = ("points", [*item["points"]][n]), side == 0
        case ("archived", 0) if isinstance(item["archived"], str):  # one is written without a list
            written = written[:1]
    owner = _named(record, written[:-1] if on_key else written)
    joint = " " if message.startswith(("is ", "has ", "holds ")) else ": "
    spot = fault.get("ctx", {}).get("spot", "")
    return Problem((*path, *written), f"{owner}{joint}{message}", help, on_key=on_key, spot=spot)


def _named(record: str, path: Iterable[str | int]) -> str:
    """Return `"evidence" 2, "stance" of claim "a"`: fields in quotation marks, places counted from 1."""
    text = ""
    for step in path:
        text += f" {step + 1}" if isinstance(step, int) else f'{", " if text else ""}"{step}"'
    return f"{text} of {record}" if text else record


def _fields(model: type[Value], path: Iterable[str | int] = ()) -> dict[str, FieldInfo]:
    """Return the fields of what stands at a path in a record, under the names that the file has for them."""
    inner = next((part for part in _types(model, path) if part in MODELS), model)
    return {field.alias or name: field for name, field in inner.model_fields.items() if name != "location"}


def _types(model: type[Value], path: Iterable[str | int]) -> list[Any]:
    """Return the types in the annotation of the last field on a path in a record."""
    types: list[Any] = [model]
    for step in path:
        if isinstance(step, str):
            model = next((part for part in types if part in MODELS), model)
            types = [*types_in(_fields(model)[step].annotation)]
    return types


_CHOOSE = "choose one of these: data/FIELDS.md says when each fits"
_SINGLE = {"int_type": "a number", "float_type": "a number", "bool_type": "true or false", "is_instance_of": "a date"}


def in_words(fault: Any, types: Iterable[Any] = ()) -> tuple[str, str]:
    """Return what pydantic found, in an author's words: what is wrong, and what to do.

    `types` are those in the annotation of the field.
    """
    kind, value, context = fault["type"], fault["input"], fault.get("ctx", {})
    if "message" in context:
        return context["message"], context["help"]
    if kind == "enum":
        [choices] = [part for part in types if isinstance(part, type) and issubclass(part, StrEnum)]
        near = nearest(value, choices) if isinstance(value, str) else None
        what = shown(value) if isinstance(value, str) else form(value)
        return f"{what} is not one of {listing(choices)}", f'did you mean "{near}"?' if near else _CHOOSE
    if kind == "too_short":
        least = context["min_length"]
        return f"holds {len(value)}, and at least {least} {'is' if least == 1 else 'are'} needed", "add what is missing"
    if kind == "too_long":
        return f"holds {len(value)}, and {context['max_length']} are the most", "keep those that matter most"
    if kind == "tuple_type":
        return f"is {form(value)}, not a list", "begin each item with a hyphen and a space, or write [one, two]"
    if kind == "model_type":
        return f"is {form(value)}, not a record of named fields", ""
    help = "write one value on the line of the field's name, in quotation marks where it has brackets"
    return f"is {form(value)}, not {_SINGLE.get(kind, 'text')}", help
