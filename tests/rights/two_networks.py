"""Two networks that exist, what each keeps to itself, and the people who visit the first one."""

import io
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from autan.coding.codings.actions.codebooks import add_corpus, record_codebook
from autan.coding.codings.core.codebook import Code, Codebook
from autan.cooperation.crossreading.actions.proposals import make_proposal
from autan.cooperation.crossreading.core.recommendations import ProposalOrigin, ScaleReason
from autan.cooperation.crossreading.models import Proposal
from autan.cooperation.working_group.actions.bodies import assign_seat, make_body
from autan.cooperation.working_group.actions.decisions import assign_task, keep_objective, record_decision
from autan.cooperation.working_group.actions.meetings import plan_meeting
from autan.cooperation.working_group.core.bodies import BodyKind, MeetingInput
from autan.cooperation.working_group.core.decisions import DecisionDraft
from autan.cooperation.working_group.models import Body, MailLink, Objective, Seat
from autan.cooperation.working_group.queries.bodies import sign_link
from autan.cooperation.workshops.actions.files import FileInput, add_file
from autan.cooperation.workshops.actions.notes import keep_note
from autan.cooperation.workshops.actions.workflow import NOTES
from autan.cooperation.workshops.actions.workshops import draft_minutes, start_workshop
from autan.cooperation.workshops.core.formats import Moment, WorkshopFormat, WorkshopStatus
from autan.cooperation.workshops.core.notes import NoteInput, NoteKind
from autan.cooperation.workshops.core.workshops import WorkshopHeading
from autan.cooperation.workshops.models import Workshop, WorkshopFile
from autan.evidence.figures.actions.library import record_resources
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.wordings import Text
from autan.opendata.updates.actions.file_mappings import write_mapping
from autan.opendata.updates.actions.own_values import record_own_value
from autan.opendata.updates.core.own_value_checks import GivenValue
from autan.opendata.updates.queries.file_mappings import shipped_mappings
from autan.people.accounts.actions import register_person
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef
from autan.people.mail.actions import queue_message
from autan.people.prepared_files.actions import ask_for_file
from autan.people.prepared_files.models import PreparedFile
from autan.people.workflows.actions import take
from autan.plans.estate.actions import write_asset
from autan.plans.estate.core.assets import AssetKind, EstateAsset
from autan.plans.funding.actions.calls import write_call
from autan.plans.funding.core.calls import CallKind, FundingCall
from autan.plans.indicators.actions.indicators import follow_indicator
from autan.plans.plans.actions.plans import start_plan
from autan.plans.plans.core.plans import PlanHeading, PlanKind, PlanScope
from autan.plans.projects.actions.sheets import SheetInput, add_sheet
from autan.publishing.api.actions import KeyScope, issue_key
from autan.publishing.editions.actions.editions import record_edition
from autan.publishing.webhooks.actions.workflow import WEBHOOK, register_webhook
from autan.survey.answering.actions.territory_lead import comment_on_answers, validate_section
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.actions.invitations import invite, revoke_invitation
from autan.survey.campaigns.core.campaigns import InvitationRole
from autan.survey.campaigns.models import Invitation, OpenLink
from autan.survey.campaigns.queries.answering_access import authorize_answering
from autan.survey.questionnaires.actions.drafts import begin_draft, record_questionnaire
from autan.survey.questionnaires.core.editing import blank_questionnaire
from autan.territories.networks.actions.mandates import grant_mandate
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.person_invitations import invite_person
from autan.territories.networks.core.invitations import digest_token
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Mandate, Membership, Network, Territory
from tests.cast import PASSWORD
from tests.coding.codings.acting import code
from tests.publishing.editions.conftest import keep_facts
from tests.publishing.living_text.writing import WITHOUT_MAP
from tests.rights.foresight_objects import foresight_objects
from tests.rights.lesson_objects import LESSON, NEED, make_lessons
from tests.survey.campaigns.answering import record_answer
from tests.survey.questionnaires.making import SMALL_YAML

OWN, OTHER, FAR = "100000001", "100000002", "200000001"
FAR_DAY = datetime(2100, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
DAY_ONE = date(2026, 1, 1)
Role = Mandate.Role
_LEAD = InvitationRole.LEAD

RESPONDENT = "Ségolène Répondante"
OFFICER = "Odile Chargée"
ANSWER = "Chaudière inavouée"
TYPED = "Phrase jamais enregistrée"
REPLY = "Phrase venue par le lien ouvert"
OPEN = ("answering:open_form", "answering:open_receipt")
REMARK = "Remarque entre nous"
ACT = "Acte intérieur du réseau du Nord"
DRAFT = "Questionnaire en chantier"
MESSAGE = "Sujet d’un courriel du Nord"
ADDRESS = "segolene@nord.example"
PLAN = "PCAET encore secret"
ACTION = "Action encore secrète"
EDITION = "Synthèse en chantier"
MEMO = "Note de codage"
DECISION = "Décision à huis clos"
PROPOSAL = "Proposition entre membres"
GUEST = "Invitée Attendue"
GOOD = "Bien non publié"
FUND = "Fonds non publié"
NOTE = "Note prise chez les hôtes"
PROGRAM = "Logiciel de la chargée"
_COORDINATION = frozenset({"coordinator", "coordinator_of_both"})
_TERRITORY = _COORDINATION | {"officer", "contributor"}
_NETWORK = _TERRITORY | {"officer_of_other", "reader_of_network", "reader_of_territory"}
CIRCLES: Mapping[str, frozenset[str]] = {
    RESPONDENT: _TERRITORY | {"lead_link", "section_link"},
    OFFICER: _TERRITORY,
    ANSWER: _TERRITORY | {"lead_link", "section_link"},
    TYPED: frozenset({"lead_link"}),
    REPLY: _COORDINATION | {"officer", "lead_link"},
    REMARK: _COORDINATION | {"officer", "lead_link"},
    ACT: _COORDINATION,
    DRAFT: _COORDINATION,
    MESSAGE: _COORDINATION,
    ADDRESS: _COORDINATION,
    PLAN: _NETWORK - {"officer_of_other"},
    ACTION: _NETWORK - {"officer_of_other"},
    EDITION: _NETWORK,
    MEMO: _COORDINATION,
    DECISION: _NETWORK,
    NOTE: _NETWORK,
    PROPOSAL: _NETWORK,
    LESSON: _TERRITORY,
    GOOD: _TERRITORY,
    FUND: _TERRITORY | {"officer_of_other"},
    NEED: _NETWORK,
    PROGRAM: _COORDINATION | {"officer"},
}
"""Words of the first network, and the profiles that may read them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoNetworks:
    """The people who come, and what the addresses of the first network hold in their places.

    Attributes:
        browsers: what makes a browser of each profile, signed in as it signs in.
        values: what stands for each part of an address, by room then by part; those of "" stand in every room.
    """

    browsers: Mapping[str, Callable[[], Client]]
    values: Mapping[str, Mapping[str, Any]]


def make_two_networks() -> TwoNetworks:
    """Make both networks, what the first one holds, and everybody who comes."""
    north, south = (_network(slug, sirens) for slug, sirens in (("nord", (OWN, OTHER)), ("sud", (FAR,))))
    places = {siren: Territory.objects.get(siren=siren) for siren in (OWN, OTHER, FAR)}
    people = _people(north, south, places)
    links = _campaign(north)
    numbers = _private_things(north, places[OWN], people["coordinator"], people["officer"])
    Territory.objects.update(is_invented=True)  # no register holds them: their pages need none
    signed_in = {profile: _signed_in(person) for profile, person in people.items()}
    followed = {profile: _followed(link) for profile, link in links.items()}
    revoke_invitation(by=None, invitation=links["revoked_link"])
    member = Membership.objects.get(network=north, territory=places[OWN])
    file = _prepared_file(people["coordinator"])
    mandate = Mandate.objects.get(person=people["contributor"])
    values = {
        "": {
            "slug": "nord", "siren": OWN, "network": "nord", "figure_id": "survey.enquete.q1.count_yes",
            "key": "absent", "uidb36": "1", "pk": 1, "number": 1,
        },
        "territories": {"key": people["contributor"].pk, "fact_id": "F1", "token": numbers["invited"]},
        "updates": {"pk": write_mapping(by=None, network=north, mapping=shipped_mappings()[0]).pk},
        **_alike(("territories:member", "territories:leave"), key=member.pk),
        "territories:end_mandate": {"key": mandate.pk},
        **_numbered(numbers),
        "evidence": {"slug": "synthese", "fact_id": "F1"},
        "evidence:resource": {"slug": "guide"},
        "updates:reconciliation": {"source": "ore-communes", "edition": "2024"},
        "evidence:library_recommend": {"slug": "guide"},
        **_alike(("observatory", "atlas", "updates"), measure="electricity_total", form="csv", key="absent"),
        "questionnaires": {"slug": "chantier", "code": "q1", "extension": "yaml", "day": "2013-04-01"},
        **{f"questionnaires:{name}": {"slug": "essai"} for name in ("version", "version_files", "version_file")},
        "formats": {"slug": "enquete", "suffix": "json"}, "prepared_files": {"key": file.key}, "funding": _OF_FUNDS,
        "privacy": {"key": people["contributor"].pk}, "estate": {**_OF_ESTATE, "slug": f"{OWN}-bien-non-publie"},
        **_alike(
            ("surveys", "answering", "results"), slug="enquete", code="q1", section="first", extension="yaml",
            invitation=links["section_link"].pk, token=links["lead_link"].token, digest="d" * 64,
        ),
        "surveys:open_version": {"slug": "essai", "day": "2013-04-01"}, **_alike(OPEN, token="o" * 22, receipt="r"),
        **_alike(("plans", "network_plans", "obligations"), slug="nord-pcaet", section="money", extension="xlsx"),
        **_alike(_ROOMS_OF_ACTIONS, slug="fiche", key="absent", name="actions", extension="csv"),
        "indicators": {"slug": f"{OWN}-cycle_lanes", "code": "cycle_lanes", "extension": "csv"},
        **_group(north), **make_lessons(north, places[OWN]), **foresight_objects(OWN),
        **{name: {"slug": "nord"} for name in _OF_NETWORKS} | {name: {"slug": "nord-pcaet"} for name in _OF_PLANS},
        "coding": _OF_CODING,
        "plans:state_list_complete": {"section": "needs"}, "obligations:rule": {"code": "pcet_valant_pcaet"},
        "obligations:territorial_body": {"siren": "200057867"}, "coding:open_draw": {"key": 1},
        "coding:codebook_file": {"extension": "yaml"}, "api": _OF_API,
        **_alike(("plans:section_values", "plans:line_evidence"), section="targets", key="1"),
        "synthesis": {"slug": "essai", "name": "both", "rank": 2},
    }  # fmt: skip
    return TwoNetworks(browsers={"nobody": _copied(Client()), **signed_in, **followed}, values=values)


def _alike(rooms: Sequence[str], **values: Any) -> dict[str, dict[str, Any]]:
    """The same values in the addresses of several rooms."""
    return dict.fromkeys(rooms, values)


def _prepared_file(person: Person) -> PreparedFile:
    """The answers of the campaign in a file that a person asked for; the queue has not made it."""
    fields = {"campaign": "enquete", "suffix": "json", "headings": "", "long": False, "separator": ""}
    return ask_for_file(by=person, kind="answers", fields=fields, title=Text("Enquête", "Survey"), name="reponses.json")


def _numbered(numbers: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What stands for the parts of addresses that were numbered as they were made."""
    return {
        "mail": {"key": numbers["message"]},
        "workshops": {"slug": "visite", "key": numbers["photo"], "token": numbers["link"]},
        "minutes": {"slug": "workshop-visite", "key": 1},
        "api:revoke_key": {"number": numbers["key"]},
        **_alike(("webhooks:try", "webhooks:stop"), number=numbers["webhook"]),
        "webhooks:replay": {"number": numbers["delivery"]},
        "territories:renew_invitation": {"key": numbers["invitation"]},
        "territories:withdraw_invitation": {"key": numbers["invitation"]},
        "crossreading": {
            "slug": "nord", "domain": "d1_ghg", "plan": "nord-pcaet", "fingerprint": "absent",
            "proposal": numbers["proposal"], "recommendation": "absent",
        },
    }  # fmt: skip


_ROOMS_OF_ACTIONS = ("projects", "action_files", "action_search")
_OF_ESTATE = {"kind": "building", "extension": "csv"}
_OF_FUNDS = {"slug": "fonds-non-publie", "extension": "csv"}
_OF_CODING = {
    "codebook": "obstacles", "key": "time", "address": "enquete.q1", "name": "codages", "extension": "csv",
}  # fmt: skip
_OF_API = {"address": "figures", "table": "figures", "form": "csv", "name": "editions"}
_PLANS_OF_NETWORKS = (
    "register", "register_file", "timeline", "comparison", "competences", "calendar",
    "calendar_file",
)  # fmt: skip
_OF_PLANS = (
    "projects:plan",
    "projects:budgets",
    "projects:add_to_plan",
    "projects:basis",
    "action_search:models",
    "action_files:import",
    "action_files:plan_file",
    "action_files:exchange",
    "action_files:filing_file",
    "action_files:import_filing",
    "synthesis:plan_deck",
)
_OF_NETWORKS = (
    "plans:start_of_network", "obligations:act_tables",
    *(f"network_plans:{name}" for name in _PLANS_OF_NETWORKS),
    *(f"indicators:{name}" for name in ("network", "network_health", "network_definition")),
)  # fmt: skip


def _network(slug: str, sirens: tuple[str, ...]) -> Network:
    network = create_network(by=None, slug=slug, name=Text(f"Réseau du {slug}", f"{slug} network"))
    stated = [EvidenceRef(kind="fact", key="F1")]
    for siren in sirens:
        name = f"Communauté {siren[0]}{siren[-1]}"
        territory = Territory.objects.create(siren=siren, name=name, short_name=name, kind="CC")
        admit_member(by=None, network=network, territory=territory, certainty=Certainty.CONFIRMED, evidence=stated)
    return network


def _people(north: Network, south: Network, places: Mapping[str, Territory]) -> dict[str, Person]:
    """Everybody who signs in, by profile: the mandates are those of today unless their name says otherwise."""
    own, other, far = places[OWN], places[OTHER], places[FAR]
    today = timezone.localdate()
    people = {
        profile: register_person(by=None, email=f"{profile}@exemple.fr", name=name, password=PASSWORD)
        for profile, name in {**dict.fromkeys(PROFILES, "Quelqu’un"), "officer": OFFICER}.items()
    }

    def give(profile: str, role: Role, on: Network | Territory, **days: date) -> None:
        place: dict[str, Any] = {"network" if isinstance(on, Network) else "territory": on, **days}
        grant_mandate(by=None, person=people[profile], role=role, **place)

    give("coordinator", Role.COORDINATOR, north)
    give("coordinator_of_both", Role.COORDINATOR, north)
    give("coordinator_of_both", Role.COORDINATOR, south)
    give("coordinator_elsewhere", Role.COORDINATOR, south)
    give("officer", Role.MEMBER_OFFICER, own)
    give("contributor", Role.CONTRIBUTOR, own)
    give("reader_of_territory", Role.READER, own)
    give("reader_of_network", Role.READER, north)
    give("officer_of_other", Role.MEMBER_OFFICER, other)
    give("officer_elsewhere", Role.MEMBER_OFFICER, far)
    give("closed_account", Role.COORDINATOR, north)
    give("officer_to_come", Role.MEMBER_OFFICER, own, valid_from=today + DAY)
    give("officer_of_the_past", Role.MEMBER_OFFICER, own, valid_from=today - 9 * DAY, valid_to=today)
    give("coordinator_of_the_past", Role.COORDINATOR, north, valid_from=today - 9 * DAY, valid_to=today)
    Person.objects.filter(pk=people["closed_account"].pk).update(is_active=False)
    return people


PROFILES = (
    "outsider", "closed_account", "officer_of_the_past", "officer_to_come", "coordinator_of_the_past", "contributor",
    "officer", "officer_of_other", "reader_of_network", "reader_of_territory", "coordinator", "coordinator_elsewhere",
    "officer_elsewhere", "coordinator_of_both",
)  # fmt: skip
LINKS = {
    "lead_link": InvitationRole.LEAD,
    "section_link": InvitationRole.CONTRIBUTOR,
    "revoked_link": InvitationRole.CONTRIBUTOR,
}
EVERYBODY = ("nobody", *PROFILES, *LINKS)


def _campaign(north: Network) -> dict[str, Invitation]:
    """A survey that runs: one answer, not validated, words not saved, a remark, and three personal links."""
    today = timezone.localdate()
    version = record_questionnaire(by=None, text=SMALL_YAML, file="essai.yaml")
    campaign = open_campaign(
        by=None, slug="enquete", network=north, questionnaire=version, title=Text("Enquête", "Survey"),
        opened_on=today - DAY, closed_on=today + DAY,
    )  # fmt: skip
    links = {
        profile: invite(
            by=None, campaign=campaign, siren=OWN, name=RESPONDENT, email=ADDRESS if role is _LEAD else "",
            expires_at=FAR_DAY, role=role, sections=() if role is _LEAD else ("first",),
        )
        for profile, role in LINKS.items()
    }  # fmt: skip
    lead = links["lead_link"]
    access = authorize_answering(campaign=campaign, siren=OWN, link=lead)
    record_answer(campaign=campaign, siren=OWN, question="q1", value={"choice": "yes", "text": ANSWER})
    campaign.answers.update(by=lead.holder, invitation=lead)
    record_answer(campaign=campaign, siren=OTHER, question="q1", value={"choice": "no", "text": "Faute de temps"})
    validate_section(access=authorize_answering(campaign=campaign, siren=OTHER))
    comment_on_answers(access=access, text=REMARK)
    typed = {"text": f"value: {TYPED}", "value": {"value": [TYPED]}, "reason": "invalid", "invitation": lead}
    campaign.unsaved_entries.create(territory_id=OWN, question="q2", by=lead.holder, **typed)
    file = {"name": "a.txt", "media_type": "text/plain", "size": 1, "content": ANSWER.encode()}
    campaign.attachments.create(territory_id=OWN, question="q1", sha256="d" * 64, by=lead.holder, **file)
    opened = OpenLink.objects.create(campaign=campaign, thanks="Un résumé pour les élus.", token="o" * 22)
    told = {"q1": {"choice": "yes", "text": REPLY}}
    opened.replies.create(territory_id=OWN, values=told, receipt_sha256=digest_token("r"))
    return links


def _private_things(north: Network, own: Territory, coordinator: Person, officer: Person) -> dict[str, Any]:
    """What the first network keeps: an act, a message, an invitation, a draft, a plan, a text, codings, a value."""
    with acting(by=coordinator, act="try") as act:
        act.record(ObjectRef("territories", "network", "nord"), summary=ACT, network="nord")
    message = queue_message(kind="essai", to=ADDRESS, subject=MESSAGE, body="Bonjour", network="nord")
    invited = invite_person(
        by=None, email="attendue@exemple.fr", name=GUEST, role=Role.READER, network=north, site="https://autan.example",
        is_mailed=False,
    )  # fmt: skip
    begin_draft(by=coordinator, questionnaire=blank_questionnaire("chantier", DRAFT, "Draft"))
    heading = PlanHeading(slug="nord-pcaet", title=PLAN, kind=PlanKind.PCAET, scope=PlanScope.TERRITORY)
    plan = start_plan(by=officer, heading=heading, subjects=[own])
    add_sheet(by=officer, sheet_input=SheetInput(typed={"title": ACTION, "officer": OFFICER}), plan=plan, slug="fiche")
    write_asset(by=officer, territory=own, asset=EstateAsset(kind=AssetKind.CAR_PARK, name=GOOD, source="Relevé"))
    call = FundingCall(kind=CallKind.FUND, name=FUND, funder="Région", source="Règlement", read_on=DAY_ONE)
    write_call(by=officer, network=north, call=call)
    follow_indicator(by=officer, territory=own, code="cycle_lanes", since=DAY_ONE)
    _keep_facts()
    record_own_value(
        by=officer,
        territory=own,
        value_input=GivenValue(
            measure="electricity_total", date="2024", value=10.0, unit="MWh", reason="Relevé", document="Relevé de 2024"
        ),
    )
    _coded(north, coordinator)
    scope = KeyScope(holder=officer, network="nord", act="indicator_values", expires_on=timezone.localdate() + DAY)
    key, _text = issue_key(by=officer, name=PROGRAM, scope=scope)
    opened, photo = _workshops(north)
    record_edition(
        by=None, source=WITHOUT_MAP.replace("network: autan", "network: nord").replace("L'essai", EDITION), file="a.md"
    )
    proposed = Proposal(
        title=PROPOSAL, origin=ProposalOrigin.NEED, scale_reason=ScaleReason.COST, scale_words="Moins cher à plusieurs"
    )
    proposal = make_proposal(by=officer, network=north, proposal=proposed)
    assert invited.invitation is not None
    url, events = "https://programme.exemple.fr/", ["edition_published"]
    webhook, _secret = register_webhook(by=coordinator, network="nord", name=PROGRAM, url=url, events=events)
    return {
        "link": opened.link_token,
        "webhook": webhook.pk,
        "delivery": take(WEBHOOK, "try_webhook", webhook, by=coordinator, at=timezone.now()).result.pk,
        "photo": photo.pk,
        "proposal": proposal.slug,
        "message": message.pk,
        "key": key.pk,
        "invitation": invited.invitation.pk,
        "invited": invited.link.rstrip("/").split("/")[-1],
    }


def _group(north: Network) -> dict[str, dict[str, Any]]:
    """What stands for the parts of the addresses of the working group: nothing of it is public."""
    today = timezone.localdate()
    body = make_body(by=None, network=north, body=Body(name_fr=DECISION, slug="instance", kind=BodyKind.OFFICERS))
    seat = assign_seat(by=None, body=body, seat=Seat(name="Quelqu’un"))
    meeting_input = MeetingInput(title=Text(DECISION, DECISION), day=today)
    meeting = plan_meeting(by=None, body=body, meeting_input=meeting_input, slug="reunion")
    draft = DecisionDraft(title=DECISION, decided_on=today, text=DECISION)
    decision = record_decision(by=None, body=body, draft=draft, today=today)
    task = assign_task(by=None, owner=seat, what=DECISION, due_on=today, given_on=today, meeting=meeting)
    objective = keep_objective(
        by=None, network=north, objective=Objective(year=2026, rank=1, text_fr="Objectif", text_en="Objective")
    )
    link = MailLink.objects.create(seat=seat, task=task, used_at=timezone.now())
    return {
        "working_group": {"slug": meeting.slug, "key": task.pk, "token": sign_link(link)},
        "working_group:settle_objective": {"key": objective.pk},
        "working_group:end_seat": {"key": seat.pk},
        **{f"working_group:{name}": {"slug": body.slug} for name in _OF_BODIES},
        **{f"working_group:{name}": {"slug": decision.slug} for name in ("decision", "follow_decision", "withdraw")},
    }


_OF_BODIES = ("body", "change_body", "assign_seat", "plan", "add_decision", "feed")


def _keep_facts() -> None:
    """The public facts that the text rests on, and a resource that one of them mentions."""
    keep_facts({"F1": "10", "F2": "11", "F3": ""})
    row = {"slug": "guide", "kind": "document", "title": "Guide", "producer": "", "url": "", "tags": [], "fact": "F1"}
    record_resources(by=None, file="resources.csv", rows=[row])


def _coded(north: Network, coordinator: Person) -> None:
    """A codebook, the answers to a question as its corpus, and a coding with a note."""
    codes = (Code(key="time", label=Text("Temps", "Time")),)
    book = Codebook(slug="obstacles", title=Text("Difficultés", "Obstacles"), version=1, day=DAY_ONE, codes=codes)
    corpus = add_corpus(by=None, codebook=record_codebook(by=None, network=north, codebook=book), address="enquete.q1")
    code(corpus, coordinator, OTHER, "time", "temps", memo=MEMO)


def _workshops(north: Network) -> tuple[Workshop, WorkshopFile]:
    """A visit with a note, a photo without consent, and minutes as a draft; another one, whose link is open."""
    heading = WorkshopHeading(
        slug="visite", title="Visite", format=WorkshopFormat.VISIT, status=WorkshopStatus.HELD, host=OWN, day=DAY_ONE
    )
    workshop, opened = (
        start_workshop(by=None, network=north, heading=each, today=timezone.localdate())
        for each in (heading, replace(heading, slug="ouverte"))
    )
    for each in (workshop, opened):
        take(NOTES, "open_notes", each, by=None, at=timezone.now())
    note = NoteInput(
        identifier=str(uuid4()), moment=Moment.AMBITION, kind=NoteKind.FACT, text=NOTE, author="",
        written_at=timezone.now(),
    )  # fmt: skip
    keep_note(workshop=workshop, note_input=note)
    photo = io.BytesIO()
    Image.new("RGB", (8, 8)).save(photo, "PNG")
    kept = add_file(
        by=None, workshop=workshop, file_input=FileInput(name="a.png", data=photo.getvalue(), title="Photo")
    )
    draft_minutes(by=None, workshop=workshop)
    return opened, kept


def _signed_in(person: Person) -> Callable[[], Client]:
    """What makes a browser in which somebody signed in; the session is made once."""
    first = Client()
    first.force_login(person)
    return _copied(first)


def _followed(link: Invitation) -> Callable[[], Client]:
    """What makes a browser in which a personal link was followed."""
    first = Client()
    first.get(reverse("answering:link", kwargs={"token": link.token}))
    return _copied(first)


def _copied(first: Client) -> Callable[[], Client]:
    def make() -> Client:
        browser = Client()
        browser.cookies = deepcopy(first.cookies)
        browser.handler = first.handler  # its middleware is loaded
        return browser

    return make
