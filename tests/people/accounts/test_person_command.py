"""`autan person`: accounts and roles, both or neither, each act told to people and to programs."""

import json

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from autan.ground.errors import RuleError
from autan.instance.cli.person import _state, app
from autan.people.accounts.models import Person
from autan.people.accounts.queries import UnknownPersonError
from autan.people.journal.models import JournalEntry
from autan.people.mail.actions import LocalLinkError
from autan.territories.networks.models import Mandate, PersonInvitation
from autan.territories.networks.queries.people import UnknownMandateError
from tests.cast import PASSWORD

ON_NETWORK = ("--role", "coordinator", "--network", "essai")
EMAIL = "marie@exemple.fr"


@pytest.fixture(autouse=True)
def _network(network):
    return network


def run(*arguments, **more):
    return CliRunner().invoke(app, list(arguments), **more)


def add(*options, password=PASSWORD):
    return run("add", EMAIL, "--name", "Marie", "--password", password, *options)


def mandate() -> Mandate:
    return Mandate.objects.get(person__email=EMAIL)


def test_an_account_is_opened_with_its_role():
    result = add(*ON_NETWORK, "--from", "2020-01-01", "--to", "2099-12-31")
    assert (result.exit_code, result.output) == (0, f"Compte ouvert : {EMAIL}\n")
    found = mandate()
    assert (found.role, found.network.slug) == ("coordinator", "essai")
    assert (found.valid_from.isoformat(), found.valid_to.isoformat()) == ("2020-01-01", "2099-12-31")
    assert found.person.check_password(PASSWORD)
    assert list(JournalEntry.objects.filter(kind="person").values_list("act", "network").order_by("id")) == [
        ("register_person", "essai"),
        ("grant_mandate", "essai"),
    ]


@pytest.mark.parametrize(
    ("options", "password", "words"),
    [
        (["--role", "chief", "--network", "essai"], PASSWORD, "rôle « chief » inconnu"),
        (["--role", "reader"], PASSWORD, "sur un réseau ou sur un territoire"),
        (["--role", "reader", "--territory", "244400404"], PASSWORD, "membre d’aucun réseau"),
        (["--role", "reader", "--network", "essai"], "court", "12"),
        (["--role", "reader", "--network", "essai", "--to", "demain"], PASSWORD, "AAAA-MM-JJ"),
        (["--role", "reader", "--network", "essai", "--to", "2001-01-01"], PASSWORD, "finir avant de commencer"),
    ],
)
def test_what_is_refused_opens_no_account(options, password, words):
    result = add(*options, password=password)
    assert isinstance(result.exception, RuleError)
    assert words in str(result.exception)
    assert not Person.objects.filter(email=EMAIL).exists()
    assert not JournalEntry.objects.filter(kind="person").exists()


def test_an_address_that_is_none_is_refused():
    result = run("add", "marie", "--name", "Marie", "--password", PASSWORD, *ON_NETWORK)
    assert isinstance(result.exception, RuleError)


def test_somebody_who_is_known_receives_another_role_without_a_password():
    add(*ON_NETWORK)
    result = run("add", EMAIL, "--role", "contributor", "--territory", "243100633")
    assert result.output == f"Rôle confié : {EMAIL}\n"
    assert Mandate.objects.filter(person__email=EMAIL).count() == 2


def test_the_password_of_a_new_account_is_asked():
    result = run("add", EMAIL, "--name", "Marie", *ON_NETWORK, input=f"{PASSWORD}\n{PASSWORD}\n")
    assert result.exit_code == 0
    assert Person.objects.get(email=EMAIL).check_password(PASSWORD)


def test_a_role_ends_at_once():
    add(*ON_NETWORK)
    assert run("end", EMAIL, *ON_NETWORK).output == f"Rôle terminé : {EMAIL}\n"
    assert mandate().valid_to == timezone.localdate()
    assert isinstance(run("end", EMAIL, *ON_NETWORK).exception, UnknownMandateError)
    assert isinstance(run("end", "autre@exemple.fr", *ON_NETWORK).exception, UnknownPersonError)


def test_an_account_is_closed_and_opened_again():
    add(*ON_NETWORK)
    for command, is_active in (("close", False), ("close", False), ("reopen", True)):
        loads = json.loads(run(command, EMAIL, "--json").output)
        assert (loads["email"], loads["is_active"]) == (EMAIL, is_active)
        assert Person.objects.get(email=EMAIL).is_active is is_active
    assert list(JournalEntry.objects.filter(act__endswith="account").values_list("act", flat=True)) == [
        "reopen_account",
        "close_account",
    ]


def test_a_password_is_changed_and_a_weak_one_is_not():
    add(*ON_NETWORK)
    other = "un-tout-autre-mot-de-passe"
    assert run("password", EMAIL, "--password", other).output == f"Mot de passe changé : {EMAIL}\n"
    assert isinstance(run("password", EMAIL, "--password", "court").exception, RuleError)
    assert Person.objects.get(email=EMAIL).check_password(other)


def test_roles_are_listed_with_their_dates_and_state():
    add(*ON_NETWORK)
    run("add", "jean@exemple.fr", "--name", "Jean", "--password", PASSWORD, "--role", "reader", "--network", "essai")
    run("end", "jean@exemple.fr", "--role", "reader", "--network", "essai")
    run(
        "add", "lea@exemple.fr", "--name", "Léa", "--password", PASSWORD, "--role", "reader", "--territory", "243100633"
    )
    run("close", "lea@exemple.fr")
    shown = "".join(run("list").output.split())  # cells are folded to the width of the terminal
    for words in ("Marie", "lecture", "Jean", "Léa"):
        assert words in shown
    assert [_state(mandate) for mandate in Mandate.objects.order_by("person__name")] == [
        "hors période",
        "compte fermé",
        "en cours",
    ]
    listed = json.loads(run("list", "--network", "essai", "--json").output)
    assert [(item["email"], item["network"], item["siren"], item["is_current"]) for item in listed] == [
        ("jean@exemple.fr", "essai", None, False),
        ("lea@exemple.fr", None, "243100633", True),
        (EMAIL, "essai", None, True),
    ]


def invite(*options, email="neuve@exemple.fr"):
    return run("invite", email, "--name", "Neuve", "--role", "reader", "--network", "essai", *options)


SITE = "https://autan.exemple.fr"


def test_an_invitation_shows_its_link_to_people_and_to_programs(settings):
    settings.AUTAN_SITE = SITE
    shown = invite("--no-mail")
    assert shown.exit_code == 0
    assert "/invitation/" in shown.output
    assert PersonInvitation.objects.get().created_by is None
    loads = json.loads(invite("--json", email="autre@exemple.fr").output)
    assert (loads["email"], loads["mail_error"]) == ("autre@exemple.fr", "")
    assert loads["link"].startswith(SITE)
    with pytest.raises(RuleError, match="a déjà une invitation"):
        raise invite().exception


def test_who_has_an_account_takes_the_role_at_once():
    add("--role", "reader", "--network", "essai")
    on_member = ["--role", "contributor", "--network", "essai", "--territory", "243100633"]
    result = run("invite", EMAIL, "--name", "Marie", *on_member)
    assert result.output.startswith("L’adresse a déjà un compte, le rôle est confié")
    assert Mandate.objects.filter(role="contributor", territory__siren="243100633").exists()


def test_a_link_to_this_machine_is_not_mailed():
    with pytest.raises(LocalLinkError):
        raise invite().exception
    assert not PersonInvitation.objects.exists()


def test_a_message_that_does_not_leave_is_said(settings):
    settings.AUTAN_SITE = SITE
    settings.MAILERS = {"default": {"BACKEND": "tests.territories.networks.refusing_mailer.EmailBackend"}}
    assert "Le message n’est pas parti : le serveur refuse" in invite().output


@pytest.mark.parametrize(
    ("answer", "is_erased"), [("oui", True), ("o", True), ("yes", True), ("non", False), ("", False)]
)
def test_an_erasure_is_asked_in_french(answer, is_erased):
    add(*ON_NETWORK)
    result = run("erase", EMAIL, input=f"{answer}\n")
    assert "Effacer cette personne ? [o/N]" in result.output
    assert (result.exit_code == 0) is is_erased
    assert Person.objects.filter(email=EMAIL).exists() is not is_erased
    assert "workshops" not in result.output
