"""The commands shown in the documentation, and what they print.

In a ```console block a line that begins with "$ " is a command; the lines under it are what it prints. The blocks of
a page are run from top to bottom on a store of their own. `python -m thidua.tests.worked_examples` writes the output
anew.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "docs/dossiers.md", "docs/guide.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
Run = Callable[[str], str]


def blocks(page: str, *languages: str) -> list[str]:
    """The fenced blocks of a page that are in one of the languages."""
    text = (ROOT / page).read_text("utf-8")
    return [match[2] for match in BLOCK.finditer(text) if match[1] in languages]


def commands(page: str) -> list[str]:
    """Every command line shown: all lines of ```sh blocks, and those after "$ " in ```console blocks."""
    plain = [line for block in blocks(page, "sh") for line in block.splitlines()]
    shown = [line[2:] for block in blocks(page, "console") for line in block.splitlines() if line.startswith("$ ")]
    return [line.split("  #")[0].strip() for line in (*plain, *shown) if line.strip() and not line.startswith("#")]


def rewritten(text: str, run: Run) -> str:
    """The page with the output of every command of its ```console blocks as it is now."""

    def block(match: re.Match[str]) -> str:
        if match[1] != "console":
            return match[0]
        lines = [line for line in match[2].splitlines() if line.startswith("$ ")]
        body = "\n".join(f"{line}\n{run(line[2:])}".rstrip() + "\n" for line in lines)
        return f"```console\n{body}```"

    return BLOCK.sub(block, text)


def runner(folder: str) -> Run:
    """Runs a command line in the checkout, with its store in `folder` and without a model; what it prints."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("THIDUA_")}
    environment = {**kept, "THIDUA_DATA": folder, "THIDUA_EMBEDDER": "none"}

    def run(line: str) -> str:
        program, *words = shlex.split(line)
        assert program == "thidua", line
        command = [sys.executable, "-m", "thidua.cli", *words]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=120)
        assert done.returncode == 0, f"{line}: {done.stderr}"
        return done.stdout

    return run


def main() -> None:
    for page in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            file = ROOT / page
            file.write_text(rewritten(file.read_text("utf-8"), runner(folder)), "utf-8")


if __name__ == "__main__":
    main()
