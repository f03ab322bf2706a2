"""The libraries that pages carry along are those of their packages, each with its licence."""

from __future__ import annotations

import pytest

from tests.vendor import VENDOR, digest, folder, libraries

pytestmark = pytest.mark.checkout


def test_each_library_is_unchanged_and_has_its_licence_beside_it() -> None:
    for name, library in libraries().items():
        own = folder(name, library["version"])
        listed = {**library["files"], **library.get("beside", {})}
        expected = {path.rpartition("/")[2]: value for path, value in listed.items()}
        assert {path.name: digest(path.read_bytes()) for path in own.iterdir()} == expected
        assert any(file.upper().startswith("LICENSE") for file in expected)


def test_nothing_else_is_carried_along() -> None:
    listed = {folder(name, library["version"]).name for name, library in libraries().items()}
    assert {path.name for path in VENDOR.iterdir()} == listed
