"""Plans of quick-plan: a table of weeks, with workouts defined once and named again."""
