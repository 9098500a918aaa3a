"""Which language a text is in: by its script, then by its commonest words, and where these do not decide by a model.

Vietnamese names stand in texts of every language, so words that begin with a capital letter do not count.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from thidua.language.data import folder_of, languages

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE = 1000  # characters that decide
URL = re.compile(r"(?:https?://|www\.)\S+")
WORD = re.compile(r"[^\W\d_]+(?:[\u0900-\u09ff]+)*")
# Scripts with the language that uses them, or with None where the words decide.
SCRIPTS = {
    "Latin": ("A-Za-z\u00c0-\u024f\u1e00-\u1eff", None),
    "Cyrillic": ("\u0400-\u052f", None),
    "Devanagari": ("\u0900-\u097f", None),
    "Arabic": ("\u0600-\u06ff\u0750-\u077f", None),
    "Bengali": ("\u0980-\u09ff", None),
    "Greek": ("\u0370-\u03ff", "el"),
    "Hebrew": ("\u0590-\u05ff", "he"),
    "Armenian": ("\u0530-\u058f", "hy"),
    "Georgian": ("\u10a0-\u10ff", "ka"),
    "Ethiopic": ("\u1200-\u137f", "am"),
    "Gurmukhi": ("\u0a00-\u0a7f", "pa"),
    "Gujarati": ("\u0a80-\u0aff", "gu"),
    "Odia": ("\u0b00-\u0b7f", "or"),
    "Tamil": ("\u0b80-\u0bff", "ta"),
    "Telugu": ("\u0c00-\u0c7f", "te"),
    "Kannada": ("\u0c80-\u0cff", "kn"),
    "Malayalam": ("\u0d00-\u0d7f", "ml"),
    "Sinhala": ("\u0d80-\u0dff", "si"),
    "Thai": ("\u0e00-\u0e7f", "th"),
    "Lao": ("\u0e80-\u0eff", "lo"),
    "Myanmar": ("\u1000-\u109f", "my"),
    "Khmer": ("\u1780-\u17ff", "km"),
    "Hangul": ("\u1100-\u11ff\uac00-\ud7af", "ko"),
    "Kana": ("\u3040-\u30ff", "ja"),
    "Han": ("\u3400-\u9fff", "zh"),
}
LETTER = re.compile("|".join(f"(?P<{script}>[{chars}])" for script, (chars, _) in SCRIPTS.items()))
# Letters that hardly any other language has.
MARKED = re.compile("[đăơưĩũạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
PLAIN_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh?|gi|ch|kh|ph|qu|th|tr|[bcdhklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
DENSE = {"Kana": 3, "Han": 3, "Hangul": 2}  # what a letter of the script weighs beside a Latin one
SURE = 0.35  # of the model, which spreads its belief over 140 languages
LIKELY = 0.2  # share of the best guess that a language with a folder needs in a text of a few words


def detect(text: str) -> str | None:
    """The text's language if it has a folder; None if it has none or nothing can be told."""
    sample = _sample(text)
    guess, ranked = _guess(sample)
    if guess in languages():
        return guess
    if guess is None and ranked and len(WORD.findall(sample)) <= 8:
        best = max(ranked.values())
        known = {lang: ranked[lang] for lang in languages() if ranked.get(lang, 0) >= best * LIKELY}
        return max(known, key=lambda lang: known[lang], default=None)
    return None


def detect_any(text: str) -> str | None:
    """The text's language among all that are known, whether or not it has a folder; None if nothing can be told."""
    return _guess(_sample(text))[0]


def _sample(text: str) -> str:
    return unicodedata.normalize("NFC", URL.sub(" ", text[: 2 * SAMPLE])[:SAMPLE])


def _guess(sample: str) -> tuple[str | None, dict[str, float]]:
    """The language, or None with the model's belief in each."""
    script = _script(sample)
    if script is None:
        return None, {}
    if (only := SCRIPTS[script][1]) is not None:
        return only, {}
    by_words = _by_words(sample, script)
    if by_words is not None:
        return by_words, {}
    ranked = _ranked(sample)
    best = max(ranked, key=lambda lang: ranked[lang])
    if ranked[best] >= SURE:
        return best, ranked
    return ("hi", {}) if script == "Devanagari" else (None, ranked)


def _ranked(sample: str) -> dict[str, float]:
    """The model's belief in each language; written standards that share a folder are one."""
    ranked: dict[str, float] = defaultdict(float)
    for code, belief in _model().rank(sample):
        ranked[folder_of(code) or code] += float(belief)
    return dict(ranked)


def _script(sample: str) -> str | None:
    """The script that most of the text is written in. A little Kana makes Japanese of Chinese characters."""
    weights: Counter[str] = Counter()
    for char, count in Counter(sample).items():
        if script := _script_of(char):
            weights[script] += count * DENSE.get(script, 1)
    if weights["Kana"] * 10 > weights["Han"]:
        weights["Kana"] += weights.pop("Han", 0)
    best, weight = max(weights.items(), key=lambda item: item[1], default=("", 0))
    return best if weight else None


@lru_cache(maxsize=4096)
def _script_of(char: str) -> str | None:
    letter = LETTER.match(char)
    return letter.lastgroup if letter else None


def _by_words(sample: str, script: str) -> str | None:
    """The language whose common words stand out, if one does."""
    words = [word for word in WORD.findall(sample) if word[0] == word[0].lower()] or WORD.findall(sample.lower())
    if first := WORD.search(sample):
        words.append(first.group().lower())
    votes: dict[str, float] = defaultdict(float)  # two for each word, so that a letter or a syllable may count half
    for word in words:
        for lang in _common().get(word, ()):
            votes[lang] += 2
    if script == "Latin":
        votes["vi"] += _vietnamese(words)
    if not votes:
        return None
    (best, most), *rest = sorted(votes.items(), key=lambda item: -item[1])
    second = rest[0][1] if rest else 0
    share = 0.4 if script == "Latin" and len(words) > 12 else 0.25  # a long text meets neighbours' words by chance
    return best if most >= max(2, share * len(words)) and most >= 1.6 * second else None


def _vietnamese(words: list[str]) -> float:
    """Votes for Vietnamese by its letters or, without marks, by the shape of its syllables."""
    marked = sum(1 for word in words if MARKED.search(word))
    if marked:
        return float(marked)
    plain = sum(1 for word in words if PLAIN_SYLLABLE.fullmatch(word))
    if len(words) < 3 or plain < 0.9 * len(words):
        return 0.0
    return plain + 2.0 * sum(1 for word in words if word in _unmarked())


@cache
def _common() -> dict[str, tuple[str, ...]]:
    """Each common word with the languages that use it."""
    table = tomllib.loads((Path(__file__).parent / "common.toml").read_text("utf-8"))
    found: dict[str, list[str]] = {}
    for lang, words in table.items():
        for word in dict.fromkeys(unicodedata.normalize("NFC", words).split()):
            found.setdefault(word, []).append(lang)
    return {word: tuple(langs) for word, langs in found.items()}


@cache
def _unmarked() -> frozenset[str]:
    """Vietnamese common words as they are written without marks."""
    words = (unicodedata.normalize("NFD", word) for word, langs in _common().items() if "vi" in langs)
    return frozenset("".join(c for c in word.replace("đ", "d") if c.isascii()) for word in words)


@cache
def _model() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
