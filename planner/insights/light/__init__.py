"""The traffic light: places from day to day, and the day as a whole."""
