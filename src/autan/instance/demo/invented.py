"""Loads the invented network: twelve imaginary territories, their outlines, two campaigns, and hand-written answers.

What is invented is described in `content/invented/`; here it only goes through the actions of the rooms, as the answers
of anybody would.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from autan.coding.codings.actions.codebooks import add_corpus, offer_reply, record_codebook, show_counts
from autan.coding.codings.actions.codings import apply_code, mark_read
from autan.coding.codings.core.anchors import anchor_quote
from autan.coding.codings.core.codings import Coder, DisagreementOutcome
from autan.coding.codings.models import Corpus
from autan.coding.codings.queries.codebooks import shipped_codebooks
from autan.coding.codings.queries.text_sources import read_texts
from autan.coding.results.actions import draw_double_coding, open_results, settle
from autan.evidence.figures.core.codable_texts import CodableText
from autan.ground.tables.importers.yaml_document import read_document, read_yaml_file
from autan.ground.wordings import Text
from autan.instance.demo.people import INVENTED_NETWORK
from autan.people.workflows.actions import take
from autan.survey.answering.actions.territory_lead import validate_section
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.actions.imported_answers import load_collected_answers
from autan.survey.campaigns.actions.invitations import invite
from autan.survey.campaigns.actions.workflow import CAMPAIGN
from autan.survey.campaigns.models import Campaign
from autan.survey.campaigns.queries.answering_access import authorize_answering
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.survey.questionnaires.importers import DEFINITIONS
from autan.territories.networks.actions.contours import record_outlines
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import invent_territory
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import get_network
from autan.territories.perimeters.core.bodies import EpciKind
from autan.territories.perimeters.lake.contours import read_geojson

FOLDER = Path(__file__).parent / "content" / "invented"


@transaction.atomic
def load_invented_network(*, folder: Path = FOLDER) -> Network:
    """Take in the invented network whole; doing it again changes nothing, and never what somebody answered since."""
    described = read_yaml_file(folder / "network.yaml")
    network = create_network(
        by=None,
        slug=described["slug"],
        name=Text(**described["name"]),
        description=Text(**described["description"]),
        gaps=[Text(**gap) for gap in described["gaps"]],
        is_invented=True,
    )
    for rank, member in enumerate(described["members"], start=1):
        _admit(network, member, rank)
    contours = described["contours"]
    record_outlines(by=None, contours=read_geojson(folder / contours["file"]), credit=Text(**contours["credit"]))
    for sheet in read_yaml_file(folder / "campaigns.yaml"):
        _keep_campaign(folder, sheet, network)
    return network


def _admit(network: Network, member: Mapping[str, Any], rank: int) -> None:
    territory = invent_territory(
        by=None,
        siren=member["siren"],
        name=member["name"],
        short_name=member["short_name"],
        kind=EpciKind(member["kind"]),
        communes=member["communes"],
        population=member["population"],
    )
    admit_member(by=None, network=network, territory=territory, certainty=Certainty.CONFIRMED, rank=rank)


def _keep_campaign(folder: Path, sheet: Mapping[str, Any], network: Network) -> None:
    """Open the campaign the first time, with its links and validations; then only bring in what is new."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted((folder / sheet["answers"]).glob("*.yaml"))}
    campaign = Campaign.objects.filter(slug=sheet["slug"]).first()
    if campaign is not None:
        load_collected_answers(by=None, campaign=campaign, texts=texts)
        return
    campaign = _open(folder, sheet, network)
    load_collected_answers(by=None, campaign=campaign, texts=texts)
    take(CAMPAIGN, "show_results", campaign, by=None, at=timezone.now())
    if "validated" in sheet:
        heads: dict[str, Any] = {
            Path(name).stem: read_document(text.partition("\nanswers:")[0], name).value for name, text in texts.items()
        }
        _invite_leads(campaign, heads, sheet["closed"])
        for slug, sections in sheet["validated"].items():
            _validate(campaign, heads[slug], sections)


def _open(folder: Path, sheet: Mapping[str, Any], network: Network) -> Campaign:
    name = sheet["questionnaire"]
    path = folder / name if name.endswith(".yaml") else DEFINITIONS / f"{name}.fr-en.yaml"
    version = record_questionnaire(by=None, text=path.read_text(encoding="utf-8"), file=path.name)
    return open_campaign(
        by=None,
        slug=sheet["slug"],
        network=network,
        questionnaire=version,
        title=Text(**sheet["title"]),
        note=Text(**sheet["note"]),
        opened_on=sheet["opened"],
        closed_on=sheet["closed"],
    )


def _invite_leads(campaign: Campaign, heads: Mapping[str, Mapping[str, Any]], last_day: date) -> None:
    """Give each territory its link, so that tracking and reminders have somebody to speak to."""
    last = timezone.make_aware(datetime.combine(last_day, time(23, 59)))
    for slug, head in heads.items():
        invite(
            by=None,
            campaign=campaign,
            siren=head["territory"],
            name=head["by"],
            email=f"{slug}@exemple.fr",
            expires_at=last,
        )


def _validate(campaign: Campaign, head: Mapping[str, Any], sections: Sequence[str]) -> None:
    at = timezone.make_aware(datetime.combine(head["on"], time(17, 30)))
    access = authorize_answering(campaign=campaign, siren=head["territory"], name=head["by"])
    for section in sections:
        validate_section(access=access, section=section, now=at)


_FILE = Path(__file__).parent / "content" / "invented" / "coding.yaml"


@transaction.atomic
def load_invented_coding(*, file: Path = _FILE) -> int:
    """Take in the work of the invented coders where it is not there yet; return how many sets of answers were coded."""
    described = read_yaml_file(file)
    network = get_network(INVENTED_NETWORK)
    coders = {key: Coder(key=f"invented-{key}", name=name) for key, name in described["coders"].items()}
    shipped = {codebook.slug: codebook for codebook in shipped_codebooks()}
    count = 0
    for sheet in described["corpora"]:
        codebook = record_codebook(by=None, network=network, codebook=shipped[sheet["codebook"]])
        if not Corpus.objects.filter(codebook=codebook, address=sheet["address"]).exists():
            _code(add_corpus(by=None, codebook=codebook, address=sheet["address"]), sheet, coders)
            count += 1
    return count


def _code(corpus: Corpus, sheet: Mapping[str, Any], coders: Mapping[str, Coder]) -> None:
    texts = {text.siren: text for text in read_texts(corpus).texts}
    drawn = None
    if draw := sheet.get("double_coding"):
        share = draw["share_pct"] / 100
        drawn = draw_double_coding(by=None, corpus=corpus, coders=[*coders.values()], seed=draw["seed"], share=share)
    for key, coded in sheet["coded"].items():
        for siren, codes in coded.items():
            _code_text(corpus, texts[siren], codes, coders[key])
    # only once both have coded, neither seeing the other
    if drawn is not None:
        open_results(by=None, double_coding=drawn)
    for one in sheet.get("settled", ()):
        settle(
            by=None,
            corpus=corpus,
            text=texts[one["territory"]].key,
            code=one["code"],
            decision=DisagreementOutcome(one["decision"]),
            reason=one["reason"],
            by_name=" et ".join(coder.name for coder in coders.values()),
        )
    offer_reply(by=None, corpus=corpus, sirens=sheet.get("offered", ()))
    show_counts(by=None, corpus=corpus, to_all=sheet.get("is_shown", False))


def _code_text(corpus: Corpus, text: CodableText, fields: list[Mapping[str, str]], coder: Coder) -> None:
    for one in fields:
        anchor = anchor_quote(text.text, one["words"])
        memo = one.get("memo", "")
        apply_code(by=None, corpus=corpus, text=text, code=one["code"], anchor=anchor, memo=memo, coder=coder)
    mark_read(by=None, corpus=corpus, texts=[text], is_read=True, coder=coder)
