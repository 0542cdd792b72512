"""The plan in a calendar: its events, and what calendars were told of it before."""
