"""Calendars read as plans, with the faults that other programs put into them."""
