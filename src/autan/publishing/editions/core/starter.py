"""The first note of a network: a living text made of the figures that there are, and of what is not known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.intervals import Interval
from autan.evidence.figures.core.numbers import falling_order
from autan.ground.texts.core.texts import NO_TEXT, Text
from autan.opendata.measures.core.amounts import one_unit

_IN_STRIP = 4
_TOP, _NEXT = "_top", "_next"


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterLine:
    """One figure of a first note.

    Attributes:
        source: who says it, for the chart.
        pattern: address of the same figure of a member, where `{siren}` stands for it; empty when members have none.
        by_member: figure of each member that has one, by short name, in the order of the network.
    """

    code: str
    figure_id: str
    figure: Figure | None
    source: Text
    pattern: str = ""
    by_member: Mapping[str, Figure]
    label: Text = NO_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterChapter:
    """One chapter: its title and its figures."""

    title: Text
    lines: Sequence[StarterLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterText:
    """A living text before it is written to a file: its head, as plain values, and its Markdown."""

    head: Mapping[str, Any]
    body: str


def compose_starter(
    *, slug: str, network: str, name: Text, is_invented: bool, chapters: Sequence[StarterChapter]
) -> StarterText:
    """Write the first note of a network.

    A chart by member says which one is highest only where its value and the next are complete: between lower bounds
    nothing can be affirmed. Figures that nothing gives are listed as not known.
    """
    known = [line for chapter in chapters for line in chapter.lines if _is_known(line)]
    figures = {line.code: line.figure_id for line in known}
    charts: dict[str, Any] = {}
    parts = [_summary(name, known)]
    for chapter in chapters:
        parts.append(f"# {chapter.title.fr}\n")
        for line in chapter.lines:
            if _is_known(line):
                parts.append(_paragraph(line))
                if line.by_member:
                    figures |= _compared(line)
                    charts[f"{line.code}_by_member"] = _chart(line)
                    parts.append(f"{{{{chart: {line.code}_by_member}}}}\n")
        parts += _unknown(chapter)
    head = _head(slug, network, name, is_invented=is_invented) | {"figures": figures, "charts": charts}
    head["english_summary"] = _english(name, known)
    return StarterText(head={key: value for key, value in head.items() if value}, body="\n".join(parts))


def _is_known(line: StarterLine) -> bool:
    return line.figure is not None and line.figure.is_known and line.figure.has_evidence


def _head(slug: str, network: str, name: Text, *, is_invented: bool) -> dict[str, Any]:
    notice = Text("Première note, composée d’après les données présentes. ", "First note, made from the data at hand. ")
    made_up = Text("Réseau inventé, pour essayer.", "Invented network, for trying.") if is_invented else Text("", "")
    return {
        "slug": slug,
        "label": _both(Text("Première note", "First note")),
        "network": network,
        "title": _both(Text(f"L’énergie dans les territoires : {name.fr}", f"Energy in the territories: {name.en}")),
        "subtitle": _both(
            Text(
                "Ce que les données ouvertes en disent, et ce qu’elles ne disent pas", "What open data say, and do not"
            )
        ),
        "notice": _both(Text((notice.fr + made_up.fr).strip(), (notice.en + made_up.en).strip())),
    }


def _both(text: Text) -> dict[str, str]:
    return {"fr": text.fr, "en": text.en}


def _summary(name: Text, known: Sequence[StarterLine]) -> str:
    strip = ", ".join(line.code for line in known[:_IN_STRIP])
    lead = f"Cette première note rassemble ce que les données disent de {name.fr} : chaque chiffre mène à sa preuve."
    if not known:
        return f"{lead} Aucune donnée n’est encore présente.\n"
    return f"{{{{figures: {strip}}}}}\n\n{lead}\n"


def _english(name: Text, known: Sequence[StarterLine]) -> str:
    lines = [f"This first note gathers what the data say of {name.en}. Each figure leads to its evidence.\n"]
    lines += [f"- {_label(line).en}: {{{{{line.code}}}}}." for line in known]
    return "\n".join(lines)


def _label(line: StarterLine) -> Text:
    if line.figure:
        return line.figure.label
    return line.label if line.label.fr else Text(line.code, line.code)


def _paragraph(line: StarterLine) -> str:
    covered = ""
    if line.figure and line.figure.is_partial:
        covered = f" Connu pour {{{{{line.code} | form: coverage}}}} : c’est une valeur plancher."
    return f"**{_label(line).fr}** : {{{{{line.code}}}}}.{covered}\n"


def _unknown(chapter: StarterChapter) -> list[str]:
    missing = [line for line in chapter.lines if not _is_known(line)]
    if not missing:
        return []
    names = " ; ".join(_label(line).fr[:1].lower() + _label(line).fr[1:].replace("_", " ") for line in missing)
    return [f"Ce que l’on ne sait pas : {names}.\n"]


def _ranked(line: StarterLine) -> list[tuple[str, Figure]]:
    """Members whose value is known, the highest first."""
    valued = [(name, figure) for name, figure in line.by_member.items() if figure.value is not None]
    return sorted(valued, key=lambda item: falling_order(item[1]))


def _leaders(line: StarterLine) -> list[tuple[str, Figure]]:
    """The highest member and the next, where it surely is the highest of all that are known; empty otherwise."""
    ranked = _ranked(line)
    if len(ranked) < 2 or any(figure.is_partial for _name, figure in ranked[:2]):
        return []
    top, *others = [figure.interval or Interval() for _name, figure in ranked]
    return ranked[:2] if all(top.low > other.high for other in others) else []


def _compared(line: StarterLine) -> dict[str, str]:
    names = (line.code + _TOP, line.code + _NEXT)
    return {name: figure.id for name, (_member, figure) in zip(names, _leaders(line), strict=False)}


def _size(line: StarterLine) -> dict[str, str]:
    """The unit of a chart: that in which the whole is read in the text above it; nothing where it is its own."""
    shown = one_unit([line.figure])[0].unit if line.figure else None
    return {"unit": shown.code} if shown and line.figure and shown != line.figure.unit else {}


def _chart(line: StarterLine) -> dict[str, Any]:
    label, leaders = _label(line), _leaders(line)
    sentence = Text("Une barre par membre ; l’inconnu est en bas.", "One bar a member; the unknown at the bottom.")
    if leaders:
        top, claim = f"{line.code}{_TOP}", f"value > {line.code}{_NEXT}"
        mark = f"{{{{{top} | text: {leaders[0][0]} | claim: {claim}}}}}"
        sentence = Text(f"{mark} a la valeur la plus haute.", f"{mark} has the highest value.")
    return _size(line) | {
        "kind": "bars",
        "title": _both(Text(f"{label.fr}, par membre", f"{label.en}, by member")),
        "sentence": _both(sentence),
        "source": _both(line.source),
        "members": line.pattern,
    }
