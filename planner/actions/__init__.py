"""What a person can do with a store, for commands and screens alike: read, compute, save once."""
