"""`autan campaign open | invite | remind | close`: a campaign run from the terminal."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import typer
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from autan.ground.errors import Fault, ImportFileError, SourceError
from autan.ground.tables.importers.tables import read_file
from autan.ground.wordings import Text
from autan.instance.cli.errors import fault_as_object, show_faults
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import AsJson, make_console, print_done, print_json, show_rows
from autan.people.mail.actions import deliver_now
from autan.people.mail.connectors import mail_leaves
from autan.people.mail.core import MessageStatus
from autan.people.mail.presenters import status_label
from autan.people.workflows.actions import take
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.actions.emails import SentReminder, invite_by_email, send_reminders
from autan.survey.campaigns.actions.invitations import invite
from autan.survey.campaigns.actions.workflow import CAMPAIGN
from autan.survey.campaigns.importers import read_invitations
from autan.survey.campaigns.models import Message
from autan.survey.campaigns.presenters import personal_link
from autan.survey.campaigns.queries.campaigns import get_campaign, view_campaign
from autan.survey.campaigns.queries.invitations import link_end
from autan.survey.campaigns.queries.tracking import list_invitees
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.survey.questionnaires.exporters.yaml_file import write_questionnaire
from autan.survey.questionnaires.queries import read_questionnaire_file
from autan.territories.networks.queries.networks import get_network

_console = make_console()


def open_(
    slug: str = typer.Argument(help="Nom court de la campagne, en minuscules, pour les adresses."),
    file: Path = typer.Argument(help="Questionnaire à poser (.yaml, ou tout format que « questionnaire check » lit)."),
    network: str = typer.Option(..., "--network", help="Nom court du réseau interrogé."),
    title: str = typer.Option(..., "--title", help="Titre de la campagne."),
    title_en: str = typer.Option("", "--title-en", help="Titre en anglais ; le titre français sinon."),
    opens: str = typer.Option("", "--opens", help="Premier jour, AAAA-MM-JJ ; aujourd’hui sinon."),
    closes: str = typer.Option("", "--closes", help="Dernier jour, AAAA-MM-JJ ; sans fin sinon."),
    version: str = typer.Option("", "--version", help="Date donnée au questionnaire, AAAA-MM-JJ ; la sienne sinon."),
    shares_unvalidated: bool = typer.Option(
        False, "--share-unvalidated", help="Montrer au réseau les réponses avant que les collectivités les valident."
    ),
    as_json: bool = AsJson,
) -> None:
    """Ouvrir une campagne : poser un questionnaire aux membres d’un réseau."""
    first, last = _day(opens, "--opens") or timezone.localdate(), _day(closes, "--closes")
    text, warnings = _read_questionnaire(file, _day(version, "--version"))
    if warnings and not as_json:
        show_faults(warnings, title=_("Avertissements"))
    with transaction.atomic():  # no questionnaire stays of a campaign that is refused
        campaign = open_campaign(
            by=None,
            slug=slug,
            network=get_network(network),
            questionnaire=record_questionnaire(by=None, text=text, file=str(file)),
            title=Text(title, title_en or title),
            opened_on=first,
            closed_on=last,
            shares_unvalidated=shares_unvalidated,
        )
    view = view_campaign(campaign.slug)
    if as_json:
        fields = {
            "campaign": slug,
            "network": network,
            "opened_on": str(first),
            "closed_on": str(last) if last else None,
        }
        notices = {"warnings": [fault_as_object(warning) for warning in warnings]}
        print_json({**fields, "questions": len(view.questionnaire.questions), "members": list(view.sirens), **notices})
        return
    opened = _("Campagne « {title} » ouverte : {questions} questions, {members} membres.")
    counts = {"questions": len(view.questionnaire.questions), "members": len(view.sirens)}
    _console.print(opened.format(title=title, **counts), markup=False)
    hint = _("Invitez-les : autan campaign invite {campaign} INVITES.csv (colonnes siren, name, email)")
    _console.print(hint.format(campaign=slug), markup=False)


def invite_members(
    slug: str = typer.Argument(help="Campagne."),
    file: Path = typer.Argument(help="Table CSV : siren, name, email."),
    send: bool = typer.Option(False, "--send", help="Envoyer aussi chaque lien à son adresse (réglage AUTAN_MAIL)."),
    as_json: bool = AsJson,
) -> None:
    """Donner à chaque collectivité son lien personnel ; un nouveau lien remplace le précédent."""
    view = view_campaign(slug)
    members = {respondent.siren: respondent.name for respondent in view.respondents}
    rows = []
    end = link_end(view.record, today=timezone.localdate())
    for invited in read_invitations(file, members=members):
        fields: dict[str, Any] = {
            "siren": invited.siren,
            "name": invited.name,
            "email": invited.email,
            "expires_at": end,
        }
        message = None
        if send:
            invitation, message = invite_by_email(by=None, site=settings.AUTAN_SITE, campaign=view.record, **fields)
        else:
            invitation = invite(by=None, campaign=view.record, **fields)
        link = personal_link(invitation.token, site=settings.AUTAN_SITE)
        rows.append(({"siren": invited.siren, "name": invited.name, "link": link}, message))
    statuses = _deliver([message for _row, message in rows])
    links = [{**row, "message": statuses[message.pk].value if message else "to_hand_over"} for row, message in rows]
    if as_json:
        print_json(links)
    else:
        for row in links:
            _console.print(f"{members[row['siren']]}, {row['name']} : {row['link']}", markup=False, soft_wrap=True)
        _console.print("\n" + _("Ces liens ne sont gardés nulle part : remettez-les maintenant."))
    _conclude(statuses, is_said=not as_json)


def remind(
    slug: str = typer.Argument(help="Campagne."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Dire qui serait relancé, sans rien envoyer."),
    as_json: bool = AsJson,
) -> None:
    """Relancer par courriel ceux à qui il reste des questions ; personne deux fois dans le délai de la campagne."""
    view = view_campaign(slug)
    if dry_run:
        invitees = list_invitees(view, now=timezone.now(), today=timezone.localdate())
        reminders = tuple(SentReminder(invitee=invitee, message=None) for invitee in invitees)
    else:
        reminders = send_reminders(by=None, view=view, site=settings.AUTAN_SITE)
    statuses = _deliver([reminder.message for reminder in reminders])
    show_rows(
        ("Collectivité", "Personne", "Adresse", "Reste", "Rappel"),
        (_as_row(reminder, statuses) for reminder in reminders),
        as_objects=(_as_object(reminder, statuses) for reminder in reminders),
        as_json=as_json,
        numbers={3},
        empty="Personne n’a de lien personnel : invitez d’abord les collectivités.",
    )
    _conclude(statuses, is_said=not as_json)


def close(slug: str = typer.Argument(help="Campagne."), as_json: bool = AsJson) -> None:
    """Clore une campagne maintenant ; ce qui est en cours de saisie est gardé à part."""
    _move(slug, "close_campaign", _("Campagne « {title} » close."), as_json=as_json)


def archive(
    slug: str = typer.Argument(help="Campagne."),
    back: bool = typer.Option(False, "--back", help="La rétablir au lieu de l’archiver."),
    as_json: bool = AsJson,
) -> None:
    """Archiver une campagne : elle quitte les listes, ses réponses sont gardées ; --back la rétablit, close."""
    if back:
        _move(slug, "restore_campaign", _("Campagne « {title} » rétablie, close."), as_json=as_json)
    else:
        _move(slug, "archive_campaign", _("Campagne « {title} » archivée."), as_json=as_json)


def _move(slug: str, act: str, words: str, *, as_json: bool) -> None:
    """Take a campaign through one act of its life, and say it; `words` names its title."""
    campaign = take(CAMPAIGN, act, get_campaign(slug), by=None, at=timezone.now()).row
    moments = {name: getattr(campaign, name) for name in ("closed_at", "archived_at")}
    result = {"campaign": slug, **{name: moment.isoformat() if moment else None for name, moment in moments.items()}}
    print_done(words.format(title=campaign.title_fr), result, as_json=as_json)


def _read_questionnaire(file: Path, version: date | None) -> tuple[str, tuple[Fault, ...]]:
    """The document of a questionnaire in our own form, under another date if one is given, and what reading told."""
    content = read_file(file)
    questionnaire, warnings = read_questionnaire_file(content, str(file), version=timezone.localdate())
    if file.suffix.lower() in {".yaml", ".yml"} and version is None:
        return content.decode("utf-8-sig"), warnings  # kept to the letter, comments included
    return write_questionnaire(replace(questionnaire, version=version) if version else questionnaire), warnings


def _deliver(messages: Sequence[Message | None]) -> dict[int, MessageStatus]:
    """Give what was queued to the mail server at once: what became of each message, by number."""
    queued = {message.outgoing_id: message.pk for message in messages if message is not None}
    deliveries = deliver_now(message.outgoing for message in messages if message is not None)
    return {queued[outgoing.pk]: MessageStatus(outgoing.status) for outgoing in deliveries}


def _conclude(statuses: Mapping[int, MessageStatus], *, is_said: bool) -> None:
    """Say where messages are, and end with an error when one has not left."""
    if is_said and MessageStatus.WRITTEN in statuses.values() and not mail_leaves():
        place = settings.MAILERS["default"].get("OPTIONS", {}).get("file_path", "la console")
        words = _("Aucun serveur de courriel (AUTAN_MAIL) : les messages sont écrits dans {place}, rien ne part.")
        _console.print(words.format(place=place), markup=False, soft_wrap=True)
    unsent = [status for status in statuses.values() if status in {MessageStatus.RETRYING, MessageStatus.FAILED}]
    if unsent:
        words = _("{unsent} message(s) sur {count} ne sont pas partis : « autan mail list »")
        typer.echo(words.format(unsent=len(unsent), count=len(statuses)), err=True)
        raise typer.Exit(SourceError.exit_code)


def _day(text: str, option: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ImportFileError(
            _("ligne de commande"), [Fault(column=option, value=text, expected="AAAA-MM-JJ")]
        ) from None


def _as_row(reminder: SentReminder, statuses: Mapping[int, MessageStatus]) -> tuple[str, ...]:
    invitee = reminder.invitee
    invitation = invitee.invitation
    status = status_label(statuses[reminder.message.pk]) if reminder.message else invitee.decision.label.fr
    remaining = str(len(invitee.progress.remaining))
    return (invitation.territory.short_name, invitation.name, invitation.email or "–", remaining, status)


def _as_object(reminder: SentReminder, statuses: Mapping[int, MessageStatus]) -> dict[str, Any]:
    invitee, message = reminder.invitee, reminder.message
    return {
        "siren": invitee.invitation.territory_id,
        "name": invitee.invitation.name,
        "email": invitee.invitation.email,
        "remaining": [question.code for question in invitee.progress.remaining],
        "decision": invitee.decision.value,
        "message": statuses[message.pk].value if message else None,
    }
