"""Which layers the views leave out: the plan stays as it is."""

from planner.app.bits import Bit, Line, fit, plain
from planner.app.screens.lists import _ListScreen as ListScreen


class HiddenLayersScreen(ListScreen):
    """The layers of the current plan, each shown or hidden."""

    heading = "What is shown: the plan stays as it is"
    keys = "space show or hide   esc back"

    def rows(self) -> list[Line]:
        """Return a row a layer."""
        hidden = self.desk.settings.hidden_layers
        layers = self.desk.schedule_of(self.desk.plan_of(None)).layers
        if not layers:
            return [(Bit("This plan has no layers."),)]
        return [
            (
                Bit(" hidden " if layer.id in hidden else " shown  ", "dim" if layer.id in hidden else "good"),
                Bit(fit(plain(layer.name), 44)),
            )
            for layer in layers
        ]

    def take(self, n: int) -> None:
        """Show or hide a layer."""
        layers = self.desk.schedule_of(self.desk.plan_of(None)).layers
        if layers:
            hidden, mine = self.desk.settings.hidden_layers, layers[n].id
            now = tuple(one for one in hidden if one != mine) if mine in hidden else (*hidden, mine)
            self.desk.set(hidden_layers=now)
            self.board.rows = self.rows()
            self.board.redraw()
