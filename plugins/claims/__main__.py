"""`python -m claims`, and the command `claims`, which the package installs: cli.py lists what can be typed."""

import signal
import sys


def main() -> int:
    """Run the command that was typed, and return its exit status."""
    try:
        from .cli import main as run  # noqa: PLC0415 - here, so that Ctrl-C while this imports leaves no traceback

        return run()
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 128 + signal.SIGINT  # as shells have it


if __name__ == "__main__":
    sys.exit(main())
