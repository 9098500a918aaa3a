"""What compose.yaml, Dockerfile and .dockerignore promise, as far as reading them can tell."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "compose.yaml").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
SECRET = re.compile("PASSWORD|AUTH")
FROM_OUTSIDE = re.compile(r"(neo4j/)?\$\{THIDUA_(NEO4J_)?PASSWORD:\?[^}]+\}")
INSTRUCTIONS = [
    line.split(maxsplit=1) for line in (ROOT / "Dockerfile").read_text("utf-8").splitlines() if re.match("[A-Z]", line)
]


@pytest.mark.parametrize("service", SERVICES)
def test_no_password_has_a_default(service: str) -> None:
    secrets = {key: value for key, value in SERVICES[service]["environment"].items() if SECRET.search(key)}
    assert secrets
    assert [key for key, value in secrets.items() if not FROM_OUTSIDE.fullmatch(value)] == []


def test_every_password_is_asked_for_wherever_it_is_used() -> None:
    uses = re.findall(r"\$\{?\w*PASSWORD[^}]*\}?", TEXT)
    assert len(uses) == 3
    assert all(":?" in use for use in uses)


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_tells_its_health_and_is_not_open_to_others(service: str) -> None:
    assert SERVICES[service]["healthcheck"]["test"][0] == "CMD"
    assert all(port.startswith("127.0.0.1:") for port in SERVICES[service].get("ports", ()))


def test_the_screen_waits_for_its_server() -> None:
    assert SERVICES["thidua"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert SERVICES["thidua"]["environment"]["THIDUA_STORE"] == "bolt://neo4j:7687"


def test_what_is_kept_is_kept_in_named_volumes() -> None:
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service["volumes"]}
    assert used == set(COMPOSE["volumes"])


def test_the_image_runs_as_nobody_in_particular() -> None:
    users = [words for instruction, words in INSTRUCTIONS if instruction == "USER"]
    assert users == ["thidua"]
    order = [instruction for instruction, _ in INSTRUCTIONS]
    assert order.index("USER") < order.index("ENTRYPOINT")


def test_the_image_is_made_of_the_package_and_nothing_else() -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    folders = {name.split(".")[1] for name in setuptools["packages"] if "." in name}
    folders |= {data.split("/")[0] for data in setuptools["package-data"]["thidua"] if "/" in data}
    assert rules[0] == "*"
    assert {rule[1:] for rule in rules if rule.startswith("!") and "." not in rule} == {*folders, "LICENSE"}
