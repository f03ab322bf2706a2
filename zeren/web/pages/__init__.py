"""What the explorer's pages hold: one module a kind of page, each a typed record and how it is made."""
