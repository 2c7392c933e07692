"""The set-up holds together: lock, versions, commands named in the README, and who imports what."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TOP_LEVEL = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "app.py",
    "corpus",
    "page",
    "pyproject.toml",
    "qa",
    "tests",
}
ONLY_IN = {  # package -> the one module, or folder, that imports it
    "gradio": "page/",
    "chromadb": "corpus/vectors.py",
    "sentence_transformers": "corpus/embed.py",
}
LATE = {  # seconds each to import: only when they are needed
    "chromadb",
    "gradio",
    "langchain",
    "langchain_openai",
    "sentence_transformers",
    "torch",
    "transformers",
}
PARTS = ("corpus", "page", "qa")
SOURCES = sorted(
    [ROOT / "app.py", *(one for part in PARTS for one in (ROOT / part).rglob("*.py"))],
)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lock() -> dict[str, Version]:
    lines = (ROOT / ".ci/lock.txt").read_text(encoding="utf-8").splitlines()
    pins = [Requirement(text) for line in lines if (text := line.split("#")[0].strip())]
    return {canonicalize_name(pin.name): Version(str(pin.specifier)[2:]) for pin in pins}


def direct_requirements() -> list[str]:
    project = PROJECT["project"]
    extras = project["optional-dependencies"]
    return [
        *PROJECT["build-system"]["requires"],
        *project["dependencies"],
        *extras["local-llm"],
        *extras["dev"],
    ]


@pytest.mark.parametrize("text", direct_requirements())
def test_lock_pins_every_direct_dependency(text: str) -> None:
    wanted = Requirement(text)
    assert lock()[canonicalize_name(wanted.name)] in wanted.specifier


def test_lock_has_exact_versions_that_work_on_any_machine() -> None:
    lines = (ROOT / ".ci/lock.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert [pin for pin in pins if not re.match(r"[\w.-]+==[\w.]+( |$)", pin)] == []
    assert lock()["torch"] == Version("2.13.0")


def test_top_level_holds_only_what_belongs_there() -> None:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert {line.split("/")[0] for line in listed.stdout.splitlines()} == TOP_LEVEL


def test_versions_agree() -> None:
    released = re.findall(r"^## \[([\d.]+)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert released[0] == PROJECT["project"]["version"]


def test_readme_and_makefile_agree() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", readme, re.M))
    assert named <= targets
    assert {"chat", "test"} <= named


def test_make_help_lists_every_target() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^  make ([a-z]+) ", listed, re.M)) == targets


def test_readme_names_every_setting() -> None:
    settings = (ROOT / "corpus/settings.py").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    variables = set(re.findall(r"BELEG_[A-Z_]+", settings))
    assert variables == set(re.findall(r"BELEG_[A-Z_]+", readme))


def test_readme_has_a_line_for_every_module() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    modules = {
        path.name
        for folder in PARTS
        for path in (ROOT / folder).glob("*.py")
        if path.name != "__init__.py"
    }
    assert {name for name in modules if not re.search(rf"^    {name} ", readme, re.M)} == set()


def test_importing_has_no_effects(tmp_path: Path) -> None:
    program = f"""
import os, sys
before = dict(os.environ)
import corpus, qa
from corpus import Article, Corpus
from qa import Assistant, ask
assert dict(os.environ) == before, "importing changed the environment"
print(*sorted(sys.modules.keys() & {LATE!r}))
"""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("BELEG_", "XDG_"))}
    environment |= {"HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
    assert list(tmp_path.iterdir()) == []


def imported(path: Path) -> set[str]:
    """The top-level packages `path` imports anywhere, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_imports_stay_in_their_place(path: Path) -> None:
    names = imported(path)
    here = relative(path)
    assert {one for one in names & ONLY_IN.keys() if not here.startswith(ONLY_IN[one])} == set()
    above = {"corpus": {"qa", "page", "app"}, "qa": {"page", "app"}, "page": {"app"}}.get(
        relative(path).split("/")[0], set()
    )
    # The `beleg` command starts the page, so one place in qa names app, inside a function.
    assert names & above <= ({"app"} if relative(path) == "qa/cli/asking.py" else set())


def test_checks_import_nothing_that_imports_them() -> None:
    def modules(path: Path) -> set[str]:
        tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        return {node.module for node in tree if isinstance(node, ast.ImportFrom) and node.module}

    below = {
        ROOT / f"{module.replace('.', '/')}.py"
        for path in (ROOT / "qa/checks").glob("*.py")
        for module in modules(path)
        if module.startswith("qa.") and not module.startswith("qa.checks")
    }
    assert ROOT / "qa/evidence.py" in below
    above = {
        relative(path)
        for path in below
        if any(module.startswith("qa.checks") for module in modules(path))
    }
    assert above == set()


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_environment_is_read_in_one_place(path: Path) -> None:
    reads = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"})
        or (isinstance(node, ast.ImportFrom) and node.module == "os"
            and {alias.name for alias in node.names} & {"environ", "getenv"})
    ]  # fmt: skip
    assert reads == [] or relative(path) == "corpus/settings.py"
