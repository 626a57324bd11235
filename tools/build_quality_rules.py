"""Write `docs/algorithms/quality-rules.md` from the rules themselves: run it after a rule is added or reworded."""

import inspect
from collections.abc import Sequence
from pathlib import Path

from autan.opendata.data_quality.core import certificates, consumption, editions, emissions, filings, production, series
from autan.opendata.data_quality.importers import quality_rules

PAGE = Path(__file__).resolve().parent.parent / "docs" / "algorithms" / "quality-rules.md"
MODULES = (consumption, production, emissions, editions, certificates, filings, series)
ODDITIES = (
    ("Benagues: hydro feeds in more than 8,784 h of its capacity", ("output_beyond_year",)),
    ("Grand Auch, filing 1216: energy in MWh where the code book says GWh", ("deposit_unit",)),
    ("Same filing: road and other transport swapped between two periods", ("deposit_sectors_swapped",)),
    ("0.01 for “nil or unknown” in filings", ("deposit_filler",)),
    ("Two sources for one figure: filing and inventory", ("deposit_apart_from_inventory", "two_sources_apart")),
    ("One authority, several approaches", ("deposit_several",)),
    ("Leading zero lost in municipality codes", ()),
    ("Villalier: a jump in solar capacity, and a true one", ("capacity_jump",)),
    ("Cells masked by statistical secrecy", ("masked_meshes",)),
    ("Energy of the register unknown or partial", ("energy_not_known",)),
    ("Three vintages of municipalities, seven mergers", ("merged_commune",)),
    ("Saint-Amadou and Blomac: one site in services", ("site_in_services",)),
    ("The same populations in 2025 and 2026", ("same_population",)),
    ("Miramont-de-Comminges: total equal to homes", ("homes_only_total", "operator_missing")),
    ("Landorthe and Montaut: gas at 0 MWh and 0 points", ("gas_without_use",)),
    ("Lieoux: road empty among neighbours that have some", ("hole_among_neighbours",)),
    ("Saint-Gaudens: one site weighs on the whole, bioenergy at 302 h", ("one_site_dominates", "low_yield")),
    ("Druelle Balsac and Boudrac: plants of less than a year", ("young_plant",)),
    ("Sébazac-Concourès and Villeneuve-de-Rivière: waste booked at the site", ("site_booked_where_it_stands",)),
    ("Occitanie, electricity 2012–2014: floors above what RTE publishes", ("floor_above_total",)),
    ("2018: homes fall and services rise everywhere", ("homes_to_services",)),
    ("A masked year between two others, read as a low", ("low_between_years",)),
    ("Toulouse, Castres: powers of networks times three or ninety, kW for MW", ("jump_between_years", "heat_hours")),
    ("Toulouse Saint-Exupéry: heat that comes from another network", ("jump_between_years",)),
    ("Montauban: gas of the network times four in a year, power down by two thirds", ("jump_between_years",)),
    ("Tonnes under « Mt »: an indicator a million times too high", "asked at the import, by the order of magnitude"),
    (
        "Montaut: a closed site; Lieoux: a landfill that injects",
        "closed sites are not read; said on the card of the series",
    ),
    (
        "Haute-Garonne: accounts of the organisation divided by two and a half",
        "no rule can: accounts that EPCI declared are read, neither those of departments nor reference years",
    ),
)
"""The oddities met in the open data, in the order of the notes on the sources, and the rules for each."""
REPAIRED = "repaired by the reader, and said in the remarks of the edition"

_HEAD = """# The quality rules

`tools/build_quality_rules.py` writes this page from the code, and a test compares the two. A rule finds rows to check
and shows them: it corrects, hides and deletes nothing. An alert keeps its name from one edition to the next (rule,
source, place, measure, year), so that what people decide on it follows it; when the value has changed since, the
decision is said to be about an earlier value.

- **to check**: it may be true or false, somebody on the spot must say;
- **to know**: known and explained, to be kept in mind beside the figure.
"""


def build_page() -> str:
    """The whole page, in Markdown."""
    return "\n".join((_HEAD, _oddities(), *(_rule(code) for code in quality_rules())))


def _oddities() -> str:
    rows = [
        f"| {number} | {said} | {codes if isinstance(codes, str) else _links(codes) or REPAIRED} |"
        for number, (said, codes) in enumerate(ODDITIES, start=1)
    ]
    head = "## Oddities met, and the rule that finds each"
    return "\n".join((head, "", "| | What was seen | Rule |", "|---|---|---|", *rows, ""))


def _links(codes: Sequence[str]) -> str:
    return ", ".join(f"[`{code}`](#{code})" for code in codes)


def _rule(code: str) -> str:
    rule = quality_rules()[code]
    module, how = _check_of(code)
    asked = rule.severity.label.en
    return "\n".join(
        (
            f"## {code}",
            "",
            f"**{rule.title.en}** ({asked}; on screen « {rule.title.fr} »). {rule.reason.en}",
            "",
            f"How (`opendata/data_quality/core/{module}.py`): {how}",
            "",
        )
    )


def _check_of(code: str) -> tuple[str, str]:
    """Module of the function that checks, and the first paragraph of what it says of itself."""
    for module in MODULES:
        check = getattr(module, code, None)
        if check is not None:
            said = (inspect.getdoc(check) or "").partition("\n\n`")[0]
            return module.__name__.rpartition(".")[2], " ".join(said.split())
    message = f"no function checks the rule {code!r}"
    raise LookupError(message)


if __name__ == "__main__":
    PAGE.write_text(build_page(), encoding="utf-8")
    print(PAGE.name)
