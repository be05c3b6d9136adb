"""The command line: `claims check`, `claims build` and so on; a Makefile calls the same commands.

`claims FILE` is short for `claims check FILE`. A command is a function, and its parameters are the options. The exit
status is 0 if all is good, 1 for a mistake, 2 for options that cannot be understood.
"""

import io
import logging
import os
import signal
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import chain
from multiprocessing import parent_process
from pathlib import Path
from typing import Any, NoReturn

from .checks import loader, warnings
from .checks.check import check as check_all
from .checks.translations import Translation
from .features import NAMES
from .model import schema
from .site import labels
from .source import diagnostics
from .source.diagnostics import DataError
from .source.faults import Mistake
from .tools import new_site, translations

_DATA = Path("data/claims.yaml")
_CONTENT = Path("content")
_MAX_PORT = 65_535


def main(arguments: list[str] | None = None, *, today: date | None = None) -> int:
    """Run a command and return its exit status.

    Args:
        arguments: what is typed after `claims`; by default that of this process.
        today: the day after which a date in the file lies in the future.

    """
    if isinstance(sys.stdout, io.TextIOWrapper):  # which raises where the terminal lacks a letter; stderr does not
        sys.stdout.reconfigure(errors="backslashreplace")
    given = sys.argv[1:] if arguments is None else arguments
    parser = _parser(today or date.today())
    if not given:
        parser.print_help()
        return 0
    if Path(given[0]).suffix or (given[0].startswith("-") and given[0] not in {"-h", "--help"}):
        given = ["check", *given]
    parsed, others = parser.parse_known_args(given)
    options = vars(parsed)
    command = options.pop("command")
    run = options.pop("run")
    if "others" in options:
        options["others"] = others
    elif others:
        command.error(f"unrecognized arguments: {' '.join(others)}")
    return _status(partial(run, **options))


def _status(run: Callable[[], int | None]) -> int:
    """Run a command and return its exit status; print the mistake that ends it."""
    try:
        return run() or 0
    except DataError as error:
        message = diagnostics.as_text(error.diagnostics, colour=_in_colour())
    except Mistake as error:
        message = f"error: {error}"
    except OSError as error:
        message = f"error: {error.filename or 'the system'}: {(error.strerror or str(error)).lower()}"
    print(message, file=sys.stderr)
    return 1


def _in_colour() -> bool:
    """Return whether messages are coloured: in a terminal, unless the variable NO_COLOR is set."""
    return sys.stderr.isatty() and "NO_COLOR" not in os.environ


# The options


class _Parser(ArgumentParser):
    """A parser whose messages have the form of the others."""

    def error(self, message: str) -> NoReturn:
        """Print the message, and exit with status 2."""
        self.exit(2, f"error: {message}\n  help: type {self.prog} --help\n")


def _parser(today: date) -> ArgumentParser:
    """Return the parser of all commands, in the order in which `claims --help` lists them."""
    parser = _Parser(prog="claims", description="Make a site of claims and their evidence.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def add(run: Callable[..., int | None], name: str, help: str, to: Any = commands) -> ArgumentParser:
        command: ArgumentParser = to.add_parser(name, help=help, description=help)
        command.set_defaults(run=run, command=command)
        return command

    checked = add(check, "check", "find mistakes without a build")
    checked.add_argument("file", metavar="FILE", nargs="?", type=Path, help=f"by default {_DATA.as_posix()}")
    checked.add_argument("--content", type=_folder, help="a folder of prose pages and drawings to check too")
    checked.add_argument("--strict", action="store_true", help="fail on warnings too, and show each")

    built = add(build, "build", "check the file and build the site; options of Pelican can follow")
    built.add_argument("--relative", action="store_true", help="build for opening from disk, without a server")
    published = add(publish, "publish", "build the site for readers; options of Pelican can follow")
    published.add_argument("--siteurl", default="", help="the address of the site; or the variable SITEURL says it")
    for command in (built, published):
        command.set_defaults(others=[])

    edited = add(dev, "dev", "show the site, and each change as you save it")
    edited.add_argument("--settings", default="pelicanconf.py")
    served = add(serve, "serve", "show the site as it was built")
    for command in (edited, served):
        command.add_argument("--port", type=_port, default=8000)
        command.add_argument("--bind", default="127.0.0.1", help="an address of this machine; 0.0.0.0 is all of them")
    for command in (built, published, edited, served):
        command.add_argument("--output", type=Path, default=Path("output"), help="the folder of the built site")

    merged = add(translate, "translations", "bring translations up to date")
    merged.add_argument("--add", metavar="LANGUAGE", default="", help="begin a language, such as fi")
    merged.add_argument("--folder", type=Path, default=Path("translations"), help="of the pages’ words")
    merged.add_argument("--file", type=Path, default=_DATA, help="the file of claims")
    for command in (checked, merged):
        command.set_defaults(today=today)

    new = commands.add_parser("new", help="begin a site").add_subparsers(metavar="KIND", required=True)
    add(make_site, "site", "make a site of your own", new).add_argument("folder", metavar="FOLDER", type=_named)
    return parser


def _named(value: str) -> Path:
    """Return a path; raise ArgumentTypeError for an empty text."""
    if not value:
        raise ArgumentTypeError("is empty: name a folder, as in make new-site TO=../my-site")
    return Path(value)


def _port(value: str) -> int:
    """Return a number of a port; raise ArgumentTypeError for other text."""
    port = int(value) if value.isdecimal() else 0
    if not 0 < port <= _MAX_PORT:
        raise ArgumentTypeError(f"{value} is no port: write a number from 1 to {_MAX_PORT}")
    return port


def _folder(value: str) -> Path:
    """Return an existing folder; raise ArgumentTypeError if it is none."""
    path = Path(value)
    if not path.is_dir():
        raise ArgumentTypeError(f"there is no folder {value}: name the one of the pages, such as {_CONTENT}")
    return path


# The commands


def make_site(folder: Path) -> None:
    """Write a new site into a folder, and print what to type next (tools/new_site.py)."""
    new_site.new_site(folder)


def check(file: Path | None, content: Path | None, strict: bool, today: date) -> int:
    """Check the file of claims and what is beside it, and print what is wrong with it and what could be better.

    If no file is named, it is the site's, and the prose pages and drawings in `content/` are checked too.
    """
    path = file or _DATA
    if not file and not content and _CONTENT.is_dir():
        content = _CONTENT
    page_names = {*labels.PAGES}.union(*NAMES.values())
    checked, data_translations = check_all(
        path, today=today, content=content, page_names=page_names, compare_with_git=True
    )
    schema.write(path, checked.document, checked.names)
    try:
        _print(path, checked, data_translations, strict=strict)
        sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()
    return 1 if checked.errors or (strict and checked.warnings) else 0


def _print(path: Path, checked: loader.Checked, data_translations: Sequence[Translation], *, strict: bool) -> None:
    """Print mistakes to standard error; without any, what the file holds to standard output."""
    colour = _in_colour()
    if checked.errors:
        print(diagnostics.as_text(checked.errors, colour=colour), file=sys.stderr)
        return
    print(checked.summary(path, each=strict))
    for translation in data_translations:
        if translation.status:
            print(f"{translation.catalogue.file}: {translation.status}")
    if "GITHUB_ACTIONS" in os.environ:  # which shows these lines beside the file in a pull request
        for one in checked.warnings.get(warnings.REVIEWED_AGAIN, ()):
            print(f"::warning file={one.file},line={one.mark.line}::{one.message}; {one.help}")
    if strict and checked.warnings:
        shown = sorted(chain(*checked.warnings.values()))
        print(diagnostics.as_text(shown, level="warning", colour=colour), file=sys.stderr)


def _discard_output() -> None:
    """Print no more: nobody reads on, as in `claims check | head -1`."""
    # Python writes what is left when it ends, and would fail there (Python docs, "Note on SIGPIPE").
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.dup2(nowhere, sys.stderr.fileno())


def build(relative: bool, output: Path, others: list[str]) -> None:
    """Check the file and build the site into the output folder, for looking at it here."""
    if relative:
        os.environ["RELATIVE"] = "1"  # which settings.py reads
    _run_pelican("pelicanconf.py", output, others)
    print(f"{(output / 'index.html').as_posix()} is the site's first page")


def publish(siteurl: str, output: Path, others: list[str]) -> None:
    """Check the file and build the site for its readers, at the address that SITEURL or the option gives."""
    if siteurl:
        os.environ["SITEURL"] = siteurl  # which publishconf.py reads
    _run_pelican("publishconf.py", output, others)


def _run_pelican(settings: str, output: Path, others: Sequence[str]) -> None:
    """Run Pelican's own command, with short messages for errors and for Ctrl-C. It exits if it fails."""
    signal.signal(signal.SIGINT, _stop)  # before the imports, which take half a second
    from pelican import main as pelican  # noqa: PLC0415

    from .plugin import without_traceback  # noqa: PLC0415

    logging.getLogger("pelican").addFilter(without_traceback)  # here, for errors in the settings
    # Pelican logs a plugin that fails and carries on; `--fatal warnings` makes that an error.
    fixed = [str(_CONTENT), "--settings", settings, "--output", str(output), "--fatal", "warnings"]
    pelican([*fixed, "--log-handler", "plain", *others])


def _stop(*_: object) -> NoReturn:
    sys.exit(None if parent_process() else "stopped; the site that was there is as it was")


def dev(bind: str, port: int, output: Path, settings: str) -> int:
    """Show the site on this machine, build it again at each change, and reload the page (dev/server.py)."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends it as Ctrl-C does
    try:
        from .dev import server  # noqa: PLC0415 - what only this command and the next need
    except KeyboardInterrupt:
        return 0
    return server.run(bind, port, output, settings)


def serve(bind: str, port: int, output: Path) -> int:
    """Show the site on this machine as it was built."""
    if not output.is_dir():
        raise Mistake(f"there is no {output.as_posix()}/ yet\n  help: type make html first")
    return dev(bind, port, output, settings="")


def translate(add: str, folder: Path, file: Path, today: date) -> None:
    """Bring catalogues up to date with the file and the theme, or begin a language (tools/translations.py)."""
    translations.update(file, folder, add=add, today=today)
