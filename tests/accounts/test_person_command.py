"""`autan person add`: an account and its role, both or neither."""

import pytest
from typer.testing import CliRunner

from autan.accounts.models import Person
from autan.cli.person import app
from autan.errors import RuleError
from autan.territories.models import Mandate
from tests.cast import PASSWORD

pytestmark = pytest.mark.usefixtures("demo_network")


def add(*options, password=PASSWORD):
    arguments = ["add", "marie@exemple.fr", "--name", "Marie", "--password", password, *options]
    return CliRunner().invoke(app, arguments)


def test_an_account_is_opened_with_its_role():
    result = add("--role", "coordinator", "--network", "dialogue-toulouse")
    assert result.exit_code == 0
    mandate = Mandate.objects.get(person__email="marie@exemple.fr")
    assert (mandate.role, mandate.network.slug) == ("coordinator", "dialogue-toulouse")
    assert mandate.person.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("options", "password", "words"),
    [
        (["--role", "chief", "--network", "dialogue-toulouse"], PASSWORD, "rôle 'chief' inconnu"),
        (["--role", "reader"], PASSWORD, "sur un réseau ou sur un territoire"),
        (["--role", "reader", "--territory", "244400404"], PASSWORD, "membre d’aucun réseau"),
        (["--role", "reader", "--network", "dialogue-toulouse"], "court", "12"),
    ],
)
def test_what_is_refused_opens_no_account(options, password, words):
    result = add(*options, password=password)
    assert isinstance(result.exception, RuleError)
    assert words in str(result.exception)
    assert not Person.objects.filter(email="marie@exemple.fr").exists()


def test_an_address_is_taken_once():
    add("--role", "reader", "--network", "dialogue-toulouse")
    assert isinstance(add("--role", "reader", "--network", "dialogue-toulouse").exception, RuleError)
