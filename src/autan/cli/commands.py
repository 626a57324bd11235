"""The commands of `autan`, each from its own file."""

import typer

from autan.cli import campaign, check, data, network, publish, questionnaire, territory, trace
from autan.cli.demo import demo

app = typer.Typer(
    name="autan",
    help="Des territoires qui travaillent ensemble à la transition énergétique : chaque chiffre mène à sa preuve.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command()(demo)
app.add_typer(territory.app, name="territory")
app.add_typer(network.app, name="network")
app.add_typer(data.app, name="data")
app.add_typer(questionnaire.app, name="questionnaire")
app.add_typer(campaign.app, name="campaign")
app.command("publish")(publish.publish)
app.command("trace")(trace.trace)
app.command("check")(check.check)
