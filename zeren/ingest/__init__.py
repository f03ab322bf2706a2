"""Documents into facts: readers, outline, and one extractor a kind of fact."""
