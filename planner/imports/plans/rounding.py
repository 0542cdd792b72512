"""How far two figures for one distance may lie apart before a plan contradicts itself: authors round (our choice)."""

NEAR = 0.03
"""The share by which they may differ: 3.1 miles beside a 5K (0.2 %), 8 km beside 5 miles (0.6 %)."""
NEAR_M = 300.0
"""Metres by which a sum may differ from what is stated, where `NEAR` of it is less: half kilometres are rounded too."""
