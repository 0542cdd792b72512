"""The calendar for the fridge door: laid out once, written as a page and as a PDF."""
