"""What the program says of itself wherever pain is talked about."""

NOTICE = (
    "This program plans and keeps a log: training information, no diagnosis and no treatment. Stop if it hurts. "
    "See a medical practitioner for pain that is strong, new, or does not settle: it can have causes that a program "
    "cannot see."
)
"""Shown on the first screen and in the help."""
DISCLAIMER = "This is training information, not a diagnosis or a treatment."
"""Stands wherever the light is explained."""
