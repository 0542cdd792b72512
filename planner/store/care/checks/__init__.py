"""What `planner doctor` looks for, a topic a module."""
