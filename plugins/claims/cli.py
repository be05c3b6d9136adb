"""The command line: `claims check`, `claims build` and so on; a Makefile calls the same commands.

`claims FILE` is short for `claims check FILE`. Each command below is a function that takes the parsed options. The exit
status is 0 if all is good, 1 for a mistake, 2 for options that cannot be understood.
"""

import io
import logging
import os
import signal
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from importlib.util import find_spec
from multiprocessing import parent_process
from pathlib import Path
from typing import NoReturn, TextIO, TypeAlias

from .checks import loader, warnings
from .checks.check import check as check_all
from .checks.translations import Translation
from .faults import to_install
from .features import NAMES
from .model import schema
from .site import labels
from .source import diagnostics
from .source.diagnostics import as_called
from .tools import console, new_site, translations

AddParser: TypeAlias = Callable[..., ArgumentParser]
"""The `add_parser` of commands, or of the kinds of one command."""
Run: TypeAlias = Callable[[Namespace], int | None]
"""A command: takes the parsed options, and returns the exit status; None is 0."""

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
    parser = _parser()
    if not given:
        parser.print_help()
        return 0
    if Path(given[0]).suffix or (given[0].startswith("-") and given[0] not in {"-h", "--help"}):
        given = ["check", *given]
    options, rest = parser.parse_known_args(given)
    if rest and "others" not in options:
        options.parser.error(f"unrecognized arguments: {' '.join(rest)}")
    options.others = rest
    options.today = today or date.today()
    run: Run = options.run
    return console.run(lambda: run(options), file=options.path or _DATA)


# The options


class _Parser(ArgumentParser):
    """A parser whose messages have the form of the others: `error: …`, and an example as help."""

    def error(self, message: str) -> NoReturn:
        """Print the message, and exit with status 2."""
        self.exit(2, f"error: {message}\n  help: {self.epilog or f'type {self.prog} --help'}\n")


def _parser() -> ArgumentParser:
    """Return the parser of all commands, in the order in which `claims --help` lists them."""
    parser = _Parser(prog=_program(), description="Make a site of claims and their evidence.")
    parser.set_defaults(path=None)
    commands = parser.add_subparsers(metavar="COMMAND", required=True).add_parser
    add = partial(_add, commands)

    _add_new(commands)
    checked = add(check, "check", "find mistakes without a build", "make check STRICT=1")
    checked.add_argument("path", metavar="FILE", nargs="?", type=Path, help=f"by default {_DATA.as_posix()}")
    checked.add_argument("--content", type=_folder, help="a folder of prose pages and drawings to check too")
    checked.add_argument("--strict", action="store_true", help="fail on warnings too, and show each")
    checked.add_argument("--accept", action="store_true", help="write all warnings down as known and accepted")

    built = add(build, "build", "check the file and build the site; options of Pelican can follow", "make html")
    built.add_argument("--relative", action="store_true", help="build for opening from disk, without a server")
    published = add(publish, "publish", "build the site for readers", "SITEURL=https://example.org make publish")
    published.add_argument("--siteurl", default="", help="the address of the site; or the variable SITEURL says it")
    for command in (built, published):
        command.set_defaults(others=[])
    edited = add(dev, "dev", "show the site, and each change as you save it", "make devserver PORT=8080")
    served = add(serve, "serve", "show the site as it was built", "make serve PORT=8080")
    for command in (edited, served):
        command.add_argument("--port", type=_port, default=8000)
        command.add_argument("--bind", default="127.0.0.1", help="an address of this machine; 0.0.0.0 is all of them")
    edited.add_argument("--settings", default="pelicanconf.py")
    served.set_defaults(settings="")
    for command in (built, published, edited, served):
        command.add_argument("--output", type=Path, default=Path("output"), help="the folder of the built site")

    merged = add(translate, "translations", "bring translations up to date", "make translations ADD=fi")
    merged.add_argument("--add", metavar="LANGUAGE", default="", help="begin a language, such as fi")
    merged.add_argument("--folder", type=Path, default=Path("translations"), help="of the pages’ words")
    merged.add_argument("--file", dest="path", metavar="FILE", type=Path, default=_DATA, help="the file of claims")
    return parser


def _add(add_parser: AddParser, run: Run, name: str, help: str, example: str) -> ArgumentParser:
    """Add a command, and return its parser."""
    command = add_parser(name, help=help, description=help, epilog=f"as in {as_called(example)}")
    command.set_defaults(run=run, parser=command)
    return command


def _add_new(add_parser: AddParser) -> None:
    """Add the command that begins a site."""
    new = add_parser("new", help="begin a site")
    kinds = new.add_subparsers(metavar="KIND", required=True).add_parser
    site = _add(kinds, make_site, "site", "make a site of your own", "make new-site TO=../my-site")
    site.add_argument("folder", metavar="FOLDER", type=_text)


def _program() -> str:
    """Return the name of the command for its help; make has a help of its own."""
    return "claims" if diagnostics.called_by() == "make" else diagnostics.called_by()


def _text(value: str) -> str:
    """Return an argument that cannot be empty; raise ArgumentTypeError if it is."""
    if not value:
        raise ArgumentTypeError("is empty")
    return value


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


def make_site(options: Namespace) -> None:
    """Write a new site into a folder, and print what to type next (tools/new_site.py)."""
    new_site.new_site(Path(options.folder))


def check(options: Namespace) -> int:
    """Check the file of claims and what is beside it, and print what is wrong with it and what could be better.

    If no file is named, it is the site's, and the prose pages and drawings in `content/` are checked too.
    """
    path = options.path or _DATA
    content = options.content
    if not options.path and not content and _CONTENT.is_dir():
        content = _CONTENT
    page_names = {*labels.PAGES}.union(*NAMES.values())
    checked, data_translations = check_all(
        path, today=options.today, content=content, page_names=page_names, compare_with_git=True
    )
    schema.write(path, checked.document, checked.names)
    if options.accept and not checked.errors:
        print(f"{loader.accept(path, checked)} is written anew: look at what changed")
        for diagnostic in checked.newly_publishable:
            place = f"{diagnostic.file}:{diagnostic.mark.line}"
            print(f"accepted, and will be published: {place}: {diagnostic.message}")
        checked = replace(checked, accepted_keys=frozenset(checked.keys))
    try:
        _print(path, checked, data_translations, strict=options.strict)
        sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()
    return 1 if checked.errors or (options.strict and checked.warnings) else 0


def _print(path: Path, checked: loader.Checked, data_translations: Sequence[Translation], *, strict: bool) -> None:
    """Print mistakes to standard error; without any, what the file holds to standard output."""
    colour = console.in_colour()

    def say(words: str, to: TextIO = sys.stderr) -> None:
        print(as_called(words, path), file=to)

    if checked.errors:
        say(diagnostics.as_text(checked.errors, colour=colour))
        return
    say(checked.summary(path, each=strict), sys.stdout)
    for translation in data_translations:
        if translation.status:
            say(f"{translation.catalogue.file}: {translation.status}", sys.stdout)
    if "GITHUB_ACTIONS" in os.environ:  # which shows these lines beside the file in a pull request
        for one in checked.warnings.get(warnings.REVIEWED_AGAIN, ()):
            say(f"::warning file={one.file},line={one.mark.line}::{one.message}; {one.help}", sys.stdout)
    if strict and checked.warnings:
        shown = sorted(diagnostic for group in checked.warnings.values() for diagnostic in group)
        say(diagnostics.as_text(shown, level="warning", colour=colour))


def _discard_output() -> None:
    """Print no more: nobody reads on, as in `claims check | head -1`."""
    # Python writes what is left when it ends, and would fail there (Python docs, "Note on SIGPIPE").
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.dup2(nowhere, sys.stderr.fileno())


def build(options: Namespace) -> int:
    """Check the file and build the site into the output folder, for looking at it here."""
    if options.relative:
        os.environ["RELATIVE"] = "1"  # which settings.py reads
    status = _run_pelican("pelicanconf.py", options)
    print(f"{(options.output / 'index.html').as_posix()} is the site's first page")
    return status


def publish(options: Namespace) -> int:
    """Check the file and build the site for its readers, at the address that SITEURL or the option gives."""
    if not find_spec("lightningcss"):
        error = 'error: publishing needs more packages\n  help: type pip install "pelican-claims[publish]"'
        print(error, file=sys.stderr)
        return 1
    if options.siteurl:
        os.environ["SITEURL"] = options.siteurl  # which publishconf.py reads
    return _run_pelican("publishconf.py", options)


def _run_pelican(settings: str, options: Namespace) -> int:
    """Run Pelican's own command, with short messages for errors and for Ctrl-C. It exits if it fails."""
    signal.signal(signal.SIGINT, _stop)  # before the imports, which take half a second
    from pelican import main as pelican  # noqa: PLC0415

    from .plugin import without_traceback  # noqa: PLC0415

    logging.getLogger("pelican").addFilter(without_traceback)  # here, for errors in the settings
    # Pelican logs a plugin that fails and carries on; `--fatal warnings` makes that an error.
    fixed = [str(_CONTENT), "--settings", settings, "--output", str(options.output), "--fatal", "warnings"]
    pelican([*fixed, "--log-handler", "plain", *options.others])
    return 0


def _stop(*_: object) -> NoReturn:
    sys.exit(None if parent_process() else "stopped; the site that was there is as it was")


def dev(options: Namespace) -> int:
    """Show the site on this machine, build it again at each change, and reload the page (dev/server.py)."""
    return _serve(options)


def serve(options: Namespace) -> int:
    """Show the site on this machine as it was built (dev/server.py)."""
    if not options.output.is_dir():
        output = options.output.as_posix()
        print(as_called(f"error: there is no {output}/ yet\n  help: type make html first"), file=sys.stderr)
        return 1
    return _serve(options)


def _serve(options: Namespace) -> int:
    try:
        from .dev import server  # noqa: PLC0415 - needs what only these two commands need
    except ModuleNotFoundError as error:
        sys.exit(as_called(to_install(error, "make devserver and make serve", "serve")))
    return server.run(options.bind, options.port, options.output, options.settings)


def translate(options: Namespace) -> None:
    """Bring catalogues up to date with the file and the theme, or begin a language (tools/translations.py)."""
    translations.update(options.path, options.folder, add=options.add, today=options.today)
