"""The commands of `autan`, each from its own file."""

import typer

from autan.cli.answers import app as answers
from autan.cli.campaign import app as campaign
from autan.cli.check import check
from autan.cli.data import app as data
from autan.cli.demo import demo
from autan.cli.network import app as network
from autan.cli.person import app as person
from autan.cli.publish import publish
from autan.cli.questionnaire import app as questionnaire
from autan.cli.serve import serve
from autan.cli.territory import app as territory
from autan.cli.trace import trace

app = typer.Typer(
    name="autan",
    help="Des territoires qui travaillent ensemble à la transition énergétique : chaque chiffre mène à sa preuve.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command()(demo)
app.command()(serve)
app.add_typer(territory, name="territory")
app.add_typer(network, name="network")
app.add_typer(data, name="data")
app.add_typer(questionnaire, name="questionnaire")
app.add_typer(campaign, name="campaign")
app.add_typer(answers, name="answers")
app.add_typer(person, name="person")
app.command()(publish)
app.command()(trace)
app.command()(check)
