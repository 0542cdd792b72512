"""Forms: what a dialog asks, what it would do, and doing it. No Textual here, so tests call them."""
