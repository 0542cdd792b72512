"""Tests of merging two versions of a file."""
