"""How a build-up is made and changed: phases, volume, week layout, layers, schedule. No I/O, no clock."""
