"""Targets: the figures that a plan promises, the quantities that they are for, and where they stand."""

from zeren.ingest.indicators.reading import read

__all__ = ["read"]
