"""The field that everything is typed in: whatever is pasted, suggested or put there, it shows text and nothing else."""

from textual.widgets import Input

from planner.app.bits import harmless


class Entry(Input):
    """An input whose value, hint and suggestion hold nothing that a terminal would obey."""

    def validate_value(self, value: str) -> str:
        """Return what is typed or pasted as one harmless line; its blanks stay while one types."""
        return harmless(value)

    def validate_placeholder(self, placeholder: str) -> str:
        """Return what stands in the empty field as one harmless line."""
        return harmless(str(placeholder))

    def validate__suggestion(self, suggestion: str) -> str:
        """Return what would complete it as one harmless line."""
        return harmless(suggestion)
