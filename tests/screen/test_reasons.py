"""What the program says in English is said in the reader's language; a sentence without a translation fails here."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import gradio as gr
import pytest

from thidua.graph.errors import StoreBusy
from thidua.screen.failures import told
from thidua.screen.reasons import FOLDER, HOLE, in_words
from thidua.screen.texts import FALLBACK, Words, messages

PROGRAM = Path(__file__).parents[2]
TRANSLATED = sorted(set(messages()) - {FALLBACK})
PAIRS = [*sorted(PROGRAM.glob("graph/suggestions/*.py")), PROGRAM / "graph/names/identity.py"]
READERS = ("fetch", "feeds", "formats", "pdf", "readers", "records", "encoding")
REPORTS = [PROGRAM / f"ingest/{name}.py" for name in READERS]
OF_PAIRS = re.compile(r"[A-Z“{].* .*[.]")
OF_REPORTS = re.compile(r"(?:it|its|the|no|none|only|skipped|there|line)\b.* .*", re.DOTALL)


def sentences(files: list[Path], like: re.Pattern[str]) -> Iterator[str]:
    """The texts in the code that are sentences for a reader, with an x for what changes in them."""
    for file in files:
        tree = ast.parse(file.read_text("utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        parts = {id(part) for whole in ast.walk(tree) if isinstance(whole, ast.JoinedStr) for part in whole.values}
        for node in ast.walk(tree):
            text = "" if id(node) in docs | parts else written(node)
            if like.fullmatch(text) and " " in text:
                yield text


def written(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


@pytest.mark.parametrize("lang", TRANSLATED)
@pytest.mark.parametrize(("files", "like", "least"), [(PAIRS, OF_PAIRS, 40), (REPORTS, OF_REPORTS, 45)])
def test_every_reason_has_a_translation(lang: str, files: list[Path], like: re.Pattern[str], least: int) -> None:
    found = set(sentences(files, like))
    assert len(found) >= least
    assert not sorted(sentence for sentence in found if in_words(lang, sentence).lang != lang)


@pytest.mark.parametrize("lang", TRANSLATED)
def test_the_files_have_the_same_sentences_and_only_known_holes(lang: str) -> None:
    own = tomllib.loads((FOLDER / f"{lang}.toml").read_text("utf-8"))
    assert own.keys() == tomllib.loads((FOLDER / f"{TRANSLATED[0]}.toml").read_text("utf-8")).keys()
    assert not [one for one, other in own.items() if not set(HOLE.findall(other)) <= set(HOLE.findall(one))]


def test_names_stay_and_posts_and_hints_are_translated() -> None:
    assert in_words("de", "Both hold the post Director.").text == "Beide haben das Amt Direktor."
    assert in_words("vi", "Both are named with A, B, C and 2 more.").text.endswith("A, B, C (+2).")
    said = in_words("vi", "skipped: .zip is no kind that is read (.txt .md); unpack it").text
    assert "giải nén" in said and ".zip" in said and "unpack" not in said


@pytest.mark.parametrize("sentence", ["", "Nobody wrote this.", "{one} {", "(" * 50, "x may as well be " * 2000])
def test_what_has_no_translation_stays_english(sentence: str) -> None:
    assert in_words("vi", sentence) == (sentence, "en")


def test_a_failure_comes_up_in_the_readers_language() -> None:
    @told(Words("de"))
    def show() -> None:
        raise StoreBusy("Others write to neo4j://x so much that a step did not come to its turn; try again.")

    with pytest.raises(gr.Error, match="versuchen Sie es noch einmal"):
        show()
