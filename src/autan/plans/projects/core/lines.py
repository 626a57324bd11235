"""Lines of an action sheet: steps, funding, documents; laid out and read as those of plans are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from autan.ground.texts.core.money import AmountSum, MixedTaxError, own_share, sum_amounts
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.core.sections import FieldKind, Layout, PlanSection, SectionField, SectionLine, read_line

type TypedLines = Mapping[str, Sequence[Mapping[str, str]]]
"""Lines of a sheet as they were typed, by section."""

STEPS = PlanSection(
    code="steps",
    label=Sentence("Étapes"),
    layout=Layout.LIST,
    fields=(
        SectionField(code="name", kind=FieldKind.TEXT, label=Sentence("Étape"), is_required=True),
        SectionField(code="due", kind=FieldKind.DATE, label=Sentence("Échéance")),
        SectionField(
            code="state",
            kind=FieldKind.CHOICE,
            label=Sentence("État"),
            choices={"planned": Sentence("à faire"), "done": Sentence("faite")},
        ),
    ),
)
DOCUMENTS = PlanSection(
    code="documents",
    label=Text("Documents", "Documents"),
    layout=Layout.LIST,
    fields=(
        SectionField(code="title", kind=FieldKind.TEXT, label=Sentence("Titre"), is_required=True),
        SectionField(code="url", kind=FieldKind.URL, label=Sentence("Adresse")),
        SectionField(code="date", kind=FieldKind.DATE, label=Text("Date", "Date")),
    ),
)
AMOUNT = SectionField(code="amount", kind=FieldKind.MONEY, label=Sentence("Montant, sans dire s’il est accordé"))
CALL_FIELD = "call"
"""Field of a line of funding that names a call or a fund of the network."""
CALL = SectionField(code=CALL_FIELD, kind=FieldKind.TEXT, label=Sentence("Appel ou fonds, par son nom"))


def funding_of_actions(of_plans: PlanSection) -> PlanSection:
    """Return the funding section of an action: that of plans without the scope, with a bare amount and a call.

    The national template gives an amount for each funder, without saying whether it is asked, granted or paid.
    """
    fields = tuple(field for field in of_plans.fields if field.code != "scope")
    return replace(of_plans, fields=(*fields, AMOUNT, CALL))


def read_lines_of(section: PlanSection, lines: TypedLines) -> tuple[SectionLine, ...]:
    """Read the lines of one section, in order."""
    return tuple(
        read_line(section, str(rank), typed) for rank, typed in enumerate(lines.get(section.code, ()), start=1)
    )


def granted_sum(funding: Sequence[SectionLine]) -> AmountSum | None:
    """Add what funders grant; None when there is no line, or when amounts before and with tax would be added."""
    if not funding:
        return None
    try:
        return sum_amounts([line.amount("granted") for line in funding])
    except MixedTaxError:
        return None


def own_share_pct(budget: AmountSum, funding: Sequence[SectionLine]) -> tuple[float, float] | None:
    """Return the share of a budget that no funder grants, in percent, as a range; None when a part is unknown."""
    granted = granted_sum(funding)
    if granted is None or granted.basis is not budget.basis:
        return None
    return own_share(granted, budget)


def keep_filled(lines: TypedLines) -> dict[str, list[dict[str, str]]]:
    """Return lines without those that say nothing, and without empty fields."""
    sections = {
        section: [
            filled
            for line in section_lines
            if (filled := {code: text.strip() for code, text in line.items() if text.strip()})
        ]
        for section, section_lines in lines.items()
    }
    return {section: section_lines for section, section_lines in sections.items() if section_lines}
