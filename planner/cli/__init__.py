"""The commands. Each module imports what its command needs, when it runs."""
