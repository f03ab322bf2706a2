"""How long Zeren takes, measured against what it stands on: `make bench`."""
