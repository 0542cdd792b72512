"""What the log says: the light, pain, time to clear, load, gear, adherence. Pure: no I/O, today comes in."""
