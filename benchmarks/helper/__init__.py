"""The experiment behind docs/statistical-helper.md: does a small spaCy model find what the rules do not?"""
