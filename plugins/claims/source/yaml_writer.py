"""Values → YAML in which, as for `yaml_reader`, whatever stands without quotation marks is text."""

from typing import Any

import yaml


class _Writer(yaml.CSafeDumper):
    """A dumper to which `null` and `~` alone mean more than themselves, not `no` or `2019`."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as PyYAML declares it
        first: [(tag, form) for tag, form in forms if tag == "tag:yaml.org,2002:null"]
        for first, forms in yaml.CSafeDumper.yaml_implicit_resolvers.items()
    }


def write(value: Any) -> str:
    """Return a value as YAML, folded at 100 characters."""
    text: str = yaml.dump(value, Dumper=_Writer, width=100, allow_unicode=True, sort_keys=False)
    return text
