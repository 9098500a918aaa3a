from pathlib import Path

import pytest

from thidua.settings import settings


@pytest.mark.parametrize(
    ("platform", "given", "data", "cache"),
    [
        ("linux", {"HOME": "/h"}, "/h/.local/share/thidua", "/h/.cache/thidua"),
        ("linux", {"HOME": "/h", "XDG_DATA_HOME": "/d", "XDG_CACHE_HOME": "/c"}, "/d/thidua", "/c/thidua"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Application Support/thidua", "/h/Library/Caches/thidua"),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l/thidua", "/l/thidua/cache"),
        ("linux", {"HOME": "/h", "THIDUA_DATA": "/x"}, "/x", "/h/.cache/thidua"),
        ("linux", {"HOME": "/h", "THIDUA_DATA": "  "}, "/h/.local/share/thidua", "/h/.cache/thidua"),
    ],
)
def test_each_platform_has_its_folders_and_the_environment_may_name_others(platform, given, data, cache):
    found = settings(given, platform)
    assert (found.data, found.cache) == (Path(data), Path(cache))
    assert Path(found.store).parent == Path(data)


def test_the_environment_decides_over_the_defaults(monkeypatch):
    for name, value in {"STORE": "neo4j://host", "EMBEDDER": "none", "PASSWORD": "secret"}.items():
        monkeypatch.setenv(f"THIDUA_{name}", value)
    found = settings()
    assert (found.store, found.embedder, found.password) == ("neo4j://host", "none", "secret")
    monkeypatch.setenv("THIDUA_PASSWORD", "")
    assert settings().password is None
