"""Reports: figures with what they count, the records they were counted from, and as of when."""
