"""Views of the calendar as pure functions: days in, lines out. Tests call them without Textual."""
