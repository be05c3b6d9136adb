"""`claims import FILE…`: add the rows of spreadsheets to the file of claims, and change no other byte.

A sheet has the columns of a published table (`features/data_files/tables.py`). Rows are matched with records by id, and
evidence by its claim and number. A row that says what the file says is nothing new, a new one is added, and one that
differs is refused, or with `--replace` taken. The columns that a build works out, such as counts, are not read.
docs/spreadsheet.md tells authors so.
"""

import csv
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import partial
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from pydantic.fields import FieldInfo

from ..checks import loader, rules
from ..features.data_files.tables import OWN_APPEARANCE, Column, Table, list_tables, unguarded
from ..model import fields, parser
from ..model.markdown import MarkdownRenderer
from ..model.records import SECTIONS, Claim, Dataset, Evidence, Label, Source, Value
from ..source import diagnostics, yaml_reader, yaml_writer
from ..source.diagnostics import DataError, Diagnostic, Mark, Problem, called_by, character, listing, nearest, shown
from ..source.yaml_reader import FORBIDDEN, YamlValue
from .console import CommandError
from .source_file import Edit, SourceFile, apply, has_ids, in_order

if TYPE_CHECKING:
    from openpyxl.cell import Cell

Draft: TypeAlias = dict[str, YamlValue]
_Path: TypeAlias = diagnostics.Path

_MODELS: Mapping[str, type[Value]] = {"sources": Source, "claims": Claim, "evidence": Evidence}
"""The tables in the order in which they are taken, and their records."""
_SAME_SHOWN = 60  # characters, if two long texts differ only later
_FORMULA_ERROR = re.compile(r"#(N/[A-Z]|[¡¿]?[A-Z0/]+[!?])")  # such as #REF!, which is #¡REF! in Spanish
_UNSAVED_VALUE = "="
"""The text of a formula whose value the program that wrote the workbook did not save."""
_LAST_ROW = 1_048_576  # that a sheet of a workbook can have
_DAY_NUMBER = re.compile("[2-6][0-9]{4}")  # how spreadsheets keep the days from 1954 to 2091
_BEFORE_FIRST_DAY = date(1899, 12, 30)


@dataclass(frozen=True)
class Target:
    """What a column writes: the path in a record, whether a new record needs it, and what it is if left out."""

    column: Column
    path: _Path
    required: bool
    default: str


def _targets(table: Table) -> list[Target]:
    """Return what the columns of a table write, in the order in which a record has it."""
    columns: dict[_Path, Column] = {}
    for column in table.columns:
        path: _Path = column.path
        if len(path) > 1 and path[-1] in {"edtf", "id"}:  # of a date, or of a reference
            path = path[:-1]
        columns[path] = column
        if path[0] in {OWN_APPEARANCE, "speaker"}:  # a new claim has this single appearance
            columns["appearances", 0, path[-1]] = column
    targets = []
    for path, info in _leaves(_MODELS[table.name]):
        if path in columns:
            needed = info.is_required() and (len(path) == 1 or 0 in path)
            default = str(info.default).lower() if isinstance(info.default, str | bool) else ""
            targets.append(Target(columns[path], path, needed, default))
    return targets


def _leaves(model: type[Value], start: _Path = ()) -> Iterator[tuple[_Path, FieldInfo]]:
    """Yield path and description of each field that has no parts, in order; a list of records counts as its first one.

    A path is then `("appearances", 0, "date")`.
    """
    for name, info in fields.written_fields(model):
        shape = fields.shape(info)
        path = (*start, info.alias or name)
        if issubclass(shape.type, Value):
            yield from _leaves(shape.type, (*path, 0) if shape.many else path)
        else:
            yield path, info


TARGETS = {table.name: _targets(table) for table in list_tables()}
_COLUMNS = {table.name: [column.name for column in table.columns] for table in list_tables()}


@dataclass(frozen=True)
class Row:
    """A row of a sheet: where it stands, the place of each column, and the text of each cell under a column's name."""

    file: Path
    sheet: str
    number: int
    positions: Mapping[str, int]
    cells: Mapping[str, str]

    def error(self, column: str, message: str, help: str) -> Diagnostic:
        """Return a mistake in one of its cells."""
        sheet = f'sheet "{self.sheet}", ' if self.sheet else ""
        place = f'{sheet}row {self.number}, column "{column}"'
        return Diagnostic(str(self.file), Mark(self.number, self.positions.get(column, 1)), f"{place}: {message}", help)


# Spreadsheets → rows


def read(files: Iterable[Path], only: str) -> dict[str, list[Row]]:
    """Return the rows of each table in files; of workbooks, those of one sheet if it is named.

    Raises:
        CommandError: A file cannot be read.
        DataError: There are mistakes in the form of a table.

    """
    rows: dict[str, list[Row]] = {name: [] for name in _MODELS}
    errors: list[Diagnostic] = []
    for file in files:
        grids = _grids_of_workbook(file) if file.suffix.lower() in {".xlsx", ".xlsm"} else {"": _grid_of_csv(file)}
        if only and only not in grids:
            names = [shown(name) for name in grids if name]
            raise CommandError(f'{file} has no sheet "{only}"', f"it has {listing(names)}" if names else "leave it out")
        for name, grid in grids.items():
            if name == (only or name) and any(any(line) for line in grid):
                table, own_rows, mistakes = _rows(file, name, grid)
                rows[table] += own_rows
                errors += mistakes
    if errors:
        raise DataError(errors)
    return rows


def _grid_of_csv(path: Path) -> list[list[str]]:
    """Return the cells of a CSV file, whose values are separated by commas, semicolons or tabs."""
    help = "save the sheet as “CSV UTF-8”, or as .xlsx"
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        first_line = text.lstrip().partition("\n")[0]
        separator = max(",;\t", key=first_line.count)
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not text in UTF-8", help) from error
    except csv.Error as error:
        if "field limit" in str(error):
            help = "close each quotation mark, and shorten what is very long"
        raise CommandError(f"{path} cannot be read as CSV: {error}", help) from error
    return [[cell.strip() for cell in line] for line in lines]


def _grids_of_workbook(path: Path) -> dict[str, list[list[str]]]:
    """Return the cells of each sheet of a workbook."""
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 - an extra, which CSV does without
    except ModuleNotFoundError as error:
        help = 'type pip install "pelican-claims[spreadsheet]", or save each sheet as “CSV UTF-8”'
        raise CommandError(f"{path} cannot be read: {error.name} is not installed", help) from error
    grids = {}
    try:
        content = path.read_bytes()  # openpyxl leaves a damaged file open
        with (
            warnings.catch_warnings(action="ignore"),  # of what it does not keep, such as drop-down lists
            closing(load_workbook(io.BytesIO(content), read_only=True, data_only=True)) as workbook,
            closing(load_workbook(io.BytesIO(content), read_only=True)) as formulas,
        ):
            for sheet in workbook.worksheets:
                lines = []
                for view in (sheet, formulas[sheet.title]):
                    view.reset_dimensions()  # which can be wrong, or go far beyond the last cell
                    lines.append(view.iter_rows(max_row=_LAST_ROW))
                grids[sheet.title] = _grid_of_sheet(*lines)
    except OSError:
        raise
    except Exception as error:  # openpyxl has no exception of its own for the many ways to be no workbook
        help = "open it in a spreadsheet program and save it as .xlsx, without a password, or as CSV"
        raise CommandError(f"{path} is not a workbook that can be read", help) from error
    return grids


def _grid_of_sheet(lines: Iterable[tuple["Cell", ...]], formulas: Iterable[tuple["Cell", ...]]) -> list[list[str]]:
    """Return the texts of a sheet, whose cells are given twice: with their values, and with their formulas."""
    grid = []
    for line, line_of_formulas in zip(lines, formulas, strict=True):
        texts = []
        for cell, formula in zip(line, line_of_formulas, strict=True):
            text = _text(cell.value, cell.number_format)
            if not text and formula.data_type == "f":
                text = _UNSAVED_VALUE
            texts.append(text)
        grid.append(texts)
    return grid


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
    if isinstance(value, time):
        return str(value).removesuffix(":00")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").strip()


def _rows(file: Path, sheet: str, grid: list[list[str]]) -> tuple[str, list[Row], list[Diagnostic]]:
    """Return the name of the table in a sheet, its rows, and mistakes in its form. The first row names the columns."""
    start = next(n for n, line in enumerate(grid) if any(line))
    names = [cell.lower() for cell in grid[start]]
    table = (sheet or file.stem).lower()
    if table not in _COLUMNS:
        table = "evidence" if "claim" in names else "sources" if "publisher" in names else "claims"
    positions = {name: names.index(name) + 1 for name in names}
    head = Row(file, sheet, start + 1, positions, {})
    key = "claim" if table == "evidence" else "id"
    if key not in names:
        for number, line in enumerate(grid[start + 1 :], start + 2):
            if key in (cell.lower() for cell in line):
                message = f"the columns are named in row {number}, and this row stands above it"
                return table, [], [head.error(key, message, "delete the rows above the names of the columns")]
    errors = _errors_in_head(head, table, key, names)
    rows = []
    for number, line in enumerate(grid[start + 1 :], start + 2):
        if not any(line):
            continue
        named = list(zip_longest(names, line, fillvalue=""))
        row = Row(file, sheet, number, positions, {name: unguarded(cell) for name, cell in named})
        rows.append(row)
        for name, cell in named:
            errors += _errors_in_cell(row, name, cell)
    return table, rows, errors


def _errors_in_head(head: Row, table: str, key: str, names: list[str]) -> list[Diagnostic]:
    """Return what is wrong with the names of a table's columns, of which one is its key."""
    errors = []
    needed = [target.column.name for target in TARGETS[table] if target.required]
    missing = [name for name in needed if name not in names]
    for name in dict.fromkeys(filter(None, names)):
        if name not in _COLUMNS[table]:
            near = nearest(name, _COLUMNS[table])
            help = "delete the column: docs/spreadsheet.md says which are read"
            if near:
                help = f'did you mean "{near}"?'
            elif missing:
                help = f"if it is {listing(map(shown, missing))}, name it so; if not, delete it"
            errors.append(head.error(name, f'the table "{table}" has no such column', help))
        elif names.count(name) > 1:
            errors.append(head.error(name, "two columns have this name", "delete one of them"))
    if key not in names:
        help = f"name the columns in the first row; one is “{key}”"
        if head.sheet:
            help += "; or name the sheet to read, as in --sheet Claims"
        errors.append(head.error(key, "the column is missing", help))
    return errors


def _errors_in_cell(row: Row, name: str, cell: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the text of a cell, whatever its column means."""
    sign = FORBIDDEN.search(cell)
    if cell and not name:
        yield row.error(name, "a cell has no name above it", "name its column, or empty it")
    elif sign:
        yield row.error(name, f"the character {character(sign[0])} cannot be taken", "delete it")
    elif cell == _UNSAVED_VALUE:
        help = "open the sheet in a spreadsheet program and save it; or write the value"
        yield row.error(name, "the formula has no value", help)
    elif _FORMULA_ERROR.fullmatch(cell):
        yield row.error(name, f"the formula gives {cell}", "mend it, or write the value")


# Rows → what is new in them


class Plan:
    """What the rows of sheets add to a file or change in it, and which of them cannot be taken.

    Args:
        file: The file of claims.
        rows: The rows of each table.
        replacing: Whether to take a row that differs from its record.

    """

    def __init__(self, file: SourceFile, rows: Mapping[str, Iterable[Row]], *, replacing: bool) -> None:
        data = file.document.data
        texts = data.get("texts")
        self.file = file
        self.replacing = replacing
        self.defaults = {"lang": parser.language_of(data)}
        """What a column is where its cell is empty, if the file says so."""
        if isinstance(texts, list) and len(texts) == 1:
            self.defaults["text"] = str(self._at(("texts", 0, "id")))
        self.markdown = MarkdownRenderer()
        self.errors: list[Diagnostic] = []
        self.unchanged = 0
        self.cells: dict[_Path, tuple[Row, str]] = {}
        """The row and column of each value, by its path with the id of its record: `("claims", "some-id", "kind")`."""
        self.new: dict[str, dict[str, Draft]] = {"sources": {}, "claims": {}}
        self.passages: dict[str, list[Draft]] = {}
        """New passages by the id of their claim."""
        self.rows_of_passages: dict[tuple[str | tuple[str, str], ...], Row] = {}
        """The first row of evidence with the same cells."""
        self.changes: dict[_Path, Draft] = {}
        """New values of a record in the file, or of a passage, by its path."""
        self.places: dict[str, dict[str, int]] = {}
        for section in self.new:
            self.places[section] = {record["id"]: n for n, record in enumerate(data.get(section) or [])}
            for row in rows[section]:
                self._take_record(row, section)
        for row in rows["evidence"]:
            self._take_passage(row)

    def _take_record(self, row: Row, section: str) -> None:
        """Add a source or a claim, or compare it with the one in the file."""
        id = row.cells.get("id", "")
        key: _Path = (section, id)
        if not id:
            self.errors.append(row.error("id", "the row has no id", "write lower-case words joined by hyphens"))
        elif key in self.cells:
            other = self.cells[key][0]
            where = f"row {other.number} of {other.file}"
            help = "give one of them another id, or delete one of the two rows"
            self.errors.append(row.error("id", f'{where} has the id "{id}" too', help))
        elif id in self.places[section]:
            self._compare(row, section, (section, self.places[section][id]), key)
        else:
            self.new[section][id] = self._draft(row, section, key)
        self.cells.setdefault(key, (row, "id"))

    def _take_passage(self, row: Row) -> None:
        """Add a passage to a claim, or compare it with the one in the file."""
        claim = row.cells.get("claim", "")
        number = row.cells.get("number", "")
        if not claim:
            help = "write the id of a claim; of merged cells, only the first has a value"
            self.errors.append(row.error("claim", "the cell is empty", help))
            return
        if claim not in self.places["claims"] and claim not in self.new["claims"]:
            near = nearest(claim, [*self.places["claims"], *self.new["claims"]])
            help = "write the id of a claim; if it is in another file, name both files in one command"
            if near:
                help = f'did you mean "{near}"?'
            self.errors.append(row.error("claim", f"no claim has the id {shown(claim)}", help))
            return
        path: _Path = ("claims", self.places["claims"].get(claim, -1), "evidence")
        written = self._at(path) if claim in self.places["claims"] else None
        written = written if isinstance(written, list) else []
        added = self.passages.setdefault(claim, [])
        following = len(written) + len(added) + 1
        if number:
            place = int(number) - 1 if re.fullmatch("[0-9]{1,6}", number) else -1
        else:
            place = self._place_of_passage(row, path, len(written))
        self.cells.setdefault(("claims", claim), (row, "claim"))
        same_row = self.rows_of_passages.setdefault((claim, *sorted(row.cells.items())), row)
        if 0 <= place < len(written):
            self._compare(row, "evidence", (*path, place), ("claims", claim, "evidence", place))
        elif same_row is not row:
            where = f"row {same_row.number} of {same_row.file}"
            self.errors.append(row.error("claim", f"{where} says the same", "delete one of the two rows"))
        elif number and place != following - 1:
            message = f'{shown(number)} cannot be: the next passage of claim "{claim}" is {following}'
            self.errors.append(row.error("number", message, f"write {following}, or leave the cell empty"))
        else:
            key = ("claims", claim, "evidence", following - 1)
            self.cells[key] = (row, "claim")
            added.append(self._draft(row, "evidence", key))

    def _place_of_passage(self, row: Row, claim: _Path, count: int) -> int:
        """Return the place of the passage that a row without a number means, among those of a claim; -1 if it is new.

        It means a passage that is the same, or else the only one with its source and note.
        """
        same_source_and_note = []
        for place in range(count):
            differences = self._differences(row, "evidence", (*claim, place))
            names = {target.column.name for target, _, _ in differences}
            if not names:
                return place
            if row.cells.get("note") and not names & {"source", "note"}:
                same_source_and_note.append(place)
        return same_source_and_note[0] if len(same_source_and_note) == 1 else -1

    def _draft(self, row: Row, table: str, key: _Path) -> Draft:
        """Return the new record of a row; note it if the row lacks what a record needs."""
        draft: Draft = {}
        lacks = []
        for target in TARGETS[table]:
            column = target.column
            value = _value(column, row.cells.get(column.name, ""))
            text = _cell(value, column)
            if text and text != self._default(target):
                _put(draft, target.path, value)
                self.cells[*key, *target.path] = (row, column.name)
            elif target.required and not text:
                lacks.append(column.name)
        verdict = draft.get("verdict")
        if isinstance(verdict, dict):  # nothing else is true of a claim without evidence
            draft["verdict"] = {"label": Label.UNCONFIRMED.value, **verdict}
        if lacks:
            columns = listing(map(shown, lacks), last="and")
            help = "fill in the cell" if len(lacks) == 1 else "fill in the cells"
            self.errors.append(row.error(lacks[0], f"a new row needs {columns}", help))
        return draft

    def _compare(self, row: Row, table: str, path: _Path, key: _Path) -> None:
        """Compare a row with the record at a path in the file; note what it changes there, or that it is refused."""
        file = self.file.path
        differences = self._differences(row, table, path)
        self.unchanged += not differences
        for target, raw, plain in differences:
            column = target.column
            text = row.cells[column.name]
            here, there = _apart(text, plain)
            if "appearances" in target.path:
                message = f"{file} has no such appearance of the claim"
                help = f"write what the file has, or empty these cells, and change the appearances in {file}"
            elif not text:
                message = f"the cell is empty, and {file} has {there}"
                help = f"write that here; or, to take it out of the file, delete it in {file}"
            elif not self.replacing:
                loss = ", but loses the links and marks in that text" if raw != plain else ""
                message = f"the sheet has {here}, and {file} has {there if plain else 'nothing'}"
                option = "REPLACE=1" if called_by() == "make" else "--replace"
                help = f"write here what the file has, or add {option}, which takes what the sheet has{loss}"
            else:
                _put(self.changes.setdefault(path, {}), target.path, _value(column, text))
                self.cells[*key, *target.path] = (row, column.name)
                continue
            self.errors.append(row.error(column.name, message, help))

    def _differences(self, row: Row, table: str, path: _Path) -> list[tuple[Target, str, str]]:
        """Return in which columns a row differs from the record at a path, with its value there, raw and plain."""
        differences = []
        appearance = {}
        of_appearance = []
        for target in TARGETS[table]:
            column = target.column
            given = _cell(_value(column, row.cells.get(column.name, "")), column)
            if "appearances" in target.path:
                if given:
                    appearance[target.path[-1]] = given
                    of_appearance.append(target)
            elif column.name in row.cells:
                raw = _cell(self._at((*path, *target.path)), column) or self._default(target)
                plain = " ".join(self.markdown.plain(raw).split()) if column.is_markdown and raw else raw
                default = self._default(target)
                if column.name == "verdict" and raw == Label.UNCONFIRMED:  # which an empty cell of a new claim becomes
                    default = raw
                if (given or default) not in {raw, plain}:
                    differences.append((target, raw, plain))
        written = self._at((*path, "appearances"))
        items = written if isinstance(written, list) else []
        if appearance and not any(isinstance(item, dict) and appearance.items() <= item.items() for item in items):
            differences.append((of_appearance[0], "", ""))
        return differences

    def _default(self, target: Target) -> str:
        """Return what a field is where the file leaves it out."""
        return self.defaults.get(target.column.name, target.default)

    def _at(self, path: _Path) -> YamlValue:
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
            edits += _setting(self.file, path, Evidence if "evidence" in path else _MODELS[str(path[0])], changes)
        for claim, passages in self.passages.items():
            if claim in self.new["claims"]:
                self.new["claims"][claim]["evidence"] = [*passages]
            elif passages:
                edits += self._appending(("claims", self.places["claims"][claim]), passages)
        changed = replace(self.file, text=apply(self.file.text, edits))
        edits = []
        for section, drafts in self.new.items():
            blocks = {id: partial(yaml_writer.block, in_order(draft, _MODELS[section])) for id, draft in drafts.items()}
            if blocks:
                edits += changed.inserting(section, blocks)
        return apply(changed.text, edits)  # by a second pass, since both can add to the end of one line

    def _appending(self, claim: _Path, passages: list[Draft]) -> Iterable[Edit]:
        """Return the edits that add passages to the claim at a path."""
        path = (*claim, "evidence")
        written = self._at(path)
        if not isinstance(written, list) or not written:
            return _setting(self.file, claim, Claim, {"evidence": [*passages]})
        indent = self.file.indent_of_items(path)
        lines = [""]
        for passage in passages:
            lines += yaml_writer.block(in_order(passage, Evidence), indent)
        at = self.file.end_of_line(self.file.document.end_of((*path, len(written) - 1)).line)
        return [Edit(at, at, self.file.line_end.join(lines))]

    def problems(self, text: str, today: date) -> list[Diagnostic]:
        """Return the mistakes that the file has with a new text and did not have before, at their cells if possible."""
        _, old_problems = _check(self.file.text, today)
        document, problems = _check(text, today)
        old = {problem.message for problem in old_problems}
        new = [self._at_cell(document, problem) for problem in problems if problem.message not in old]
        return sorted(set(new))

    def _at_cell(self, document: yaml_reader.Document, problem: Problem) -> Diagnostic:
        """Return a mistake at the cell that it comes from, or else at its line in the new text."""
        where = problem.where
        if isinstance(where, tuple) and where[:1] in {("sources",), ("claims",)} and len(where) > 1:
            section, number, *rest = where
            key: _Path = (section, document.data[str(section)][number]["id"], *rest)
            while key:
                # The cell itself, or the first of several that a part of the record is made from.
                cells = []
                for path in self.cells:
                    if path[: len(key)] == key:
                        cells.append(path)
                if cells:
                    row, column = self.cells[min(cells, key=len)]
                    lacking = _lacking_columns(problem, str(section), rest)
                    help = f"fill in {lacking}" if lacking else _help(problem, row.cells.get(column, ""))
                    return row.error(column, problem.message, help)
                key = key[:-1]
        return loader.locate(self.file.path, document, [problem])[0]


def _lacking_columns(problem: Problem, section: str, path: Sequence[str | int]) -> str:
    """Return the columns for what a record lacks, if the message says that it does: `"verdict_reviewed"`."""
    _, is_missing, names = problem.message.partition(" has no ")
    table = section
    if path[:1] == ["evidence"]:
        table, path = "evidence", path[2:]
    if not is_missing:
        return ""
    columns = []
    for target in TARGETS[table]:
        if target.path[:-1] == tuple(path) and f'"{target.path[-1]}"' in names:
            columns.append(shown(target.column.name))
    return listing(columns, last="and")


def _help(problem: Problem, cell: str) -> str:
    """Return the help for a mistake in a cell; for a date, also what mends the whole column."""
    if problem.message.endswith("has a verdict but no evidence"):
        return "name its sheet of evidence in the same command, or leave the label empty for now"
    if not problem.message.endswith("is not a date"):
        return problem.help
    help = problem.help
    if _DAY_NUMBER.fullmatch(cell):
        help = f'did you mean "{_BEFORE_FIRST_DAY + timedelta(int(cell))}"?'
    return f"{help} For a column of dates, choose the format yyyy-mm-dd in the spreadsheet"


def _put(draft: Draft, path: _Path, value: YamlValue) -> None:
    """Put a value at a path into a record; of a list, only the first item can have one."""
    part: YamlValue = draft
    for step, following in pairwise(path):
        new: YamlValue = [{}] if following == 0 else {}
        if isinstance(part, dict):
            part = part.setdefault(str(step), new)
        elif isinstance(part, list):
            part = part[0]
    if isinstance(part, dict):
        part[str(path[-1])] = value


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
    return document, [*parsed.problems, *rules.check(rules.Facts(parsed, today))]


def _setting(file: SourceFile, path: _Path, model: type[Value], values: Draft) -> Iterator[Edit]:
    """Yield the edits that give a record in the file new values, each in the place of the old one or in order."""
    document = file.document
    record = document.data[str(path[0])]
    for step in path[1:]:
        record = record[step]
    in_braces = file.text[file.offset(path)] == "{"
    infos = {info.alias or name: info for name, info in fields.written_fields(model)}
    names = [*infos]
    for name, value in values.items():
        if isinstance(value, dict) and name in record:
            yield from _setting(file, (*path, name), fields.shape(infos[name]).type, value)
            continue
        before = [other for other in names[: names.index(name)] if other in record] or [*record]
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


def import_files(paths: list[Path], file: Path, only: str, *, replacing: bool, today: date) -> None:
    """Add what is new in spreadsheets to the file of claims, and print what was added."""
    source = _source_file(file, today)
    rows = read(paths, only)
    if not any(rows.values()):
        names = listing(map(str, paths), last="and")
        raise CommandError(f"no rows are in {names}", "write a row for each record, below the names of the columns")
    plan = Plan(source, rows, replacing=replacing)
    if plan.errors:
        raise DataError(sorted(plan.errors))
    text = plan.text()
    problems = plan.problems(text, today)
    if problems:
        raise DataError(problems)
    if text != source.text:
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
    for place, values in plan.changes.items():
        kind = SECTIONS[str(place[0])].kind_name
        id = source.document.data[str(place[0])][place[1]]["id"]
        print(f"{file}: {kind} {id} has another {listing(values, last='and')}")
    print(f"rows that say what {file} has already: {plan.unchanged}")


def _source_file(path: Path, today: date) -> SourceFile:
    """Return the file; raise DataError if nothing can be added to it. It may have other mistakes.

    A list that has nothing but its name gets brackets, as if its author had written an empty list.
    """
    loader.text_of(path)
    file = SourceFile.of(path, Dataset())
    edits = []
    for section in ("sources", "claims"):
        if section in file.document.data and file.document.data[section] is None:
            at = file.offset_of(file.document.mark_of((section,), on_key=True)) + len(f"{section}:")
            if file.offset_of(file.document.end_of((section,))) == at:  # which is not so of `~` or `null`
                edits.append(Edit(at, at, " []"))
    if edits:
        file = replace(file, text=apply(file.text, edits))
    document = file.document
    if not document.data or document.problems or not (has_ids(document, "sources") and has_ids(document, "claims")):
        raise DataError(loader.check(path, today=today).errors)
    return file
