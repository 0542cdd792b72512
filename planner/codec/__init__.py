"""TOML text to checked values and back: how every file of ours reads, opening none. Faults name line and key."""
