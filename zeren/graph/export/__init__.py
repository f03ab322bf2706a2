"""Exports of the facts: JSON Lines, RDF, and tables for spreadsheets."""
