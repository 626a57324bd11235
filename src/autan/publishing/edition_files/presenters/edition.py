"""An edition as a reader sees it: words and number of each mark, what has changed, its date, hash, names and files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from autan.evidence.figures.core.charts import Chart, MapSpec
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.units import get_unit
from autan.evidence.figures.presenters.figures import FigureView, present_figure
from autan.ground.texts import language
from autan.ground.texts.language import current_language, day, typeset, words
from autan.ground.wordings import Sentence, Text
from autan.publishing.edition_files.core import Change
from autan.publishing.edition_files.presenters.annex import present_annex
from autan.publishing.edition_files.presenters.annex_entries import Annex
from autan.publishing.edition_files.queries.dossiers import Dossier, picture_path
from autan.publishing.living_text.core.annex import number_by_name, number_entries
from autan.publishing.living_text.core.claims import Verdict
from autan.publishing.living_text.core.computed_text import in_asked_unit
from autan.publishing.living_text.core.definitions import Caption, LivingText, NamedFigure, PictureDefinition
from autan.publishing.living_text.core.document import FigureMark, Form, Place
from autan.publishing.living_text.core.findings import stale_marks

_SHORT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Colophon:
    """Date, hash and names; `note` is what this version changes, `cover_map` the outlines of its territories as SVG."""

    published_on: date
    content_hash: str
    network_name: str
    is_invented: bool = False
    cover_map: str = ""
    note: str = ""

    @property
    def day(self) -> str:
        """Day of publication, in full, in the language under way."""
        return language.day(self.published_on)

    @property
    def short_hash(self) -> str:
        """Beginning of the hash: enough to tell two editions apart."""
        return self.content_hash[:_SHORT]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedFigure:
    """One named figure in words.

    `label`: its short label: that of the table of the text, or that of the figure.
    """

    name: str
    figure: Figure
    number: int
    view: FigureView
    label: str

    def words(self, mark: FigureMark) -> str:
        """Return the text that a mark prints: the words of the author, or the figure in its form."""
        match mark.form:
            case Form.WRITTEN:
                return mark.written
            case Form.NUMBER:
                return self.view.number
            case Form.COVERAGE:
                return self.view.coverage or self.view.number
            case Form.FULL:
                return self.view.spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPicture:
    """A picture in words."""

    alternative: str
    caption: str
    credit: str
    file: str

    def read(self) -> bytes:
        """Return the picture, a JPEG."""
        return picture_path(self.file).read_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """An edition ready to be rendered in one language.

    Attributes:
        numbers: number in the annex of each name and of each citation.
        verdicts: claims that do not hold, by place.
        changes: figures that have changed since the publication, by name.
        pictures: pictures whose file is at hand, by name.
        dead_citations: what it cites that is not found for its readers.
    """

    text: LivingText
    language: str
    figures: Mapping[str, PrintedFigure]
    captions: Mapping[str, Caption]
    illustrations: Mapping[str, Chart | MapSpec]
    numbers: Mapping[str, int]
    annex: Annex
    verdicts: Mapping[Place, Verdict] = field(default_factory=dict)
    changes: Mapping[str, Change] = field(default_factory=dict)
    pictures: Mapping[str, PrintedPicture] = field(default_factory=dict)
    dead_citations: frozenset[str] = frozenset()

    def printed(self, mark: FigureMark) -> str:
        """Return the text that a mark prints; the words of the author when its figure is not known."""
        return self.figures[mark.name].words(mark) if mark.name in self.figures else mark.written


def present_edition(dossier: Dossier, *, changes: Sequence[Change] = ()) -> EditionView:
    """Give the words of an edition; what is not known in it is left out, and the annex of a text read without cards."""
    computed = dossier.computed
    entries = number_entries(computed.text)
    numbers = number_by_name(entries)
    figures = {
        item.name: print_figure(item, computed.figures[item.name], numbers.get(item.name, 0))
        for item in computed.text.figures
        if item.name in computed.figures
    }
    return EditionView(
        text=computed.text,
        language=current_language(),
        figures=figures,
        captions={item.name: item.caption for item in computed.text.illustrations},
        illustrations=computed.illustrations,
        numbers=numbers,
        annex=present_annex(
            dossier, () if dossier.cards is None else entries, {name: item.view for name, item in figures.items()}
        ),
        verdicts=stale_marks(computed),
        changes={change.name: change for change in changes},
        pictures={
            item.name: _print_picture(item)
            for item in computed.text.pictures
            if item.name not in computed.lost_pictures
        },
        dead_citations=computed.dead_citations,
    )


def _print_picture(item: PictureDefinition) -> PrintedPicture:
    alternative, caption, credit = (typeset(words(text)) for text in (item.alternative, item.caption, item.credit))
    return PrintedPicture(alternative=alternative, caption=caption, credit=credit, file=item.file)


def print_figure(item: NamedFigure, figure: Figure, number: int) -> PrintedFigure:
    """Give the words of one named figure, in the unit and with the decimals that its table asks for."""
    fits = bool(item.unit) and in_asked_unit(figure, item.unit).unit.code == item.unit
    unit = get_unit(item.unit) if fits else None
    view = present_figure(figure, unit=unit, decimals=item.decimals)
    label = words(item.label) if item.label else view.label
    return PrintedFigure(name=item.name, figure=figure, number=number, view=view, label=typeset(label))


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRow:
    """One figure that an edition prints or draws, as it is printed there."""

    number: int
    name: str
    figure: Figure
    words: str


def printed_rows(view: EditionView) -> tuple[PrintedRow, ...]:
    """List every figure that an edition prints or draws, in the order of the annex."""
    rows = [
        PrintedRow(number=item.number, name=item.name, figure=item.figure, words=item.view.quantity)
        for item in view.figures.values()
        if item.number
    ]
    drawn = [
        PrintedRow(number=view.numbers[name], name=name, figure=figure, words=present_figure(figure).quantity)
        for name, illustration in view.illustrations.items()
        for figure in illustration.figures
    ]
    return tuple(sorted(rows + drawn, key=lambda row: row.number))


def data_span(view: EditionView, published_on: date) -> str:
    """Say the time that the figures of an edition are about, from the earliest to the latest; empty without any.

    What is about a year after that of the publication is a target, and is left out.
    """
    periods = [row.figure.period for row in printed_rows(view)]
    periods = [period for period in periods if period.end and period.end.year <= published_on.year]
    starts = [period.start for period in periods if period.start]
    ends = [period.end for period in periods if period.end]
    if not starts or not ends:
        return ""
    first, last = str(min(starts).year), max(ends)
    if (last.month, last.day) != (12, 31):
        return words(Sentence("Données de {first} au {until}", first=first, until=day(last)))
    if first == str(last.year):
        return words(Sentence("Données de {first}", first=first))
    return words(Sentence("Données de {first} à {until}", first=first, until=str(last.year)))


_NAMES = {
    "pdf": Text("Version imprimable (PDF)", "To print (PDF)"),
    "html": Sentence("Un seul fichier, à lire hors ligne (HTML)"),
    "docx": Sentence("À retravailler (Word)"),
    "odt": Sentence("À retravailler (LibreOffice)"),
    "pptx": Sentence("Diapositives (PowerPoint)"),
    "csv": Sentence("Les chiffres, pour un tableur (CSV)"),
}


def present_files(formats: Iterable[str]) -> list[tuple[str, str]]:
    """Give the name of the address of each file and its words, the one to print first."""
    ready = set(formats)
    return [(f"synthesis:{name}", words(name_row)) for name, name_row in _NAMES.items() if name in ready]
