"""Zeren 责任: who leads what in a government work plan, and the sentence that says so."""

__version__ = "0.1.0"
