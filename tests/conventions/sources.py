"""The files that the conventions are about, and what their syntax says."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("occme", "partners", "engagements", "frontend")
TEMPLATES = ROOT / "frontend" / "templates"
STATIC = ROOT / "frontend" / "static"


def python_files(*folders: str) -> list[Path]:
    """Every Python file below these folders; not migrations, which are written by a command."""
    files = [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]
    return [file for file in files if "migrations" not in file.parts]


def template_files() -> list[Path]:
    return sorted(file for file in TEMPLATES.rglob("*") if file.suffix in (".html", ".txt"))


def named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text())


def functions(file: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(parsed(file)) if isinstance(node, ast.FunctionDef))


def module_name(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(file: Path) -> Iterator[str]:
    """Everything this file imports, wherever in it, as full dotted names."""
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{named(file)} imports relatively; say the full name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_in(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")
