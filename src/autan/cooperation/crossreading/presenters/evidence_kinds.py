"""How the passages of a member and a second reading are described in a trace, and how figures are found."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils import timezone

from autan.cooperation.crossreading.core.addresses import (
    BLIND_KIND,
    READING_KIND,
    RECOMMENDATION_KIND,
    SOURCE,
    ReadingKey,
)
from autan.cooperation.crossreading.core.alignments import CoverageStatus, MemberReading
from autan.cooperation.crossreading.core.findings import Addressee
from autan.cooperation.crossreading.core.frame import FrameError
from autan.cooperation.crossreading.models import BlindAlignment, SecondReading
from autan.cooperation.crossreading.queries.figures import find_crossread_figure, may_read_crossread_figure
from autan.cooperation.crossreading.queries.proposals import readable_recommendations, recommendations_named
from autan.cooperation.crossreading.queries.readings import NetworkReading, network_reading
from autan.evidence.figures.core.evidence_cards import EvidenceCard, EvidenceTable
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource, Reader, version_of_rooms
from autan.ground.errors import UnknownError
from autan.ground.texts.core.notation import date_text, read_whole
from autan.ground.texts.language import day_of
from autan.ground.wordings import Sentence, Text

_MOST_ROWS = 40
_MADE_UP = Sentence("Lecture de plans inventés, pour essayer.")
_INVENTED = Sentence("Recommandation inventée, pour essayer.")
_ABSENT = Sentence("Tout le plan est lu ; rien n’y est aligné ici.")


def describe_readings(keys: Sequence[str], reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe what a member carries on a part of the frame: its passages, one a row; who aligned each, to insiders."""
    parsed = {text: key for text in keys if (key := ReadingKey.parse(text))}
    return {text: card for text, key in parsed.items() if (card := _card(text, key, reader))}


def _card(text: str, key: ReadingKey, reader: Reader) -> EvidenceCard | None:
    try:
        reading = network_reading(key.network)
        domain = reading.frame.domain(key.domain).label
    except (UnknownError, FrameError):
        return None
    member = next((member for member in reading.members if member.siren == key.siren), None)
    if member is None:
        return None
    name = reading.corpus.names[key.siren]
    is_inside = reader.has_perm("crossreading.read_internal", reading.network)
    is_absent = member.coverage(key.domain, key.theme) is CoverageStatus.ABSENT
    return EvidenceCard(
        ref=EvidenceRef(kind=READING_KIND, key=text),
        title=Sentence("{name} : {domain}", name=name, domain=domain),
        statement=_ABSENT if is_absent else reading.note.words,
        table=None if is_absent else _table(member, key, reading, is_inside=is_inside),
        note=_MADE_UP if reading.network.is_invented else None,
        whole_list=reverse("crossreading:domain", kwargs={"slug": key.network, "domain": key.domain}),
    )


def _table(member: MemberReading, key: ReadingKey, reading: NetworkReading, *, is_inside: bool) -> EvidenceTable:
    passages = member.on(key.domain, key.theme)
    rows = [
        (
            passage.text,
            passage.kind.label.fr,
            passage.strength.label.fr,
            *((reading.decisions[passage.key].by_name,) if is_inside else ()),
        )
        for passage in passages[:_MOST_ROWS]
    ]
    columns = ("Passage", "Nature", "Portée", *(("Lu par",) if is_inside else ()))
    return EvidenceTable(columns=columns, rows=tuple(rows), total_rows=len(passages))


def describe_blind(keys: Sequence[str], _reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe second readings: how many passages were drawn, how many were read, from which seed. Two queries."""
    numbers = [number for key in keys if (number := read_whole(key)) is not None]
    readings = SecondReading.objects.filter(pk__in=numbers)
    cards = {}
    for reading in readings:
        aligned, drawn = BlindAlignment.objects.filter(reading=reading).count(), len(reading.passages)
        cards[str(reading.pk)] = EvidenceCard(
            ref=EvidenceRef(kind=BLIND_KIND, key=str(reading.pk)),
            title=Sentence("Seconde lecture, sans voir la première"),
            statement=date_text(
                timezone.localdate(reading.drawn_at),
                f"Passages relus\u00a0: {aligned} sur {drawn} au tirage (graine {reading.seed}), le {{}}.",
                f"Passages read again: {aligned} of {drawn} drawn (seed {reading.seed}), on {{}}.",
            ),
        )
    return cards


def describe_recommendations(keys: Sequence[str], _reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe recommendations by their text, whom they are for, and the finding that they rest on. One query."""
    return {
        record.slug: EvidenceCard(
            ref=EvidenceRef(kind=RECOMMENDATION_KIND, key=record.slug),
            title=Text(record.text_fr, record.text_en or record.text_fr),
            statement=Text(
                f"{Addressee(record.addressee).label.fr} · {record.finding_fr}",
                f"{Addressee(record.addressee).label.en} · {record.finding_en}",
            ),
            recorded=day_of(record.made_at),
            note=_INVENTED if record.network.is_invented else None,
            is_free_text=True,
        )
        for record in recommendations_named(keys)
    }


def _page_of_recommendations(key: str) -> str:
    """The page of a network that lists a recommendation; empty once it is gone. One query."""
    networks = [record.network.slug for record in recommendations_named([key])]
    return reverse("crossreading:recommendations", args=networks) if networks else ""


EVIDENCE = (
    EvidenceKind(
        kind=RECOMMENDATION_KIND,
        describe=describe_recommendations,
        readable=readable_recommendations,
        page=_page_of_recommendations,
    ),
    # whoever asks may read both kinds: they are about published plans alone
    EvidenceKind(kind=READING_KIND, describe=describe_readings),
    EvidenceKind(kind=BLIND_KIND, describe=describe_blind),
    FigureSource(
        name=SOURCE,
        find=find_crossread_figure,
        may_read=may_read_crossread_figure,
        version=version_of_rooms(
            "crossreading", "plans", "projects", "indicators", "surveys", "territories", "evidence", "observatory"
        ),
    ),
)
