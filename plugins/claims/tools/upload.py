"""`claims upload TARGET`: make a folder of a host the same as the published site, by rsync.

Only what changed is sent, told by content and not by time, so that the rest keeps its date; all of it takes its place
at the end, at once.
"""

import shutil
import subprocess
from pathlib import Path

from .console import CommandError

_SENT = Path(".build/uploaded")
"""A filter with the files in `theme/` of the last upload. They stay for one more: a page that a browser has open still
asks for them."""
_KEEP = Path("upload-keep.txt")
_SEND = ("--checksum", "--perms", "--chmod=D755,F644", "--delay-updates", "--delete-after")


def upload(output: Path, target: str) -> None:
    """Send the published site to a folder of a host, and remove there what the site no longer has.

    Args:
        output: the folder of the site.
        target: the folder to make the same: `user@host:/path`, or one of this machine.

    Raises:
        CommandError: if the site was not published, rsync is missing or fails, or the folder has files of another site.

    """
    if not (output / "build.json").is_file():
        help = "SITEURL=https://example.org make publish comes first"
        raise CommandError(f"{output.as_posix()}/ was not published", help)
    if not shutil.which("rsync"):
        help = f"install it (on Windows within WSL), or copy what is in {output.as_posix()}/ in another way"
        raise CommandError("rsync is not installed", help)
    # What proves to a certificate authority whose host it is stays.
    filters = ["--exclude=/.well-known/acme-challenge/"]
    if _KEEP.exists():
        filters.append(f"--exclude-from={_KEEP}")
    if _SENT.exists():
        filters.append(f"--filter=merge {_SENT}")
    listing = _rsync("--recursive", "--list-only", *filters, "--", f"{target}/")
    is_ours = _rsync("--list-only", "--", f"{target}/build.json").returncode == 0
    foreign = [line for line in listing.stdout.splitlines() if not line.endswith((" .", " .well-known"))]
    if foreign and not is_ours:
        help = f"choose another folder, or empty it, or name what is to stay in {_KEEP}, as in /statistics/"
        raise CommandError(f"{target} holds files of something else, which would be deleted", help)
    (output / ".well-known").mkdir(exist_ok=True)  # or rsync would want it gone, with what is to stay in it
    sent = _rsync("--recursive", *_SEND, *filters, "--", f"{output}/", f"{target}/")
    if sent.returncode:
        raise CommandError(f"rsync could not send the site to {target}", sent.stderr.strip())
    print(f"{target} has the site")
    files = [file for file in sorted((output / "theme").rglob("*")) if file.is_file()]
    _SENT.parent.mkdir(exist_ok=True)
    lines = [f"P /{file.relative_to(output).as_posix()}\n" for file in files]
    _SENT.write_text("".join(lines), encoding="utf-8", newline="\n")


def _rsync(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run rsync, which asks for a password in the terminal if it needs one."""
    command = ["rsync", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)  # noqa: S603
