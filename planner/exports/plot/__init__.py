"""Figures of the log as plots in text and as tables."""
