"""Planner: a race build-up in the terminal, with what keeps knees and hips quiet hung on every run."""

__version__ = "0.1.0"
