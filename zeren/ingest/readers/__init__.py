"""Readers: one a file format, each from bytes to text and blocks."""
