"""What a process costs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks import measure
from building import ROOT


def _python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_the_work_of_a_process_and_of_those_it_waits_for_is_counted(tmp_path: Path) -> None:
    busy = "import time\nwhile time.process_time() < 0.2: pass"
    inner = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}]); print('done')"
    cost = measure.run(_python(inner), tmp_path)
    assert cost.cpu >= 0.2
    assert cost.wall >= 0.2
    assert cost.printed == "done\n"


def test_the_peak_is_that_of_the_largest_process(tmp_path: Path) -> None:
    large = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'b\"x\" * 300_000_000'])"
    # Not from here: a process begins with the peak of the one that starts it, and that of the tests is large.
    tell = "import sys; from benchmarks import measure; from pathlib import Path\n"
    tell += f"for code in ({large!r}, 'pass'): print(measure.run([sys.executable, '-c', code], Path()).peak)"
    told = measure.run(_python(tell), tmp_path, {"PYTHONPATH": str(ROOT)}).printed
    larger, small = map(int, told.split())
    assert larger > 300_000_000
    assert small < larger


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(measure.FailedError, match=r"(?s)ended with 3:.*no good"):
        measure.run(_python("import sys; print('no good'); sys.exit(3)"), tmp_path)


def test_a_command_sees_the_environment_it_is_given(tmp_path: Path) -> None:
    cost = measure.run(_python("import os; print(os.environ['WORD'])"), tmp_path, {"WORD": "here"})
    assert cost.printed == "here\n"


def test_a_running_process_answers(tmp_path: Path) -> None:
    echo = "import sys\nfor line in sys.stdin: print('ready' if line == 'go\\n' else 'what?', flush=True)"
    with measure.running(_python(echo), tmp_path) as process:
        process.tell("no")
        process.tell("go")
        assert process.wait_for("ready") == "ready\n"
    assert process.process.returncode


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells what running processes take")
def test_what_a_running_process_takes_is_counted_with_what_it_started(tmp_path: Path) -> None:
    busy = "import time\nwhile time.process_time() < 0.3: pass\n"
    alive = f"{busy}print('busy', flush=True)\ninput()"
    parent = (
        "import subprocess, sys\n"
        f"subprocess.run([sys.executable, '-c', {busy!r}])\n"
        f"subprocess.Popen([sys.executable, '-c', {alive!r}]).wait()\n"
    )
    with measure.running(_python(parent), tmp_path) as process:
        process.wait_for("busy")
        assert 0.5 < process.cpu() < 3  # in steps of a hundredth
        process.tell("end")


def test_a_running_process_that_ends_instead_says_what_it_said(tmp_path: Path) -> None:
    with (
        measure.running(_python("print('so long')"), tmp_path) as process,
        pytest.raises(measure.FailedError, match=r"ended without 'ready':\nso long"),
    ):
        process.wait_for("ready")


def test_a_folder_is_weighed_with_all_that_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "one").write_bytes(b"12345")
    (tmp_path / "deep" / "er" / "two").write_bytes(b"123")
    assert measure.weigh(tmp_path) == (2, 8, 0)
    for name, content in (("a.html", b"1234"), ("b.html", b"123")):
        (tmp_path / name).write_bytes(content)
    assert measure.weigh(tmp_path) == (4, 15, 4)
