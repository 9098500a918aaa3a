"""What the documentation shows is there, and prints what it says."""

import re
import shlex
from pathlib import Path

import pytest

from thidua.cli import COMMANDS, parser, with_command
from thidua.tests.worked_examples import PAGES, ROOT, commands, rewritten, runner

MARKDOWN = sorted(str(p.relative_to(ROOT)) for p in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")))
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
TARGET = re.compile(r"^([\w-]+):", re.MULTILINE)
EVALUATED = re.compile(r'eval "\$\((.*)\)"')
VARIABLE = re.compile(r"\bTHIDUA_[A-Z0-9_]+\b")


@pytest.mark.parametrize("page", PAGES)
def test_every_command_shown_is_one(page: str) -> None:
    shown = commands(page)
    assert shown
    for line in shown:
        inner = EVALUATED.sub(r"\1", line)
        program, *words = [word for word in shlex.split(inner) if not VARIABLE.match(word)]
        if program == "make":
            targets = TARGET.findall((ROOT / "Makefile").read_text("utf-8"))
            assert {word for word in words if "=" not in word and word != "-s"} <= set(targets), line
        elif Path(program).name == "thidua":
            words = words[: words.index(">")] if ">" in words else words
            parser().parse_args(with_command(words))
        elif program == "docker":
            assert words[0] == "compose" and (ROOT / "compose.yaml").exists(), line
        else:
            assert program in ("git", "cd", "source"), f"{line}: neither a command of ours nor one everybody has"


@pytest.mark.parametrize("page", PAGES)
def test_every_command_named_in_a_sentence_exists(page: str) -> None:
    named = re.findall(r"`thidua ([a-z]+)", (ROOT / page).read_text("utf-8"))
    assert set(named) <= set(COMMANDS)


def test_the_readme_names_every_command() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"thidua {name}" not in text] == []


@pytest.mark.parametrize("page", MARKDOWN)
def test_every_link_leads_somewhere(page: str) -> None:
    text = re.sub(r"^```.*?^```", "", (ROOT / page).read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for link in LINK.findall(text):
        if link.startswith(("http://", "https://")):
            continue
        path, _, heading = link.partition("#")
        file = ((ROOT / page).parent / path) if path else ROOT / page
        assert file.exists(), f"{page} links to {link}"
        assert not heading or heading in anchors(file), f"{page} links to {link}"


@pytest.mark.parametrize("page", PAGES)
def test_every_setting_named_is_read(page: str) -> None:
    read = set(VARIABLE.findall((ROOT / "settings.py").read_text("utf-8"))) | {"THIDUA_REQUIRE"}
    assert set(VARIABLE.findall((ROOT / page).read_text("utf-8"))) <= read


@pytest.mark.parametrize("page", PAGES)
def test_worked_examples_print_what_the_page_shows(page: str, tmp_path: Path) -> None:
    text = (ROOT / page).read_text("utf-8")
    assert rewritten(text, runner(str(tmp_path))) == text, "run: python -m thidua.tests.worked_examples"


def test_samples_name_the_report_they_retell() -> None:
    first_lines = [file.read_text("utf-8").split("\n", 1)[0] for file in sorted((ROOT / "samples").glob("*.txt"))]
    assert len(first_lines) >= 10
    assert all(re.fullmatch(r"https?://\S+", line) for line in first_lines)
    assert len(set(first_lines)) == len(first_lines)


def anchors(file: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
