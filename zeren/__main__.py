"""`python -m zeren` is `zeren`."""

from zeren.cli import main

main()
