"""`make html` and `make publish` where the system or Ctrl-C ends them: one line, a way out, and the old site stays."""

import errno
import logging
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pelican.log import FatalLogger
from pelican.utils import copy_file

from claims import plugin
from support import datasets
from support.building import build, contents, small_project

INTERRUPTED = """
import os, signal
from pelican import signals
from pelicanconf import *

def interrupt(*_, **__):
    os.kill(os.getpid(), signal.SIGINT)

if {moment!r} == "settings":
    interrupt()
else:
    getattr(signals, {moment!r}).connect(interrupt)
"""
WAY_OUT = "  help: make room, or allow it; the site that was there is as it was"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with its site, which no test here changes."""
    project = small_project(tmp_path_factory.mktemp("build") / "small", datasets.BARE)
    build(project, project / "output")
    return project


def run(project: Path, settings: str, prepare: Callable[[], None] | None = None) -> tuple[int, str]:
    """Exit status and what is said on standard error of a build that leaves the site as it was."""
    before = contents(project / "output")
    command = ["-m", "claims", "build", "--settings", settings]
    done = subprocess.run(
        [sys.executable, *command],
        cwd=project,
        env={**os.environ, "PYTHONPATH": "plugins"},
        preexec_fn=prepare,
        capture_output=True,
        text=True,
        check=False,
    )
    assert contents(project / "output") == before
    assert sorted(name for name in os.listdir(project) if name.startswith(".output")) == [".output.lock"]
    return done.returncode, done.stderr


@pytest.mark.parametrize("moment", ["settings", "content_written"])
def test_ctrl_c_ends_a_build_with_one_line_and_the_old_site_stays(built: Path, moment: str) -> None:
    (built / "interrupted.py").write_text(INTERRUPTED.format(moment=moment))
    assert run(built, "interrupted.py") == (1, "stopped; the site that was there is as it was\n")


def test_where_nothing_more_can_be_written_a_way_out_is_said_and_the_old_site_stays(built: Path) -> None:
    def no_more_than_a_kilobyte() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    said = f"cannot build: file too large\n{WAY_OUT}\n"
    assert run(built, "pelicanconf.py", no_more_than_a_kilobyte) == (1, said)


def said(error: BaseException) -> str:
    """What Pelican prints where an error ends a build."""
    record = logging.LogRecord("pelican", logging.CRITICAL, __file__, 0, "%s", ("!",), (type(error), error, None))
    plugin.without_traceback(record)
    assert bool(record.exc_info) == (record.getMessage() == "!")
    return record.getMessage()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM])
def test_what_the_system_refuses_is_said_without_a_traceback(number: int) -> None:
    words = os.strerror(number).lower()
    assert said(OSError(number, "", "output/.lock")) == f"cannot build: output/.lock: {words}\n{WAY_OUT}"
    assert said(OSError(number, "")) == f"cannot build: {words}\n{WAY_OUT}"


def test_a_traceback_is_kept_for_whoever_asks_for_it(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "pelican")
    assert said(OSError(errno.ENOSPC, "")) == "!"


def test_a_fault_of_ours_has_no_words_but_its_own() -> None:
    assert [plugin.in_words(error) for error in (FileNotFoundError(errno.ENOENT, ""), RuntimeError("x"))] == [None] * 2


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, f"cannot build: there: no space left on device\n{WAY_OUT}"),
        (
            errno.EIO,
            "cannot build with what is said above (OSError: [Errno 5] : 'here' -> 'there'): mend it, and build again",
        ),
    ],
)
def test_what_pelican_warns_of_ends_a_build_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def refuse(source: str, target: str) -> None:
        raise OSError(number, "", source, None, target)

    monkeypatch.setattr(FatalLogger, "fatal_lvl", logging.WARNING)
    monkeypatch.setattr(shutil, "copyfile", refuse)
    with pytest.raises(RuntimeError) as raised:
        copy_file("here", "there")
    assert plugin.in_words(raised.value) == words
