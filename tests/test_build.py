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
from support.building import build, contents

SETTINGS = """
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


def run(project: Path, settings: str, prepare: Callable[[], None] | None = None) -> tuple[int, str]:
    """Exit status and what is said on standard error."""
    command = ["-m", "claims.build", "content", "--settings", settings, "--output", "output", "--fatal", "warnings"]
    done = subprocess.run(
        [sys.executable, *command, "--log-handler", "plain"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": "plugins"},
        preexec_fn=prepare,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("moment", ["settings", "content_written"])
def test_ctrl_c_ends_a_build_with_one_line_and_the_old_site_stays(small: Path, moment: str) -> None:
    old = contents(build(small, small / "output"))
    (small / "interrupted.py").write_text(SETTINGS.format(moment=moment))
    assert run(small, "interrupted.py") == (1, "stopped; the site that was there is as it was\n")
    assert contents(small / "output") == old
    assert sorted(name for name in os.listdir(small) if name.startswith(".output")) == [".output.lock"]


def test_where_nothing_more_can_be_written_a_way_out_is_said_and_the_old_site_stays(small: Path) -> None:
    old = contents(build(small, small / "output"))

    def no_more_than_a_kilobyte() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    assert run(small, "pelicanconf.py", no_more_than_a_kilobyte) == (
        1,
        "cannot build: file too large\n  help: make room, or allow it; the site that was there is as it was\n",
    )
    assert contents(small / "output") == old


def said(error: BaseException) -> str:
    """What Pelican prints where an error ends a build."""
    record = logging.LogRecord("pelican", logging.CRITICAL, __file__, 0, "%s", ("!",), (type(error), error, None))
    plugin.without_traceback(record)
    assert bool(record.exc_info) == (record.getMessage() == "!")
    return record.getMessage()


REFUSED = {
    errno.ENOSPC: "no space left on device",
    errno.EROFS: "read-only file system",
    errno.EACCES: "permission denied",
    errno.EPERM: "operation not permitted",
}
WAY_OUT = "  help: make room, or allow it; the site that was there is as it was"


@pytest.mark.parametrize(("number", "words"), REFUSED.items(), ids=REFUSED.values())
def test_what_the_system_refuses_is_said_without_a_traceback(number: int, words: str) -> None:
    assert said(OSError(number, "", "output/.lock")) == f"cannot build: output/.lock: {words}\n{WAY_OUT}"
    assert said(OSError(number, "")) == f"cannot build: {words}\n{WAY_OUT}"


def test_a_fault_of_ours_has_no_words_but_its_own() -> None:
    assert [plugin.in_words(error) for error in (FileNotFoundError(errno.ENOENT, ""), RuntimeError("x"))] == [None] * 2


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, f"cannot build: there: no space left on device\n{WAY_OUT}"),
        (errno.EIO, "cannot build with what is said above: mend it, and build again"),
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
