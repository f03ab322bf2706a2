"""Plans of any number that nobody wrote, with the truth of what they say: `python -m benchmarks.corpus`."""
