"""Zeren 责任: who leads what in a government work plan, and the sentence that says so."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zeren.workspace import Workspace

__version__ = "0.1.0"

__all__ = ["Workspace", "__version__"]


def __getattr__(name: str) -> object:
    """`Workspace`, imported when it is first asked for, so that `import zeren` costs nothing."""
    if name == "Workspace":
        from zeren.workspace import Workspace

        return Workspace
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
