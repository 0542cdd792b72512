"""What keeps a store well: backups, and what `planner doctor` looks for."""
