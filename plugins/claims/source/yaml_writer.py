"""Write values as YAML for `yaml_reader`, to which everything without quotation marks is text."""

from typing import Any

import yaml

_WIDTH = 100


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
