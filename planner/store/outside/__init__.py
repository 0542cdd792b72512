"""What others do in the store: programs that change its files, syncs that put copies aside, git."""
