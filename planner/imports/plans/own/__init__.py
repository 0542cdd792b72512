"""Plans that planner wrote itself: the whole plan, or its days."""
