"""The disk under the store: files saved whole or not at all, locks, links, and what the system refuses."""
