"""Runs recorded elsewhere, brought into the log: found, read, each once, matched to what was planned, reported."""
