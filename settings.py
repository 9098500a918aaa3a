"""What the environment decides. No other module reads it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Neo4jLogin:
    """Who asks a Neo4j server, and for which of its databases (`None`: the user's own default)."""

    user: str
    password: str | None = field(repr=False)
    database: str | None


@dataclass(frozen=True, slots=True)
class ChatLogin:
    """Which chat model may be asked: "provider:model"; `url` and `key` of its server, `None`: the provider's own."""

    model: str
    url: str | None
    key: str | None = field(repr=False)
    timeout: str


@dataclass(frozen=True, slots=True)
class Settings:
    """`store` is a path or an address, `embedder` is "bundled", "none" or "sentence-transformers:" and a model.

    `llm` is the chat model that may be asked, if any.
    `password` is what the screen asks visitors for; without one it serves this machine alone.
    `user` is who decides what `thidua review` asks.
    `data` and `cache` are folders that may not exist yet; whoever writes there makes them.
    """

    store: str
    neo4j: Neo4jLogin
    embedder: str
    llm: ChatLogin | None
    password: str | None
    user: str
    data: Path
    cache: Path


def settings(environment: Mapping[str, str] | None = None, platform: str = sys.platform) -> Settings:
    """The settings of this moment; an empty variable counts as one that is not set."""
    given = {key: value for key, value in (os.environ if environment is None else environment).items() if value.strip()}
    data = Path(given["THIDUA_DATA"]).expanduser() if "THIDUA_DATA" in given else _data_folder(given, platform)
    return Settings(
        store=given.get("THIDUA_STORE", str(data / "thidua.db")),
        neo4j=Neo4jLogin(
            given.get("THIDUA_NEO4J_USER", "neo4j"),
            given.get("THIDUA_NEO4J_PASSWORD"),
            given.get("THIDUA_NEO4J_DATABASE"),
        ),
        embedder=given.get("THIDUA_EMBEDDER", "bundled"),
        llm=_chat_login(given),
        password=given.get("THIDUA_PASSWORD"),
        user=next((given[name] for name in ("THIDUA_USER", "USER", "LOGNAME", "USERNAME") if name in given), ""),
        data=data,
        cache=_cache_folder(given, platform),
    )


def _chat_login(given: Mapping[str, str]) -> ChatLogin | None:
    model = given.get("THIDUA_LLM", "none").strip()
    if model == "none":
        return None
    timeout = given.get("THIDUA_LLM_TIMEOUT", "60")
    return ChatLogin(model, given.get("THIDUA_LLM_URL"), given.get("THIDUA_LLM_KEY"), timeout)


def _data_folder(given: Mapping[str, str], platform: str) -> Path:
    home = _home(given)
    if platform == "win32":
        return Path(given.get("LOCALAPPDATA", home / "AppData" / "Local")) / "thidua"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "thidua"
    return Path(given.get("XDG_DATA_HOME", home / ".local" / "share")) / "thidua"


def _cache_folder(given: Mapping[str, str], platform: str) -> Path:
    home = _home(given)
    if platform == "win32":
        return Path(given.get("LOCALAPPDATA", home / "AppData" / "Local")) / "thidua" / "cache"
    if platform == "darwin":
        return home / "Library" / "Caches" / "thidua"
    return Path(given.get("XDG_CACHE_HOME", home / ".cache")) / "thidua"


def _home(given: Mapping[str, str]) -> Path:
    return Path(given["HOME"]) if "HOME" in given else Path.home()
