"""`autan data`: what the lake holds, what is added or refreshed, and the alerts of the quality rules."""

import typer

from autan.instance.cli.data_add import add, contours, own_values
from autan.instance.cli.data_aggregate import aggregate
from autan.instance.cli.data_cube import cube
from autan.instance.cli.data_mapping import app as mapping
from autan.instance.cli.data_refresh import refresh, start
from autan.instance.cli.data_status import quality, status

app = typer.Typer(
    help="Les données ouvertes : ce que l’on a, ce que l’on ajoute, ce qui est à vérifier.", no_args_is_help=True
)
app.command()(status)
app.command()(start)
app.command()(add)
app.command()(contours)
app.command()(refresh)
app.command()(cube)
app.command()(aggregate)
app.command()(quality)
app.command("own-values")(own_values)
app.add_typer(mapping, name="mapping")
