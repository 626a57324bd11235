"""Addresses of the figures of surveys, parsed once."""

from dataclasses import dataclass
from typing import Final, Self

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure

SURVEY: Final = "survey"
PUBLISHED: Final = "published"
BY_KIND: Final = "by_kind"
BY_SIZE: Final = "by_size"
WITH: Final = "with_"
AMONG: Final = "among_"
_SINCE = "since_"


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFigureAddress:
    """What a figure of a campaign measures, and among whom.

    Written `survey.<campaign>.<place>.<measure>`; the measure of a question follows a grouping and a group
    (`by_kind.CA.count_yes`, `with_q3.yes.median`) or an earlier campaign (`since_2013.rose`).

    Attributes:
        place: code of a question or of a section, or `campaign` for the whole.
        grouping: how the members are put in groups; empty for all of them.
        earlier: slug of the campaign that it is compared with; empty when there is none.
    """

    campaign: str
    place: str
    measure: str
    grouping: str = ""
    group: str = ""
    earlier: str = ""

    @classmethod
    def of(cls, address: FigureAddress) -> Self:
        """Name the parts of an address.

        >>> found = SurveyFigureAddress.of(FigureAddress.parse("survey.2013.q3.by_kind.CA.count_yes"))
        >>> found.place, found.grouping, found.group, found.measure
        ('q3', 'by_kind', 'CA', 'count_yes')
        >>> SurveyFigureAddress.of(FigureAddress.parse("survey.2026.q3.since_2013.rose")).campaigns
        ('2026', '2013')
        """
        campaign, place, head = (address.part(rank) for rank in range(3))
        if head.startswith(_SINCE):
            return cls(campaign=campaign, place=place, earlier=head.removeprefix(_SINCE), measure=address.rest(3))
        if head in {BY_KIND, BY_SIZE} or head.startswith((WITH, AMONG)):
            return cls(campaign=campaign, place=place, grouping=head, group=address.part(3), measure=address.rest(4))
        return cls(campaign=campaign, place=place, measure=address.rest(2))

    @classmethod
    def parse(cls, figure_id: str) -> Self:
        """Read the address of a figure as it is written."""
        return cls.of(FigureAddress.parse(figure_id))

    def __str__(self) -> str:
        since = f"{_SINCE}{self.earlier}" if self.earlier else ""
        parts = (self.campaign, self.place, self.grouping, self.group, since, self.measure)
        return str(FigureAddress.of(SURVEY, *(part for part in parts if part)))

    @property
    def campaigns(self) -> tuple[str, ...]:
        """Slugs of the campaigns that the figure is computed from."""
        return (self.campaign, self.earlier) if self.earlier else (self.campaign,)


def measure_of(figure: Figure) -> str:
    """Return what a figure of a campaign measures: `count_yes`, `median`, `published`."""
    return SurveyFigureAddress.parse(figure.id).measure
