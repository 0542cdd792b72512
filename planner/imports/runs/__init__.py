"""Recorded runs out of files of watches and tables of other programs: bytes or text in, activities out."""
