"""Screens: each shows one thing and owns its state."""
