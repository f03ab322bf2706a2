"""`python -m zeren` is `zeren`."""

from zeren.cli import main

if __name__ == "__main__":  # a worker process of `zeren mcp` loads this file under another name
    main()
