"""Nothing grows past the size at which it has to be taken apart."""

import ast
from pathlib import Path

from tests.conventions.sources import (
    APPS,
    ROOT,
    STATIC,
    functions,
    named,
    python_files,
    template_files,
)

PYTHON = python_files(*APPS, "tests", "scripts", "benchmarks")
MOST_LINES = {".py": 350, ".html": 150, ".txt": 150, ".css": 300, ".js": 150}
MOST_LINES_OF_A_FUNCTION, MOST_LINES_OF_A_PAGE = 40, 30
# What is larger for a reason: name → reason.
EXCEPTIONS: dict[str, str] = {}


def lines(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def is_page(file: Path, function: ast.FunctionDef) -> bool:
    arguments = function.args.args
    return (
        file.is_relative_to(ROOT / "frontend/views")
        and bool(arguments)
        and (arguments[0].arg == "request")
    )


def test_files():
    files = [*PYTHON, *template_files(), *STATIC.rglob("*.css"), *STATIC.rglob("*.js")]
    sizes = {file: len(file.read_text().splitlines()) for file in files}
    large = {named(file): size for file, size in sizes.items() if size > MOST_LINES[file.suffix]}
    assert {name: size for name, size in large.items() if name not in EXCEPTIONS} == {}


def test_functions():
    large = [
        f"{named(file)}: {function.name} has {lines(function)} lines"
        for file in PYTHON
        for function in functions(file)
        if lines(function)
        > (MOST_LINES_OF_A_PAGE if is_page(file, function) else MOST_LINES_OF_A_FUNCTION)
        and f"{named(file)}: {function.name}" not in EXCEPTIONS
    ]
    assert large == []


def test_every_exception_is_still_there():
    for name in EXCEPTIONS:
        file, _, function = name.partition(": ")
        assert (ROOT / file).is_file()
        assert not function or function in [node.name for node in functions(ROOT / file)]
