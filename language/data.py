"""A language is a folder of TOML files; this module reads one and checks that it is whole.

Nothing here knows a language: what differs between them is in the data, under the same keys for all.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from thidua.graph.compiled import compiled
from thidua.graph.errors import LanguageDataError
from thidua.language.clitics import WORD, Clitics
from thidua.language.lexicon import Entry, Lexicon, Sense, entries
from thidua.language.reading import Reading, reading
from thidua.language.variants import expanded
from thidua.settings import settings

FOLDER = Path(__file__).parent
FILES = ("language", "words", "terms", "frames")
_ABBREVIATION = re.compile(r"\w[^aeiouy\s]{2,}")
#: The language that most reports are translated from.
SOURCE = "vi"
#: What reads the files: another version of it makes the compiled form anew.
_READERS = tuple(FOLDER / name for name in ("clitics.py", "data.py", "lexicon.py", "variants.py", "han.toml"))
WORDS = frozenset(
    (
        *("of", "and", "article", "as", "copula", "honorific", "agent", "recipient", "unit", "elected", "handover"),
        *("negation", "plan", "condition", "proposal", "former", "cluster_ref", "event_ref", "person_ref", "list_open"),
        "local",
    )
)
#: Words of a frame that are too common to be read by themselves ("into"): its rule looks for them where it needs them.
UNREAD = "result"
TERMS = frozenset(
    (
        *("role", "cluster", "number", "document", "event", "movement", "honour", "group", "level", "body", "heads"),
        *("sector", "unit"),
    )
)


@dataclass(frozen=True)
class Language:
    """One language's data. `folder` maps a file's name ("words") to its parsed table; `files` are the files."""

    code: str
    folder: Mapping[str, Mapping[str, Any]]
    files: tuple[Path, ...] = ()

    @property
    def spaced(self) -> bool:
        """Whether words are separated by spaces, so that a form must be a whole word."""
        return bool(self.folder["language"].get("spaced", True))

    @property
    def glued(self) -> bool:
        """Whether spaces separate words although endings are glued to them and compounds written together (Korean)."""
        return bool(self.folder["language"].get("glued", False))

    @property
    def body_first(self) -> bool:
        """Whether a post names the body before the role ("X समिति के अध्यक्ष")."""
        return self.folder["language"].get("post") == "body-first"

    @property
    def verb_last(self) -> bool:
        return self.folder["language"].get("clause") == "sov"

    @property
    def verb_first(self) -> bool:
        """Whether who acts usually stands right behind the verb."""
        return self.folder["language"].get("clause") == "vso"

    @property
    def bare_subject(self) -> bool:
        """Whether who acts carries no mark of it, although what else belongs to a verb does."""
        return self.folder["language"].get("subject") == "bare"

    @property
    def postpositions(self) -> bool:
        """Whether the word that marks a noun's part in the sentence follows it."""
        return self.folder["language"].get("markers") == "after"

    @property
    def script_has_case(self) -> bool:
        return self.folder["language"].get("script", "Latn") in ("Latn", "Cyrl")

    @property
    def capitals(self) -> bool:
        """Whether every content word of a name is written with a capital letter (English, not Vietnamese)."""
        return bool(self.folder["language"].get("capitals", self.script_has_case))

    @property
    def compounds(self) -> bool:
        """Whether compounds are one word ("Salzgesellschaft"), so that a head may be a word's end."""
        return bool(self.folder["language"].get("compounds", False))

    @cached_property
    def compound_heads(self) -> tuple[str, ...]:
        """The heads long enough to be told at a word's end."""
        return tuple(f.lower() for f in self.folder["terms"]["heads"]["forms"] if " " not in f and len(f) > 6)

    @property
    def syllables(self) -> bool:
        """Whether words are written by the syllable, so that only a name's first may have a capital (Vietnamese)."""
        return bool(self.folder["language"].get("syllables", False))

    @cached_property
    def prefixes(self) -> re.Pattern[str] | None:
        """What is written onto a body's name to say that it is the province's ("Provinzpolizei")."""
        listed = self.folder["language"].get("prefixes", ())
        longest = sorted(listed, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})-?(?=\w)") if listed else None

    @property
    def abbreviations(self) -> tuple[str, ...]:
        return tuple(self.folder["language"].get("abbreviations", ()))

    @property
    def numbers(self) -> Mapping[str, Any]:
        table: Mapping[str, Any] = self.folder["language"].get("numbers", {})
        return table

    @property
    def dates(self) -> Mapping[str, Any]:
        table: Mapping[str, Any] = self.folder["language"].get("dates", {})
        return table

    def endings(self, table: str) -> tuple[str, ...]:
        """How a body's first word ends where its case alone says what the word list `table` says elsewhere ("to X")."""
        return tuple(self.folder["language"].get("endings", {}).get(table, ()))

    @cached_property
    def clitics(self) -> Clitics:
        """What the language writes onto its words."""
        listed = self.folder["language"].get("clitics", {})
        known = (w for table in self._tables() for text in _texts(table) for w in _words(text)) if listed else ()
        return Clitics(listed, known)

    def _tables(self) -> Iterator[Any]:
        yield from (self.numbers, self.dates, *(self.folder[name] for name in FILES[1:]))
        for path in {file.with_name("questions.toml") for file in self.files}:
            if path.is_file():
                yield expanded(tomllib.loads(unicodedata.normalize("NFC", path.read_text("utf-8"))))

    def reading(self, text: str) -> Reading:
        """The text as its words are looked up."""
        return reading(text, self.clitics, self.code)

    @cached_property
    def cluster_words(self) -> tuple[str, ...]:
        """The single words for clusters and blocks, as compounds hold them ("Clusterleiter")."""
        forms = (form for forms in self.folder["terms"]["cluster"].values() for form in forms)
        return tuple({w.lower() for f in forms if " " not in (w := f.removesuffix("*")) and len(w) > 4})

    @cached_property
    def lexicon(self) -> Lexicon:
        """Every form of the folder with its senses, kept compiled."""
        source = FOLDER / SOURCE / "terms.toml"
        made_from = b"".join(file.read_bytes() for file in (*self.files, source, *_READERS))

        def read(found: list[Entry]) -> Lexicon:
            return Lexicon(found, spaced=self.spaced)

        folder = settings().cache if self.files else None
        return compiled(f"lexicon-{self.code}", made_from, lambda: entries(self._bare_forms()), folder, read=read)

    def _bare_forms(self) -> Iterator[tuple[str, Sense]]:
        for form, sense in self._forms():
            yield self.clitics.form(form), sense

    def _role_of(self) -> frozenset[str]:
        """Roles with their "of" ("member of"): read as a role and a joint, never as a verb."""
        roles = [form for forms in self.folder["terms"].get("role", {}).values() for form in forms]
        return frozenset(f"{role} {of}" for role in roles for of in self.folder["words"]["of"])

    def _portfolios(self) -> Iterator[tuple[str, Sense]]:
        """What a minister is minister of: the names of ministries without the word for ministry."""
        heads = self.folder["terms"].get("ministry", {}).get("heads", ())
        for body, forms in self.folder["terms"]["body"].items():
            for form in forms if body.startswith("ministry-") else ():
                for head in heads:
                    rest = form.removeprefix(head) if form.startswith(head) else form.removesuffix(head)
                    if rest != form and rest.strip():
                        yield rest.strip(), Sense("portfolio", body)

    def _untranslated(self) -> Iterator[tuple[str, Sense]]:
        """Bodies by the Vietnamese name that a translation may have left ("UBND"): abbreviations and several words."""
        if not self.files or not self.spaced or self.code == SOURCE:
            return
        own = {form for forms in self.folder["terms"]["body"].values() for form in forms}
        for concept, forms in language(SOURCE).folder["terms"]["body"].items():
            for form in forms:
                if form not in own and (" " in form or _ABBREVIATION.fullmatch(unicodedata.normalize("NFD", form))):
                    yield form, Sense("body", concept)

    def _forms(self) -> Iterator[tuple[str, Sense]]:
        for key, forms in self.folder["words"].items():
            for form in forms:
                yield form, Sense(key, "")
        for table, concepts in self.folder["terms"].items():
            for concept, forms in concepts.items():
                portfolio = table == "ministry" and concept != "heads"  # "Innenminister" says its ministry itself
                for form in forms:
                    yield form, Sense("portfolio" if portfolio else table, concept)
        posts = self._role_of()
        for kind, voices in self.folder["frames"].items():
            for voice, forms in voices.items():
                for form in forms if voice != UNREAD else ():
                    if form not in posts:
                        yield form, Sense("frame", f"{kind}.{voice}")
        yield from self._portfolios()
        yield from self._untranslated()
        for key in ("words", "ordinals", "scales"):
            for form, value in self.numbers.get(key, {}).items():
                yield form, Sense(f"number-{key}", str(value))


def _texts(table: Any) -> Iterator[str]:
    """Every text in a parsed file, keys included."""
    if isinstance(table, str):
        yield table
    elif isinstance(table, Mapping):
        for key, value in table.items():
            yield key
            yield from _texts(value)
    elif isinstance(table, list):
        for value in table:
            yield from _texts(value)


def _words(text: str) -> Iterator[str]:
    """The words of a text or form, with the `*` behind one."""
    for word in WORD.finditer(text):
        yield word[0] + ("*" if text.startswith("*", word.end()) else "")


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that have a whole folder; one still being written is none yet."""
    folders = (p.parent for p in FOLDER.glob("*/language.toml"))
    return tuple(sorted(f.name for f in folders if all((f / f"{name}.toml").is_file() for name in FILES)))


def folder_of(code: str | None) -> str | None:
    """The code of the folder that holds a language: `also` in a language.toml lists what else it is called ("nn")."""
    return code if code is None or code in languages() else _also().get(code, code)


@cache
def _also() -> Mapping[str, str]:
    tables = ((code, tomllib.loads((FOLDER / code / "language.toml").read_text("utf-8"))) for code in languages())
    return {other: code for code, table in tables for other in table.get("also", ())}


@cache
def language(code: str) -> Language:
    """The data of one language. Raises LanguageDataError if the folder is missing or not whole."""
    folder: dict[str, Mapping[str, Any]] = {}
    for name in FILES:
        path = FOLDER / code / f"{name}.toml"
        try:
            parsed = tomllib.loads(unicodedata.normalize("NFC", path.read_text("utf-8")))
            folder[name] = parsed if name == "language" else expanded(parsed)
        except FileNotFoundError:
            raise LanguageDataError(f"Language {code!r} has no {name}.toml; add it under language/{code}/.") from None
        except tomllib.TOMLDecodeError as error:
            raise LanguageDataError(f"language/{code}/{name}.toml is not valid TOML: {error}.") from error
    missing = (WORDS - folder["words"].keys()) | (TERMS - folder["terms"].keys())
    if missing:
        raise LanguageDataError(f"Language {code!r} lacks {', '.join(sorted(missing))}; an empty list is allowed.")
    return Language(code, folder, tuple(FOLDER / code / f"{name}.toml" for name in FILES))


@cache
def neutral(code: str = "und") -> Language:
    """What can be read of a language without a folder: names, numbers and document codes, but no words."""
    words: dict[str, list[str]] = {key: [] for key in WORDS}
    terms: dict[str, dict[str, list[str]]] = {key: {} for key in TERMS}
    return Language(code, {"language": {}, "words": words, "terms": terms, "frames": {}})


def language_or_neutral(code: str | None) -> Language:
    if code is None:
        return neutral()
    return language(code) if code in languages() else neutral(code)
