"""Readers fed with damaged files, case after case; `python -m tests.fuzz --help` says how to run it."""
