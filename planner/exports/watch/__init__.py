"""Structured runs and routines for watches and the sites behind them."""
