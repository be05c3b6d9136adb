"""Write values as YAML for `yaml_reader`, to which everything without quotation marks is text."""

import json
import re
import textwrap
from typing import Any

import yaml

from .yaml_reader import YamlValue

_WIDTH = 100  # of a line in the file
_IN_BRACES = {"appearances", "quote"}
"""Fields whose parts are short, and are written on one line."""
_PLAIN = re.compile(r"[\w“‘]([\w .,/?~'“”‘’()-]*[\w.?~”’)])?")  # text that needs no quotation marks in brackets
_NOT_IN_BLOCK = re.compile(r"^\s|\s$|^[a-z_]+:(\s|$)")  # what would be lost at the ends of a line, or look like a field


class _Writer(yaml.CSafeDumper):
    """A dumper that quotes `null` and `~` but not `no` or `2019`, since these are text here."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as PyYAML declares it
        first: [(tag, form) for tag, form in forms if tag == "tag:yaml.org,2002:null"]
        for first, forms in yaml.CSafeDumper.yaml_implicit_resolvers.items()
    }


def write(value: Any) -> str:
    """Return a value as YAML, folded at 100 characters."""
    text: str = yaml.dump(value, Dumper=_Writer, width=_WIDTH, allow_unicode=True, sort_keys=False)
    return text


def block(record: dict[str, YamlValue], indent: str) -> list[str]:
    """Return the lines of a record in a list, given the indentation of its fields."""
    lines: list[str] = []
    for name, value in record.items():
        lines += field(name, value, indent)
    return [f"{indent[2:]}- {lines[0].lstrip()}", *lines[1:]]


def field(name: str, value: YamlValue, indent: str) -> list[str]:
    """Return the lines of a field, given the indentation of its name."""
    inner = f"{indent}  "
    if isinstance(value, dict) and name not in _IN_BRACES:
        lines = [f"{indent}{name}:"]
        for inner_name, inner_value in value.items():
            lines += field(inner_name, inner_value, inner)
        return lines
    line = f"{indent}{name}: {inline(value)}"
    if isinstance(value, list):
        if len(line) <= _WIDTH and not any(isinstance(item, dict) for item in value):
            return [line]
        lines = [f"{indent}{name}:"]
        for item in value:
            if isinstance(item, dict) and name not in _IN_BRACES:
                lines += block(item, f"{inner}  ")
            else:
                lines.append(f"{inner}- {inline(item)}")
        return lines
    return _text_lines(name, value, indent) if isinstance(value, str) else [line]


def _text_lines(name: str, text: str, indent: str) -> list[str]:
    """Return the lines of a field that holds text: on one line, folded after `>-`, or in quotation marks."""
    lines = write({name: text}).splitlines()
    if len(lines) == 1 and len(indent) + len(lines[0]) <= _WIDTH:
        return [indent + lines[0]]
    if "\n" in text:
        sign = "|-"
        block_lines = text.split("\n")
        is_same = True
    else:
        sign = ">-"
        block_lines = textwrap.wrap(text, _WIDTH - len(indent) - 2, break_long_words=False, break_on_hyphens=False)
        is_same = " ".join(block_lines) == text
    if is_same and not any(_NOT_IN_BLOCK.search(line) for line in block_lines):
        lines = [f"{name}: {sign}", *[f"  {line}" for line in block_lines]]
    return [(indent + line).rstrip() for line in lines]


def inline(value: YamlValue) -> str:
    """Return a value as YAML on one line, as it can stand in brackets."""
    if isinstance(value, dict):
        parts = [f"{name}: {inline(inner)}" for name, inner in value.items()]
        return f"{{{', '.join(parts)}}}"
    if isinstance(value, list):
        return f"[{', '.join(inline(item) for item in value)}]"
    text = value or ""
    is_plain = _PLAIN.fullmatch(text) and "," not in text and text.lower() != "null"
    return text if is_plain else json.dumps(text, ensure_ascii=False)
