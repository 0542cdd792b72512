"""What a person can do with a store: each a function that reads, computes and saves once, for commands and screens alike."""
