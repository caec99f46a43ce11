"""Makes or mends .venv: `python3 scripts/environment.py requirements.txt [requirements-dev.txt]`.

Installs the last lock named, which contains those before it, with every hash checked; does
nothing when that is already done. Standard library only: it runs before anything is installed.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# Started from inside an environment (perhaps the one to be replaced), the Python it was made from.
BASE_PYTHON = getattr(sys, "_base_executable", None) or sys.executable
ANEW = "\r\x1b[K"  # On a terminal: write over the line.
NO_VENV = (
    "Python cannot make virtual environments here. "
    "On Debian and Ubuntu: apt install python3-venv; then try again."
)


def main(names: list[str]) -> None:
    locks = [ROOT / name for name in names]
    if is_installed(locks[-1]) and runs("import django, granian"):
        return
    uv = shutil.which("uv")
    # Without a stamp the last installation did not end: what is there cannot be trusted.
    if not any(VENV.glob("*.installed")) or not runs(
        "import django" if uv else "import django, pip"
    ):
        create(uv)
    for old in VENV.glob("*.installed"):
        old.unlink()
    install(locks[-1], uv)
    for lock in locks:
        stamp(lock).write_text(digest(lock))


def stamp(lock: Path) -> Path:
    """Where the digest of a lock is kept once all of it is installed."""
    return VENV / f"{lock.name}.installed"


def digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def is_installed(lock: Path) -> bool:
    path = stamp(lock)
    return path.is_file() and path.read_text() == digest(lock)


def runs(code: str) -> bool:
    """Whether the environment's own Python is there and runs this line."""
    return PYTHON.exists() and quietly([PYTHON, "-c", code])


def quietly(command: list) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def create(uv: str | None) -> None:
    """A fresh environment in place of whatever half of one is there."""
    shutil.rmtree(VENV, ignore_errors=True)
    if uv and quietly([uv, "venv", "--quiet", "--python", BASE_PYTHON, VENV]):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if not quietly([BASE_PYTHON, "-m", "venv", VENV]):
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(NO_VENV)


def install(lock: Path, uv: str | None) -> None:
    print(f"Installing the packages of {lock.name} into .venv …", flush=True)
    options = ["--require-hashes", "-r", str(lock)]
    if uv and subprocess.run([uv, "pip", "install", "--python", PYTHON, *options]).returncode == 0:
        return
    if not runs("import pip"):
        print("uv could not do it; once more with pip.", flush=True)
        create(None)
    if not install_with_pip(options, len(lock.read_text().splitlines())):
        sys.exit("The packages could not be installed; the lines above say why. Then try again.")


def install_with_pip(options: list[str], lines: int) -> bool:
    """Installs with one line of progress in place of pip's several hundred.

    pip names the line of the lock that it is at: that of all `lines` is how far it has come.
    """
    command = [str(PYTHON), "-m", "pip", "install", "--no-input", *options]
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUNBUFFERED": "1"}
    told = -10
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as pip:
        for output in pip.stdout or ():
            if at := re.search(r"^\w+ (\S+).*\(line (\d+)\)\)$", output):
                percent = 90 * int(at[2]) // lines
                if sys.stdout.isatty() or percent >= told + 10:
                    told = report(percent, at[1])
            elif output.startswith("Installing collected packages"):
                report(90, "unpacking")
    if pip.returncode == 0:
        report(100, "installed")
    return pip.returncode == 0


def report(percent: int, what: str) -> int:
    """Shows how far it is, in place on a terminal, in a line of its own in a log."""
    name = Path(what).name.split("==")[0]
    terminal = sys.stdout.isatty()
    end = "" if terminal and percent < 100 else "\n"
    print(f"{ANEW if terminal else ''}  {percent:3}% {name}", end=end, flush=True)
    return percent


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("\nStopped; the next start goes on from here.")
