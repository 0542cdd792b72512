"""What things are: frozen values of the runner's world. No I/O, no clock, no Textual."""
