"""The wheel as a person gets it: what is in it, and that it works away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]

PLAN = """\
某县2023年重点工作方案

一、保障财政运行

1.管好政府债务。完善债务台账，防范化解风险。（县财政局牵头，县发改局、县审计局配合）
2.支持企业发展。落实减税降费政策。（县科工信局牵头，县财政局等负责）
"""

pytestmark = [pytest.mark.wheel, pytest.mark.checkout]


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """What the command prints; the assertion shows everything when it fails."""
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, check=False, text=True, encoding="utf-8",
        # A checkout on PYTHONPATH would be imported instead of the wheel.
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | environment,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without network by the backend that is already installed."""
    target = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", target, cwd=CHECKOUT)
    return next(target.glob("zeren-*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of an environment that holds the wheel, and sees the libraries of this one.

    The libraries come in by a `.pth` line, so that no network is needed. Python does not read
    the `.pth` files of a directory that is added this way, so the checkout, which is an editable
    installation here, stays out of sight; `test_the_program_comes_from_the_wheel` makes sure.
    """
    home = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", home, cwd=home)
    scripts = home / "bin"
    pip = (sys.executable, "-m", "pip", "--python", scripts / "python")
    run(*pip, "install", "--no-index", "--no-deps", "--quiet", wheel, cwd=home)
    libraries = next((home / "lib").glob("python*/site-packages"))
    (libraries / "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return scripts


def test_the_wheel_holds_the_program_its_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    outside = [name for name in names if not name.startswith("zeren")]
    assert outside == []
    packed = {name for name in names if name.startswith("zeren/")}
    tracked = run("git", "ls-files", "-z", "zeren", cwd=CHECKOUT).split("\0")
    assert {name for name in tracked if name} <= packed
    assert {Path(name).suffix for name in packed} >= {".py", ".typed", ".ttl", ".toml", ".html"}
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_program_comes_from_the_wheel(environment: Path, tmp_path: Path) -> None:
    place = run(environment / "python", "-c", "import zeren; print(zeren.__file__)", cwd=tmp_path)
    assert Path(place.strip()).is_relative_to(environment.parent)


def test_a_plan_is_read_and_asked_about_away_from_the_checkout(environment: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    zeren = environment / "zeren"
    assert run(zeren, "--version", cwd=tmp_path).startswith("zeren ")
    run(zeren, "ingest", "plan.txt", cwd=tmp_path, HOME=str(tmp_path))
    answer = run(zeren, "ask", "县财政局牵头哪些任务", "--format", "json", cwd=tmp_path, HOME=str(tmp_path))
    assert "管好政府债务" in answer
    assert "支持企业发展" not in answer


def test_a_directory_of_its_own_is_all_that_it_writes(environment: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    before = sorted(path for path in environment.parent.rglob("*") if "__pycache__" not in path.parts)
    run(environment / "zeren", "ingest", "plan.txt", "-w", "here", cwd=tmp_path, HOME=str(tmp_path))
    after = sorted(path for path in environment.parent.rglob("*") if "__pycache__" not in path.parts)
    assert after == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["here", "plan.txt"]
