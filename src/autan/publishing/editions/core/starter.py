"""The first note of a network: a living text made of the figures that there are, and of what is not known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.intervals import Interval
from autan.evidence.figures.core.numbers import falling_order
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core.amounts import one_unit

_FINDINGS, _IN_STRIP = 3, 4
_TOP, _NEXT = "_top", "_next"


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterLine:
    """One figure of a first note.

    Attributes:
        source: who says it, for the chart.
        pattern: address of the same figure of a member, where `{siren}` stands for it; empty when members have none.
        by_member: figure of each member that has one, by short name, in the order of the network.
        place: whose figure it is, when it is not that of the network.
    """

    code: str
    figure_id: str
    figure: Figure | None
    source: Text
    pattern: str = ""
    by_member: Mapping[str, Figure]
    label: Text = NO_TEXT
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterChapter:
    """One chapter: its title and its figures, none where the room knows nothing."""

    title: Text
    lines: Sequence[StarterLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterText:
    """A living text before it is written to a file: its head, as plain values, and its Markdown."""

    head: Mapping[str, Any]
    body: str


def compose_starter(
    *,
    slug: str,
    network: str,
    name: Text,
    chapters: Sequence[StarterChapter],
    is_invented: bool = False,
    is_bilingual: bool = False,
) -> StarterText:
    """Write the first note of a network: what to remember, what is not known, then a chapter for each room.

    A chart by member says which one is highest only where its value and the next are complete: between lower bounds
    nothing can be affirmed. Figures that nothing gives are listed as not known, and so are chapters without any. The
    English summary is that of a network whose pages are in English.
    """
    known = [line for chapter in chapters for line in chapter.lines if _is_known(line)]
    figures = {line.code: line.figure_id for line in known}
    charts: dict[str, Any] = {}
    for line in known:
        if line.by_member:
            figures |= _comparison(line)
            charts[f"{line.code}_by_member"] = _chart(line)
    parts = [_summary(chapters), *_unknown_list(chapters)]
    for chapter in chapters:
        lines = [line for line in chapter.lines if _is_known(line)]
        parts += [f"# {chapter.title.fr}\n"] if lines else []
        for line in lines:
            parts.append(_paragraph(line))
            parts += [f"{{{{chart: {line.code}_by_member}}}}\n"] if line.by_member else []
    head = _head(slug, network, name, is_invented=is_invented) | {"figures": figures, "charts": charts}
    head["english_summary"] = _english(known) if is_bilingual else ""
    return StarterText(head={key: value for key, value in head.items() if value}, body="\n".join(parts))


def _is_known(line: StarterLine) -> bool:
    return line.figure is not None and line.figure.is_known and line.figure.has_evidence


def _head(slug: str, network: str, name: Text, *, is_invented: bool) -> dict[str, Any]:
    notice = Sentence("Première note, composée d’après les données présentes. ")
    made_up = Sentence("Réseau inventé, pour essayer.") if is_invented else Text("", "")
    return {
        "slug": slug,
        "label": _both(Sentence("Première note")),
        "network": network,
        "title": _both(Sentence("L’énergie dans les territoires : {name}", name=name)),
        "subtitle": _both(Sentence("Ce que le réseau en sait, et ce qu’il ne sait pas")),
        "notice": _both(Text((notice.fr + made_up.fr).strip(), (notice.en + made_up.en).strip())),
    }


def _both(text: Text) -> dict[str, str]:
    return {"fr": text.fr, "en": text.en}


def _summary(chapters: Sequence[StarterChapter]) -> str:
    """What to remember, then the other key figures."""
    lead = "Cette note rassemble ce que tient le réseau aujourd’hui : chaque chiffre mène à sa preuve."
    telling = _remembered_lines(chapters)
    if not telling:
        return f"{lead} Aucune donnée n’est encore présente.\n"
    findings = [f"{rank}. {_finding(line)}" for rank, line in enumerate(telling[:_FINDINGS], start=1)]
    strip = ", ".join(line.code for line in telling[_FINDINGS : _FINDINGS + _IN_STRIP])
    return "\n".join([*findings, "", *([f"{{{{figures: {strip}}}}}", ""] if strip else []), f"{lead}\n"])


def _remembered_lines(chapters: Sequence[StarterChapter]) -> list[StarterLine]:
    """The figures that are known, those to remember first: one of each room, who the members are after what they do."""
    known = [[line for line in chapter.lines if _is_known(line) and not _is_strip(line)] for chapter in chapters]
    ranked = [row for row in [*known[1:], *known[:1]] if row]
    return [row[0] for row in ranked] + [line for row in ranked for line in row[1:]]


def _finding(line: StarterLine) -> str:
    """A sentence that holds the figure, how much of it is known, and who comes first where it is sure."""
    leaders = _leaders(line)
    first = f" {_claimed_name(line, leaders)} a la valeur la plus haute." if leaders else ""
    return f"{_paragraph(line).strip()}{first}"


def _english(known: Sequence[StarterLine]) -> str:
    lines = ["This note gathers what the network holds today. Each figure leads to its evidence.\n"]
    lines += [f"- {_label(line).en}: {{{{{line.code}}}}}." for line in known if not _is_strip(line)]
    return "\n".join(lines)


def _label(line: StarterLine) -> Text:
    if line.figure:
        return line.figure.label
    return line.label if line.label.fr else Text(line.code, line.code)


def _is_strip(line: StarterLine) -> bool:
    """True for what is shown under its own label, whose numbers or question would be taken for what the text says."""
    return any(sign.isdecimal() or sign == "?" for sign in _label(line).fr)


def _paragraph(line: StarterLine) -> str:
    if _is_strip(line):
        return f"{{{{figures: {line.code}}}}}\n"
    is_partial = line.figure is not None and line.figure.is_partial
    covered = f" Connu pour {{{{{line.code} | form: coverage}}}}." if is_partial else ""
    place, label = f", {line.place}" if line.place else "", _label(line).fr
    return f"**{label[:1].upper()}{label[1:]}{place}** : {{{{{line.code}}}}}.{covered}\n"


def _unknown_list(chapters: Sequence[StarterChapter]) -> list[str]:
    """What is not known: figures by chapter, then chapters without any."""
    missing = {chapter.title.fr: [line for line in chapter.lines if not _is_known(line)] for chapter in chapters}
    lines = [
        f"{title} : {' ; '.join(_lower_first(_label(line).fr).replace('_', ' ') for line in unknown)}."
        for title, unknown in missing.items()
        if unknown
    ]
    empty = " ; ".join(_lower_first(chapter.title.fr) for chapter in chapters if not chapter.lines)
    lines += [f"À réunir, ou à rendre public : {empty}."] if empty else []
    return ["# Ce que l’on ne sait pas\n", "\n".join(f"- {line}" for line in lines) + "\n"] if lines else []


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _ranked_members(line: StarterLine) -> list[tuple[str, Figure]]:
    """Members whose value is known, the highest first."""
    valued = [(name, figure) for name, figure in line.by_member.items() if figure.value is not None]
    return sorted(valued, key=lambda item: falling_order(item[1]))


def _leaders(line: StarterLine) -> list[tuple[str, Figure]]:
    """The highest member and the next, where it surely is the highest of all that are known; empty otherwise."""
    ranked = _ranked_members(line)
    if len(ranked) < 2 or any(figure.is_partial for _name, figure in ranked[:2]):
        return []
    top, *others = [figure.interval or Interval() for _name, figure in ranked]
    return ranked[:2] if all(top.low > other.high for other in others) else []


def _comparison(line: StarterLine) -> dict[str, str]:
    names = (line.code + _TOP, line.code + _NEXT)
    return {name: figure.id for name, (_member, figure) in zip(names, _leaders(line), strict=False)}


def _size(line: StarterLine) -> dict[str, str]:
    """The unit of a chart: that in which the whole is read in the text above it; nothing where it is its own."""
    shown = one_unit([line.figure])[0].unit if line.figure else None
    return {"unit": shown.code} if shown and line.figure and shown != line.figure.unit else {}


def _claimed_name(line: StarterLine, leaders: Sequence[tuple[str, Figure]]) -> str:
    """The name of the member that comes first, held to its claim."""
    return f"{{{{{line.code}{_TOP} | text: {leaders[0][0]} | claim: value > {line.code}{_NEXT}}}}}"


def _chart(line: StarterLine) -> dict[str, Any]:
    label, leaders = _label(line), _leaders(line)
    sentence = Sentence("Une barre par membre ; l’inconnu est en bas.")
    if leaders:
        mark = _claimed_name(line, leaders)
        sentence = Sentence("{mark} a la valeur la plus haute.", mark=mark)
    return _size(line) | {
        "kind": "bars",
        "title": _both(Sentence("{label}, par membre", label=label)),
        "sentence": _both(sentence),
        "source": _both(line.source),
        "members": line.pattern,
    }
