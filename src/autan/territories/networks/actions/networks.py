"""The only writer of networks, of their settings and of their templates; `memberships` takes in a table of members."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from autan.evidence.figures.actions.facts import rename_subject
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.documents.renderers.odt.template import OdtTemplate, open_odt_template
from autan.ground.documents.renderers.slide_template import SlideTemplate, open_slide_template
from autan.ground.documents.renderers.word.template import WordTemplate, open_template
from autan.ground.errors import RuleError
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.whole_files import whole_file
from autan.ground.wordings import Sentence, Text
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef, list_changes, require_version
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.territories import follow_territory, record_identity
from autan.territories.networks.core.colours import PAPER, is_colour, readable_on
from autan.territories.networks.importers.network_description import read_network_description
from autan.territories.networks.models import Mandate, Network
from autan.territories.networks.queries.networks import get_network, template_path
from autan.territories.perimeters.core.departments import TIME_ZONES

_COORDINATE = "territories.coordinate_network"


def create_network(
    *,
    by: Person | None,
    slug: str,
    name: Text,
    description: Text = NO_TEXT,
    gaps: Sequence[Text] = (),
    is_invented: bool = False,
) -> Network:
    """Make a network, or bring the one of the same slug up to date; who makes a network coordinates it.

    `gaps`: what is known not to be known of it, one sentence each.
    """
    current = Network.objects.filter(slug=slug).first()
    with acting(by=by, act="create_network", permission=_COORDINATE, on=current) as act:
        network = current or Network(slug=slug)
        before = _as_read(network)
        network.name_fr, network.name_en = name.fr, name.en
        network.description_fr, network.description_en = description.fr, description.en
        network.gaps = [[gap.fr, gap.en] for gap in gaps]
        network.is_invented = is_invented
        changes = list_changes(before, _as_read(network))
        if current is None or changes:
            network.save()
            act.record(
                ObjectRef("territories", "network", slug),
                summary=f"Réseau « {name.fr} » {'mis à jour' if current else 'créé'}",
                network=slug,
                changes=changes if current else (),
            )
        if current is None and by is not None:
            Mandate.objects.create(person=by, role=Mandate.Role.COORDINATOR, network=network)
    return network


def _as_read(network: Network) -> dict[str, str]:
    """What a reader of the journal compares."""
    return {
        "nom": network.name_fr,
        "nom anglais": network.name_en,
        "description": network.description_fr,
        "description anglaise": network.description_en,
        "lacunes connues": " ".join(gap.fr for gap in network.known_gaps),
        "inventé": "oui" if network.is_invented else "non",
    }


def load_network(*, source: Path, by: Person | None) -> Network:
    """Take in a network whole from its description in YAML; taking it in again changes nothing.

    `source`: file in the form of `instance/demo/content/network.yaml`.
    Raises ImportFileError when the description is at fault; nothing is written.
    """
    described = read_network_description(source)
    with acting(by=by, act="load_network", permission=_COORDINATE):
        network = create_network(
            by=by, slug=described.slug, name=described.name, description=described.description, gaps=described.gaps
        )
        for rank, member in enumerate(described.members, start=1):
            territory = follow_territory(by=by, siren=member.siren, short_name=member.short_name)
            admit_member(
                by=by,
                network=network,
                territory=territory,
                certainty=member.certainty,
                evidence=[EvidenceRef(kind="fact", key=fact) for fact in member.facts],
                rank=rank,
                note=member.note,
            )
            fields: dict[str, object] = {
                "evidence": [["fact", fact] for fact in member.identity_facts],
                "short_name": member.identity_short_name,
            }
            for name, text in member.identity.items():
                fields |= {f"{name}_fr": text.fr, f"{name}_en": text.en}
            record_identity(by=by, territory=territory, year=described.identity_year, fields=fields)
    return network


SETTINGS = (
    "name_fr", "name_en", "description_fr", "description_en", "is_bilingual", "sender_name", "reply_to", "colour",
    "time_zone", "reminds",
)  # fmt: skip


class UnreadableColourError(RuleError):
    """A text of this colour could not be read on the pages. `nearest`: the nearest colour that can."""

    def __init__(self, colour: str, nearest: str) -> None:
        self.nearest = nearest
        super().__init__(
            "un texte de la couleur {colour} se lirait mal\u202f; la plus proche qui se lit est {nearest}",
            colour=colour,
            nearest=nearest,
        )


def change_settings(*, by: Person | None, network: Network, fields: Mapping[str, Any], seen: str = "") -> Network:
    """Change the settings of a network; one in French alone says the same in both languages.

    `fields`: value of each of `SETTINGS`.
    `seen`: version that the person saw; empty when none was shown.

    Raises:
        RuleError: it has no name.
        UnreadableColourError: its colour cannot be read on the pages.
    """
    with acting(by=by, act="change_settings", permission=_COORDINATE, on=network) as act:
        current = Network.objects.select_for_update().get(pk=network.pk)
        before, former = settings_fields(current), current.name_fr
        require_version(seen, before)
        for name in SETTINGS:
            setattr(current, name, fields[name])
        # an English that was typed before would outlive the choice of French alone
        if not current.is_bilingual:
            current.name_en, current.description_en = current.name_fr, current.description_fr
        _refuse_wrong(current)
        changes = list_changes(before, settings_fields(current))
        if changes:
            current.save(update_fields=SETTINGS)
            rename_subject(before=former, after=current.name_fr)
            ref, slug = ObjectRef("territories", "network", current.slug), current.slug
            act.record(ref, summary=f"Réglages du réseau « {current.name_fr} » changés", network=slug, changes=changes)
    return current


def set_aside(*, by: Person | None, network: Network, code: str, title: str, is_aside: bool) -> bool:
    """Set aside a part of the year that a network does not want, or take it up again; nothing of it is lost.

    Returns False where it was so already.
    """
    with acting(by=by, act="set_aside", permission=_COORDINATE, on=network) as act:
        current = Network.objects.select_for_update().get(pk=network.pk)
        if (code in current.set_aside) == is_aside:
            return False
        current.set_aside = sorted({*current.set_aside, code} if is_aside else {*current.set_aside} - {code})
        current.save(update_fields=["set_aside"])
        summary = f"« {title} » mis de côté" if is_aside else f"« {title} » repris"
        act.record(ObjectRef("territories", "network", current.slug), summary=summary, network=current.slug)
    return True


def _refuse_wrong(network: Network) -> None:
    if not (network.name_fr.strip() and network.name_en.strip()):
        raise RuleError("un réseau a un nom")
    if network.time_zone and network.time_zone not in TIME_ZONES:
        raise RuleError("choisissez une heure de la liste")
    if network.colour and not is_colour(network.colour):
        raise RuleError("une couleur s’écrit # suivi de six chiffres hexadécimaux")
    if network.colour and readable_on(network.colour, PAPER) != network.colour:
        raise UnreadableColourError(network.colour, readable_on(network.colour, PAPER))


def settings_fields(network: Network) -> dict[str, str | None]:
    """What a reader of the journal compares, and what the version of the form is made from."""
    return {
        "nom": network.name_fr,
        "nom anglais": network.name_en,
        "description": network.description_fr or None,
        "description anglaise": network.description_en or None,
        "langues": "français et anglais" if network.is_bilingual else "français",
        "expéditeur": network.sender_name or None,
        "adresse de réponse": network.reply_to or None,
        "couleur": network.colour or None,
        "heure": network.time_zone or None,
        "rappels": "d’eux-mêmes" if network.reminds else None,
    }


_TEMPLATES: Final[Mapping[str, tuple[str, Callable[[bytes, str], OdtTemplate | SlideTemplate | WordTemplate]]]] = {
    "odt": ("odt", open_odt_template),
    "ott": ("odt", open_odt_template),
    "pptx": ("pptx", open_slide_template),
}
_REFUSAL = "seule la coordination du réseau choisit le modèle de ses documents"


def keep_template(*, by: Person | None, network: str, data: bytes, file: str) -> list[Text]:
    """Keep a Word document, a text of LibreOffice or slides, as the template of the files of that kind of a network.

    Raises UnknownNetworkError when there is no such network.

    Returns what is to be known of it: styles or layouts that it lacks, columns of its page.
    """
    target = get_network(network)
    with acting(by=by, act="keep_template", permission=_COORDINATE, on=target, refusal=_REFUSAL) as act:
        ending = file.lower().rpartition(".")[2]
        kind, opening = _TEMPLATES.get(ending, ("docx", open_template))
        opened = opening(data, file)
        act.record(ObjectRef("documents", "template", network), summary=f"Modèle donné : {file}", network=network)
        with whole_file(template_path(network, kind)) as kept:
            kept.write(data)
    remarks: list[Text] = []
    if opened.missing:
        names = ", ".join(opened.missing)
        sentence = (
            Sentence("dispositions absentes du modèle, une autre en tient lieu : {names}", names=names)
            if kind == "pptx"
            else Sentence("styles absents du modèle, remplacés par ceux d’Autan : {names}", names=names)
        )
        remarks.append(sentence)
    if opened.columns > 1:
        remarks.append(
            Sentence(
                "le texte est sur {columns} colonnes : dessins et tableaux prennent la largeur d’une",
                columns=opened.columns,
            )
        )
    return remarks
