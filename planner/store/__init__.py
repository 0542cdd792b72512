"""The runner's files: TOML in and out, never half written, never silently dropped."""
