"""Processes killed in the middle of an ingestion, and what is left of the workspace afterwards."""
