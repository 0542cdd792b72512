"""What undo and redo go by: what was done, what files held before and after, and what was thrown away."""
