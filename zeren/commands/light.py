"""Options without pydantic: typer imports it to read any value, which takes longer than an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from typer.core import TyperCommand

from zeren.render import Language, OutputFormat

_READ: Mapping[str, Callable[[Any], Any]] = {
    "workspace": Path,
    "output": OutputFormat,
    "language": Language,
    "question": list,
    "terms": list,
}
"""The parameters that are read here, by their names in the commands."""


class LightCommand(TyperCommand):
    """A command that reads plain values itself and leaves every other one to typer.

    Typer still takes the line apart, and explains what is missing or cannot be read.
    """

    def get_params(self, ctx: Any) -> list[Any]:
        """The command's parameters, made light."""
        return light(super().get_params(ctx))


def light(parameters: list[Any]) -> list[Any]:
    """The parameters, each reading its value without pydantic where the value is plain."""
    for parameter in parameters:
        if not hasattr(parameter, "_reads_itself"):
            parameter._reads_itself = True
            parameter.process_value = _reading(parameter, parameter.process_value)
    return parameters


def _reading(parameter: Any, otherwise: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    read = _READ.get(parameter.name)

    def process_value(ctx: Any, value: Any) -> Any:
        if value is None and not parameter.required:
            value = () if parameter.multiple or parameter.nargs == -1 else None
            return parameter.callback(ctx, parameter, value) if parameter.callback else value
        if read is None or not value:
            return otherwise(ctx, value)
        try:
            return read(value)
        except (TypeError, ValueError):
            return otherwise(ctx, value)

    return process_value
