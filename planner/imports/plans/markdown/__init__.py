"""Plans in Markdown: tables and lists, by week, weekday, day number or date."""
