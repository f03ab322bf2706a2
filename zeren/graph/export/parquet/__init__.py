"""The export as Parquet: the datasets, their rows, the folders and files that hold them."""
