"""The outline of a document: annexes, headings with their printed labels, and what stands below them."""
