"""Plans as text and bytes for other programs and people. The caller writes the file. Nothing here holds pain data."""
