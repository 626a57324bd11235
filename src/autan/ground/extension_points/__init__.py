"""What a room adds to what it does not own: pages, desk, menu, search, acts below all, what programs read.

Each room makes these objects and registers them; who needs them asks `autan.ground.registry` for their class. `rank`
is always the place among the others, lowest first. Readers and people are `object` here, since this module is below
every room.
"""

from autan.ground.extension_points.acts import DailyJob, DataSubject, PersonalData, PersonNetworks, RestoreStep
from autan.ground.extension_points.pages import (
    CatalogueFigure,
    CatalogueTopic,
    ContextPanel,
    DigestFigure,
    DigestLine,
    DigestPart,
    Headline,
    HeadlineTopic,
    MemberColumns,
    NetworkDigest,
    NetworkSection,
    NetworkStep,
    NetworkStepView,
    PageSection,
    StepDay,
    TerritoryDigest,
    TerritorySection,
    ThematicMap,
    WorkContext,
    counted_step,
    quoted_topics,
)
from autan.ground.extension_points.publication import (
    EmbedCode,
    NewsFeed,
    NewsItem,
    PublicCalendars,
    PublishedColumn,
    PublishedColumnKind,
    PublishedFigures,
    PublishedTable,
    WritableTable,
)
from autan.ground.extension_points.tools import (
    TOOLS,
    Beginning,
    DeskItem,
    DeskLine,
    DueDay,
    EventChoices,
    MenuEntry,
    PersonDays,
    SearchHit,
    SearchSource,
    StartingModel,
    Subject,
)
from autan.ground.registry import registered


def embed_code() -> EmbedCode | None:
    """Return where to find what shows a figure or a drawing elsewhere; None where no room gives it."""
    return next(iter(registered(EmbedCode)), None)
