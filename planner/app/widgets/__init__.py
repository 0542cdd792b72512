"""Widgets that several screens share; each draws lines in one widget."""
