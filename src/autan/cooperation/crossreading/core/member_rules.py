"""What keeps the targets of several members from being added up: the years that they count from."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from autan.cooperation.crossreading.core.contradictions import Contradiction, ContradictionKind, Tolerances, side_of
from autan.cooperation.crossreading.core.statements import Aspect, Origin, Statement
from autan.ground.texts.core.texts import plural
from autan.ground.wordings import Sentence, Text

_MEMBER, _MEMBERS = Sentence("membre"), Sentence("membres")


def compare_members(statements: Iterable[Statement], tolerances: Tolerances) -> Iterator[Contradiction]:
    """Give each quantity and part whose targets count from base years that are too far apart from member to member.

    Yields:
        Contradictions of the network as a whole, a side for each member and base year, the oldest year first. Targets
        of plans that are changes are compared, those of an estate apart from the others; two years of one member alone
        are its own contradiction.
    """
    groups: dict[tuple[str, str, bool], list[Statement]] = {}
    for statement in statements:
        if (
            statement.origin is Origin.PLAN
            and statement.aspect is Aspect.TARGET
            and statement.form == "change"
            and statement.base_year
        ):
            groups.setdefault((statement.quantity, statement.part, statement.scope == "estate"), []).append(statement)
    for group in groups.values():
        if _is_apart(group, tolerances.base_year_years):
            yield _contradiction(group, tolerances.base_year_years)


def _is_apart(statements: Sequence[Statement], admitted: int) -> bool:
    """Say whether two members count from years further apart than what is admitted."""
    by_year = sorted((statement.base_year or 0, statement.siren) for statement in statements)
    (oldest, first), (newest, last) = by_year[0], by_year[-1]
    if newest - oldest <= admitted:
        return False
    return first != last or any(
        siren != first and (year - oldest > admitted or newest - year > admitted) for year, siren in by_year
    )


def _contradiction(statements: Sequence[Statement], admitted: int) -> Contradiction:
    sides: dict[tuple[int, str], Statement] = {}
    for statement in statements:
        sides.setdefault((statement.base_year or 0, statement.siren), statement)
    counts = Counter(year for year, _siren in sides)
    texts = [", ".join(_counted(year, counts[year], language) for year in sorted(counts)) for language in ("fr", "en")]
    ordered = [sides[key] for key in sorted(sides)]
    about = statements[0].subject
    return Contradiction(
        kind=ContradictionKind.BASE_YEAR,
        siren="",
        subject=Sentence("{about}, patrimoine", about=about) if statements[0].scope == "estate" else about,
        sides=tuple(map(side_of, ordered)),
        explanation=Text(
            f"d’un membre à l’autre, comptés depuis {texts[0]} : {admitted} an d’écart est admis ; "
            "ces objectifs ne s’additionnent pas tels quels",
            f"from one member to another, counted from {texts[1]}: a gap of {admitted} year is admitted; these targets "
            "do not add up as they are",
        ),
    )


def _counted(year: int, count: int, language: str) -> str:
    return f"{year} ({count} {plural(count, _MEMBER, _MEMBERS).in_language(language)})"
