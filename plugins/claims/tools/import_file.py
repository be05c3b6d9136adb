"""`claims import FILE…`: add the rows of spreadsheets to the file of claims, and change no other byte.

A sheet has the columns of a published table (`features/data_files/tables.py`). Rows are matched with records by id, and
evidence by its claim and number. A row that says what the file says is nothing new, a new one is added, and one that
differs is refused, or with `--replace` taken. The columns that a build works out, such as counts, are not read.
docs/spreadsheet.md tells authors so.
"""

import csv
import re
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from functools import partial
from pathlib import Path
from typing import TypeAlias
from zipfile import BadZipFile

from pydantic.fields import FieldInfo

from ..checks import loader, rules
from ..features.data_files.tables import OF_APPEARANCE, Column, Table, list_tables, unguarded
from ..model import fields, parser
from ..model.markdown import MarkdownRenderer
from ..model.records import SECTIONS, Appearance, Claim, Dataset, Evidence, Label, Source, Value
from ..source import diagnostics, yaml_reader, yaml_writer
from ..source.diagnostics import DataError, Diagnostic, Mark, Problem, character, listing, nearest, shown
from ..source.yaml_reader import FORBIDDEN, YamlValue
from . import console
from .console import CommandError
from .source_file import Edit, SourceFile, apply

Draft: TypeAlias = dict[str, YamlValue]
Key: TypeAlias = tuple[str | int, ...]
"""The path of a value with ids in place of the indexes of records: `("claims", "some-id", "evidence", 0, "stance")`."""

MODELS: Mapping[str, type[Value]] = {"sources": Source, "claims": Claim, "evidence": Evidence}
_IN_APPEARANCE = {"speaker": "speaker", **OF_APPEARANCE}
"""Fields of an appearance, and the columns of a claim that they stand in."""
_TABLES = {table.name: table for table in list_tables()}
_SAME_SHOWN = 60  # characters, if two long texts differ only later
_FAULT = re.compile(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)")


def _leaves(model: type[Value], start: diagnostics.Path = ()) -> Iterator[tuple[diagnostics.Path, FieldInfo]]:
    """Yield path and description of each field of a record that holds no list of parts, in the order of the model."""
    for name, info in fields.written_fields(model):
        shape = fields.shape(info)
        path = (*start, info.alias or name)
        if not issubclass(shape.type, Value):
            yield path, info
        elif not shape.many:
            yield from _leaves(shape.type, path)


@dataclass(frozen=True)
class Target:
    """What a column of a sheet writes: the path in a record, whether a record needs it, and what it is if left out."""

    column: Column
    path: diagnostics.Path
    required: bool
    default: str


def _targets(table: Table) -> list[Target]:
    """Return what the columns of a table write, in the order in which a record has it."""
    columns: dict[diagnostics.Path, Column] = {}
    for column in table.columns:
        path: diagnostics.Path = (
            column.path[:-1] if len(column.path) > 1 and column.path[-1] in {"edtf", "id"} else column.path
        )
        columns[path] = column
    targets = []
    for path, info in _leaves(MODELS[table.name]):
        if path in columns:
            default = str(info.default).lower() if isinstance(info.default, str | bool) else ""
            targets.append(Target(columns[path], path, info.is_required(), default))
    return targets


_TARGETS = {name: _targets(table) for name, table in _TABLES.items()}


@dataclass(frozen=True)
class Row:
    """A row of a sheet: its number as spreadsheets count, and the text of each of its columns."""

    sheet: "Sheet"
    number: int
    cells: Mapping[str, str]

    def error(self, column: str, message: str, help: str) -> Diagnostic:
        """Return a mistake in one of its cells."""
        place = f'row {self.number}, column "{column}"'
        if self.sheet.name:
            place = f'sheet "{self.sheet.name}", {place}'
        mark = Mark(self.number, self.sheet.positions.get(column, 1))
        return Diagnostic(str(self.sheet.path), mark, f"{place}: {message}", help)


@dataclass(frozen=True)
class Sheet:
    """A table as it was read: the file and sheet that it stands in, and the place of each column, counted from 1."""

    path: Path
    name: str
    table: Table
    positions: Mapping[str, int]
    rows: list[Row] = field(default_factory=list)


# Spreadsheets → sheets


def read(path: Path, only: str) -> tuple[list[Sheet], list[Diagnostic]]:
    """Return the tables in a file and the mistakes in their form; of a workbook, those of one sheet if it is named."""
    grids = _grids_of_workbook(path) if path.suffix.lower() in {".xlsx", ".xlsm"} else {"": _grid_of_csv(path)}
    if only:
        if only not in grids:
            names = listing([f'"{name}"' for name in grids if name])
            raise CommandError(f'{path} has no sheet "{only}"', f"it has {names}" if names else "leave out --sheet")
        grids = {only: grids[only]}
    sheets = []
    errors = []
    for name, grid in grids.items():
        if any(any(line) for line in grid):
            sheet, mistakes = _sheet(path, name, grid)
            sheets.append(sheet)
            errors += mistakes
    return sheets, errors


def _grid_of_csv(path: Path) -> list[list[str]]:
    """Return the cells of a CSV file, whose values are separated by commas, semicolons or tabs."""
    help = "save the sheet as “CSV UTF-8”, or as .xlsx"
    try:
        text = path.read_bytes().decode("utf-8-sig")
        first_line = text.lstrip().partition("\n")[0]
        separator = max(",;\t", key=first_line.count)
        lines = list(csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True))
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not text in UTF-8", help) from error
    except csv.Error as error:
        raise CommandError(f"{path} cannot be read as CSV: {error}", help) from error
    return [[cell.strip() for cell in line] for line in lines]


def _grids_of_workbook(path: Path) -> dict[str, list[list[str]]]:
    """Return the cells of each sheet of a workbook."""
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 - an extra, which CSV does without
        from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415
    except ModuleNotFoundError as error:
        help = 'type pip install "pelican-claims[spreadsheet]", or save each sheet as “CSV UTF-8”'
        raise CommandError(f"{path} cannot be read: {error.name} is not installed", help) from error
    try:
        workbook = load_workbook(path, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError) as error:
        help = "open it in a spreadsheet program and save it as .xlsx, without a password, or as CSV"
        raise CommandError(f"{path} is not a workbook that can be read", help) from error
    grids = {}
    for sheet in workbook.worksheets:
        grids[sheet.title] = [[_text(cell.value, cell.number_format) for cell in line] for line in sheet.iter_rows()]
    return grids


def _text(value: str | float | date | time | None, number_format: str) -> str:
    """Return the value of a cell as text; of a date what its format shows, such as `2025-05`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        shows = re.sub(r"\[[^]]*\]|\"[^\"]*\"", "", number_format).lower()
        parts = ["%Y", "%m", "%d"] if "d" in shows else ["%Y", "%m"] if "m" in shows else ["%Y"]
        return value.strftime("-".join(parts))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").strip()


def _sheet(path: Path, name: str, grid: list[list[str]]) -> tuple[Sheet, list[Diagnostic]]:
    """Return the table in a sheet, and the mistakes in its form; the first row that is not empty names the columns."""
    start = next(n for n, line in enumerate(grid) if any(line))
    names = [cell.lower() for cell in grid[start]]
    table = _TABLES["claims"]
    if "claim" in names:
        table = _TABLES["evidence"]
    elif "publisher" in names:
        table = _TABLES["sources"]
    known = [column.name for column in table.columns]
    sheet = Sheet(path, name, table, {column: names.index(column) + 1 for column in names if column})
    head = Row(sheet, start + 1, {})
    errors = []
    for column in sorted(set(names) - {"", *known}):
        near = nearest(column, known)
        help = f'did you mean "{near}"?' if near else "delete the column: docs/spreadsheet.md says which are read"
        errors.append(head.error(column, f'the table "{table.name}" has no such column', help))
    for column in dict.fromkeys(names):
        if column and names.count(column) > 1:
            errors.append(head.error(column, "two columns have this name", "delete one of them"))
    key = table.key[0]
    if key not in names:
        errors.append(head.error(key, "the column is missing", f"name the columns in the first row; one is “{key}”"))
    for number, line in enumerate(grid[start + 1 :], start + 2):
        if any(line):
            cells = {column: unguarded(cell) for column, cell in zip(names, line, strict=False) if column in known}
            row = Row(sheet, number, cells)
            sheet.rows.append(row)
            for column, text in cells.items():
                sign = FORBIDDEN.search(text)
                if sign:
                    errors.append(row.error(column, f"the character {character(sign[0])} cannot be taken", "delete it"))
                elif _FAULT.fullmatch(text):
                    errors.append(row.error(column, f"the formula gives {text}", "mend it, or write the value"))
            if any(line[n] for n, column in enumerate(names[: len(line)]) if not column) or any(line[len(names) :]):
                errors.append(row.error("", "a cell has no name above it", "name its column, or empty it"))
    return sheet, errors


# Sheets → what is new in them


class Plan:
    """What the rows of sheets add to a file or change in it, and which of them cannot be taken.

    Args:
        file: The file of claims.
        sheets: All tables; the order does not matter.
        replacing: Whether to take a row that differs from its record.

    """

    def __init__(self, file: SourceFile, sheets: Iterable[Sheet], *, replacing: bool) -> None:
        data = file.document.data
        texts = data.get("texts") or []
        self.file = file
        self.replacing = replacing
        self.defaults = {"lang": parser.language_of(data), "text": texts[0]["id"] if len(texts) == 1 else ""}
        self.markdown = MarkdownRenderer()
        self.errors: list[Diagnostic] = []
        self.unchanged = 0
        self.cells: dict[Key, tuple[Row, str]] = {}
        """Where the value at a path comes from: a row and the name of its column."""
        self.new: dict[str, dict[str, Draft]] = {"sources": {}, "claims": {}}
        self.passages: dict[str, list[Draft]] = {}
        """New passages by the id of their claim."""
        self.changes: dict[diagnostics.Path, Draft] = {}
        """New values of a record in the file, or of a passage, by its path."""
        self.places: dict[str, dict[str, int]] = {}
        for section in self.new:
            self.places[section] = {record["id"]: n for n, record in enumerate(data.get(section) or [])}
        rows: dict[str, list[Row]] = {"sources": [], "claims": [], "evidence": []}
        for sheet in sheets:
            rows[sheet.table.name] += sheet.rows
        for section in self.new:
            for row in rows[section]:
                self._take_record(row, section)
        for row in rows["evidence"]:
            self._take_passage(row)

    def _take_record(self, row: Row, section: str) -> None:
        """Add a source or a claim, or compare it with the one in the file."""
        id = row.cells.get("id", "")
        key: Key = (section, id)
        if not id:
            self.errors.append(row.error("id", "the row has no id", "write lower-case words joined by hyphens"))
        elif key in self.cells:
            other = self.cells[key][0]
            where = f"row {other.number} of {other.sheet.path}"
            self.errors.append(row.error("id", f'{where} has the id "{id}" too', "delete one of the two rows"))
        elif id in self.places[section]:
            self.cells[key] = (row, "id")
            self._compare(row, section, (section, self.places[section][id]), key)
        else:
            self.cells[key] = (row, "id")
            self.new[section][id] = self._draft(row, section, key)

    def _take_passage(self, row: Row) -> None:
        """Add a passage to a claim, or compare it with the one in the file."""
        claim = row.cells.get("claim", "")
        number = row.cells.get("number", "")
        if claim not in self.places["claims"] and claim not in self.new["claims"]:
            near = nearest(claim, [*self.places["claims"], *self.new["claims"]])
            help = f'did you mean "{near}"?' if near else "write the id of a claim"
            self.errors.append(row.error("claim", f"no claim has the id {shown(claim)}", help))
            return
        path: diagnostics.Path = ("claims", self.places["claims"].get(claim, -1), "evidence")
        written = self._value(path) if claim in self.places["claims"] else None
        written = written if isinstance(written, list) else []
        added = self.passages.setdefault(claim, [])
        following = len(written) + len(added) + 1
        place = int(number) - 1 if re.fullmatch("[0-9]{1,6}", number) else -1
        self.cells.setdefault(("claims", claim), (row, "claim"))
        if 0 <= place < len(written):
            self._compare(row, "evidence", (*path, place), ("claims", claim, "evidence", place))
        elif not number and any(not self._differences(row, "evidence", (*path, n)) for n in range(len(written))):
            self.unchanged += 1
        elif number and place != following - 1:
            message = f'{shown(number)} cannot be: the next passage of claim "{claim}" is {following}'
            self.errors.append(row.error("number", message, f"write {following}, or leave the cell empty"))
        else:
            key = ("claims", claim, "evidence", following - 1)
            self.cells[key] = (row, "claim")
            added.append(self._draft(row, "evidence", key))

    def _draft(self, row: Row, table: str, key: Key) -> Draft:
        """Return the new record of a row; its mistake is that it lacks what a record needs."""
        draft: Draft = {}
        lacks = []
        for target in _TARGETS[table]:
            name = target.column.name
            text = row.cells.get(name, "")
            if text and _cell(_value(target.column, text), target.column) != self._default(target):
                _put(draft, target.path, _value(target.column, text))
                self.cells[*key, *target.path] = (row, name)
            elif target.required and not text and len(target.path) == 1:
                lacks.append(name)
        if table == "claims":
            appearance: Draft = {}
            for name, column in _IN_APPEARANCE.items():
                text = row.cells.get(column, "")
                if text:
                    appearance[name] = text
                    self.cells[*key, "appearances", 0, name] = (row, column)
                elif Appearance.model_fields[name].is_required():
                    lacks.append(column)
            draft["appearances"] = [appearance]
            verdict = draft.get("verdict")
            if isinstance(verdict, dict):  # nothing else is true of a claim without evidence
                draft["verdict"] = {"label": Label.UNCONFIRMED.value, **verdict}
        if lacks:
            columns = listing([f'"{name}"' for name in lacks], last="and")
            help = "fill in the cell" if len(lacks) == 1 else "fill in the cells"
            self.errors.append(row.error(lacks[0], f"what is new needs {columns}", help))
        return draft

    def _compare(self, row: Row, table: str, path: diagnostics.Path, key: Key) -> None:
        """Compare a row with what the file has at a path; note what is to be changed there, or that it is refused."""
        differences = self._differences(row, table, path)
        errors = []
        for target, raw, plain in differences:
            name = target.column.name
            text = row.cells[name]
            here, there = _apart(text, plain)
            if not text:
                message = f"the cell is empty, and {self.file.path} has {there}"
                help = f"write that here; or, to take it out of the file, delete it in {self.file.path}"
                errors.append(row.error(name, message, help))
            elif not self.replacing:
                loss = ", but loses the links and marks in that text" if raw != plain else ""
                message = f"the sheet has {here}, and {self.file.path} has {there if plain else 'nothing'}"
                help = f"write here what the file has, or add --replace, which takes what the sheet has{loss}"
                errors.append(row.error(name, message, help))
            else:
                _put(self.changes.setdefault(path, {}), target.path, _value(target.column, text))
                self.cells[*key, *target.path] = (row, name)
        if table == "claims" and not self._appears(row, path):
            message = f"{self.file.path} has no such appearance of the claim"
            help = f"write what the file has, or empty these cells, and change the appearances in {self.file.path}"
            errors.append(row.error(next(name for name in _IN_APPEARANCE.values() if name in row.cells), message, help))
        self.errors += errors
        self.unchanged += not (differences or errors)

    def _appears(self, row: Row, path: diagnostics.Path) -> bool:
        """Return whether one of a claim's appearances in the file has all that a row says of one."""
        appearances = self._value((*path, "appearances"))
        given = {name: row.cells[column] for name, column in _IN_APPEARANCE.items() if row.cells.get(column)}
        for appearance in appearances if isinstance(appearances, list) else []:
            if isinstance(appearance, dict) and given.items() <= appearance.items():
                return True
        return not given

    def _differences(self, row: Row, table: str, path: diagnostics.Path) -> list[tuple[Target, str, str]]:
        """Return in which columns a row differs from the record at a path, with its value there, raw and plain."""
        differences = []
        for target in _TARGETS[table]:
            column = target.column
            if column.name in row.cells:
                raw = _cell(self._value((*path, *target.path)), column) or self._default(target)
                plain = " ".join(self.markdown.plain(raw).split()) if column.is_markdown and raw else raw
                given = _cell(_value(column, row.cells[column.name]), column) or self._default(target)
                if given not in {raw, plain}:
                    differences.append((target, raw, plain))
        return differences

    def _default(self, target: Target) -> str:
        """Return what a field is where the file leaves it out."""
        return self.defaults.get(target.column.name, target.default)

    def _value(self, path: diagnostics.Path) -> YamlValue:
        """Return the value at a path in the file, or None."""
        value: YamlValue = self.file.document.data
        for step in path:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int):
                value = value[step]
            else:
                return None
        return value

    # What is new → the text of the file

    def text(self) -> str:
        """Return the text of the file with all that is new; raise DataError where nothing can be added to it."""
        edits: list[Edit] = []
        for path, changes in self.changes.items():
            edits += _setting(self.file, path, Evidence if "evidence" in path else MODELS[str(path[0])], changes)
        for claim, passages in self.passages.items():
            if claim in self.new["claims"]:
                self.new["claims"][claim]["evidence"] = [*passages]
            elif passages:
                edits += self._appending(("claims", self.places["claims"][claim]), passages)
        changed = replace(self.file, text=apply(self.file.text, edits))
        edits = []
        for section, drafts in self.new.items():
            blocks = {id: partial(yaml_writer.block, _ordered(draft, MODELS[section])) for id, draft in drafts.items()}
            if blocks:
                edits += changed.inserting(section, blocks)
        return apply(changed.text, edits)  # by a second pass, since both can add to the end of one line

    def _appending(self, claim: diagnostics.Path, passages: list[Draft]) -> Iterable[Edit]:
        """Return the edits that add passages to the claim at a path."""
        path = (*claim, "evidence")
        written = self._value(path)
        if not isinstance(written, list) or not written:
            return _setting(self.file, claim, Claim, {"evidence": [*passages]})
        indent = self.file.indent_of_items(path)
        lines = [""]
        for passage in passages:
            lines += yaml_writer.block(_ordered(passage, Evidence), indent)
        at = self.file.end_of_line(self.file.document.end_of((*path, len(written) - 1)).line)
        return [Edit(at, at, self.file.line_end.join(lines))]

    def problems(self, text: str, today: date) -> list[Diagnostic]:
        """Return the mistakes that the file has with a new text and did not have before, at their cells if possible."""
        _, old_problems = _check(self.file.text, today)
        document, problems = _check(text, today)
        old = Counter(problem.message for problem in old_problems)
        new = []
        for problem in problems:
            if old[problem.message]:
                old[problem.message] -= 1
            else:
                new.append(self._at_cell(document, problem))
        return sorted(set(new))

    def _at_cell(self, document: yaml_reader.Document, problem: Problem) -> Diagnostic:
        """Return a mistake at the cell that it comes from, or else at its line in the new text."""
        where = problem.where
        if isinstance(where, tuple) and where[:1] in {("sources",), ("claims",)} and len(where) > 1:
            section, number, *rest = where
            key: Key = (section, document.data[str(section)][number]["id"], *rest)
            while key:
                if key in self.cells:
                    row, column = self.cells[key]
                    return row.error(column, problem.message, problem.help)
                key = key[:-1]
        return loader.locate(self.file.path, document, [problem])[0]


def _put(draft: Draft, path: diagnostics.Path, value: YamlValue) -> None:
    """Put a value at a path of names into a record."""
    *outer, last = path
    for step in outer:
        inner = draft.setdefault(str(step), {})
        if isinstance(inner, dict):
            draft = inner
    draft[str(last)] = value


def _value(column: Column, text: str) -> YamlValue:
    """Return the text of a cell as a value of the file."""
    if column.separator:
        parts = re.split(r"[\s,;]+" if column.separator == " " else r"\s*;\s*", text)
        items = [part for part in parts if part]
        return items[0] if column.name == "archived" and len(items) == 1 else items  # as authors write a single copy
    return text.lower() if column.type == "boolean" else text


def _cell(value: YamlValue, column: Column) -> str:
    """Return a value of the file as the text of a cell, with single spaces."""
    items = value if isinstance(value, list) else [value]
    texts = []
    for item in items:
        if isinstance(item, dict):  # the name of a person
            texts.append(f"{item.get('given')} {item.get('family')}")
        elif isinstance(item, str):
            texts.append(item)
    return " ".join(unguarded(column.separator.join(texts)).split())


def _apart(one: str, other: str) -> tuple[str, str]:
    """Return two texts as messages show them, from a little before the place where they differ."""
    same = 0
    while one[same : same + 1] == other[same : same + 1] != "":
        same += 1
    if same < _SAME_SHOWN:
        return shown(one), shown(other)
    start = same - _SAME_SHOWN // 2
    return shown(f"…{one[start:]}"), shown(f"…{other[start:]}")


def _check(text: str, today: date) -> tuple[yaml_reader.Document, list[Problem]]:
    """Return a text of a file as it is read, and its mistakes, each by itself."""
    document = yaml_reader.read(text)
    parsed = parser.parse(document)
    return document, [*parsed.problems, *rules.check(parsed, today=today)]


def _ordered(draft: Draft, model: type[Value]) -> Draft:
    """Return a record with its fields in the order of the model."""
    return {name: draft[name] for name in _names(model) if name in draft}


def _names(model: type[Value]) -> list[str]:
    """Return the names of the fields that a record can have in the file."""
    return [info.alias or name for name, info in fields.written_fields(model)]


def _setting(file: SourceFile, path: diagnostics.Path, model: type[Value], values: Draft) -> Iterator[Edit]:
    """Yield the edits that give a record in the file new values, each in the place of the old one or in order."""
    document = file.document
    record = document.data[str(path[0])]
    for step in path[1:]:
        record = record[step]
    in_braces = file.text[file.offset(path)] == "{"
    infos = {info.alias or name: info for name, info in fields.written_fields(model)}
    for name, value in values.items():
        if isinstance(value, dict) and name in record:
            yield from _setting(file, (*path, name), fields.shape(infos[name]).type, value)
            continue
        earlier = _names(model)[: _names(model).index(name)]
        before = [other for other in earlier if other in record] or [*record]
        indent = " " * (document.mark_of((*path, before[-1]), on_key=True).column - 1)
        text = f"{name}: {yaml_writer.inline(value)}"
        if not in_braces:
            text = file.line_end.join(yaml_writer.field(name, value, indent)).lstrip()
        if name in record:
            start = file.offset_of(document.mark_of((*path, name), on_key=True))
            yield Edit(start, file.offset_of(document.end_of((*path, name))), text)
        else:
            yield file.adding((*path, before[-1]), text)


# The command


def import_files(paths: list[Path], file: Path, *, only: str, replacing: bool, today: date) -> None:
    """Add what is new in spreadsheets to the file of claims, and print what was added."""
    source = _source_file(file, today)
    sheets = []
    errors = []
    for path in paths:
        read_sheets, mistakes = read(path, only)
        sheets += read_sheets
        errors += mistakes
    if errors:
        raise DataError(errors)
    plan = Plan(source, sheets, replacing=replacing)
    if plan.errors:
        raise DataError(sorted(plan.errors))
    text = plan.text()
    problems = plan.problems(text, today)
    if problems:
        raise DataError(problems)
    replace(source, text=text).write()
    document = yaml_reader.read(text)
    for section, drafts in plan.new.items():
        for n, record in enumerate(document.data.get(section, ())):
            if record["id"] in drafts:
                line = document.mark_of((section, n)).line
                print(f"{file}:{line}: {SECTIONS[section].kind_name} {record['id']} is new")
    for claim, passages in plan.passages.items():
        if passages:
            print(f"{file}: claim {claim} has {len(passages)} new passage{'s' * (len(passages) > 1)}")
    for (section, number, *_), values in plan.changes.items():
        id = source.document.data[str(section)][number]["id"]
        kind = SECTIONS[str(section)].kind_name
        print(f"{file}: {kind} {id} has another {listing(values, last='and')}")
    print(f"rows that say what {file} has already: {plan.unchanged}")


def _source_file(path: Path, today: date) -> SourceFile:
    """Return the file; raise DataError if nothing can be added to it. It may have other mistakes."""
    loader.text_of(path)
    file = SourceFile.of(path, Dataset())
    readable = bool(file.document.data) and not file.document.problems
    for section in ("sources", "claims"):
        records = file.document.data.get(section, [])
        for record in records if isinstance(records, list) else [None]:
            readable = readable and isinstance(record, dict) and isinstance(record.get("id"), str)
    if not readable:
        raise DataError(loader.check(path, today=today).errors)
    return file


def main(arguments: list[str] | None = None, *, today: date | None = None) -> int:
    """Run the command and return its exit status."""
    options = ArgumentParser(prog="claims import", description="Add rows of spreadsheets to the file of claims.")
    options.add_argument("files", nargs="+", type=Path, metavar="FILE", help="an .xlsx or .csv file")
    options.add_argument("--file", type=Path, default=Path("data/claims.yaml"), help="the file of claims")
    options.add_argument("--sheet", default="", help="the only sheet of a workbook to read")
    options.add_argument("--replace", action="store_true", help="take rows that differ from what the file has")
    chosen = options.parse_args(arguments)
    work = partial(
        import_files,
        chosen.files,
        chosen.file,
        only=chosen.sheet,
        replacing=chosen.replace,
        today=today or date.today(),
    )
    return console.run(work, writes=True)


if __name__ == "__main__":
    sys.exit(main())
