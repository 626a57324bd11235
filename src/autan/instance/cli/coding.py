"""`autan coding`: codebooks, counts, agreement, classes, and files of open answers."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typer

from autan.coding.agreement.core.alpha import alpha_bounds, krippendorff_alpha
from autan.coding.agreement.core.kappa import cohen_kappa, percent_agreement
from autan.coding.agreement.core.ratings import Agreement, MeasurementLevel
from autan.coding.agreement.importers import read_ratings
from autan.coding.codings.actions.codebooks import add_corpus
from autan.coding.codings.actions.project_imports import codebook_import, codings_import, project_import
from autan.coding.codings.queries.codebooks import codebooks_of, get_codebook, read_version
from autan.coding.codings.queries.corpora import corpora_of, get_corpus, view_corpus
from autan.coding.results.presenters.counts import present_table
from autan.coding.results.presenters.names import report_rule
from autan.coding.results.queries.counts import table_of
from autan.coding.results.renderers import CODEBOOK_FILES, CODER_FILES, REPORT_FILES
from autan.coding.textometry.core.reinert.tables import SegmentTable, UnclassifiableError
from autan.coding.textometry.importers import DocumentSegments, read_classifiable
from autan.coding.textometry.queries import ClassParameters, TextClasses, classify_table, classify_texts, texts_of_file
from autan.evidence.figures.core.numbers import file_numbers
from autan.evidence.figures.presenters.figures import present_figure
from autan.evidence.imports.core import Import
from autan.ground.errors import Fault, ImportFileError, RuleError
from autan.ground.tables.core.findings import ResultRemark
from autan.ground.tables.importers.tables import read_file
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.imports import DryRun, Yes, take_in
from autan.instance.cli.listing import AsJson, Force, attributes_of, print_done, print_json, show_record, show_rows
from autan.instance.cli.whole_files import write_whole
from autan.instance.home import require_current_database
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import get_network

app = typer.Typer(
    help="Les réponses ouvertes : livres de codes, décomptes, accord, classes, fichiers.", no_args_is_help=True
)
_SEED = typer.Option(2014, "--seed", help="Graine des tirages.")


def _network(slug: str) -> Network:
    """The network, in a home whose database is of this version: measuring and classifying files needs none."""
    require_current_database()
    return get_network(slug)


@app.command()
def codebooks(network: str = typer.Argument(help="Réseau (slug)."), as_json: bool = AsJson) -> None:
    """Lister les livres de codes d’un réseau, et ce qui est codé avec chacun."""
    versions = [(read_version(record), corpora_of(record)) for record in codebooks_of(_network(network).slug)]
    objects: list[dict[str, Any]] = [
        {
            "codebook": codebook.slug,
            "version": codebook.version,
            "codes": len(codebook.codes),
            "texts": [corpus.address for corpus in corpora],
        }
        for codebook, corpora in versions
    ]
    rows = [(row["codebook"], str(row["version"]), str(row["codes"]), ", ".join(row["texts"])) for row in objects]
    headings = ("Livre", "Version", "Codes", "Textes codés")
    show_rows(headings, rows, as_objects=objects, as_json=as_json, empty="Aucun livre de codes dans ce réseau.")


@app.command()
def counts(
    network: str = typer.Argument(help="Réseau (slug)."),
    codebook: str = typer.Argument(help="Livre de codes (slug)."),
    texts: str = typer.Argument(help="Textes codés, comme « essai-2026.q37 »."),
    version: int = typer.Option(None, "--version", help="Version du livre de codes ; la dernière sinon."),
    as_json: bool = AsJson,
) -> None:
    """Dire combien de collectivités disent chaque idée, et ce qui n’est pas connu."""
    corpus = get_corpus(_network(network).slug, codebook, texts)
    lines = present_table(table_of(view_corpus(corpus, version=version)), report_rule(corpus))
    show_rows(
        ("Idée", "Collectivités", "Passages", "Ce que l’on sait"),
        [
            (
                "  " * line.depth + line.label,
                *(present_figure(item, "fr").number for item in (line.figure, line.mentions)),
                line.sentence,
            )
            for line in lines
        ],
        as_objects=[
            {
                "code": line.key,
                "label": line.label,
                "figure": line.figure.id,
                "territories": file_numbers(line.figure).value,
                "known": line.figure.known,
                "asked": line.figure.total,
                "mentions": file_numbers(line.mentions).value,
                "sentence": line.sentence,
                "named": list(line.names),
                "not_named": line.unnamed,
            }
            for line in lines
        ],
        as_json=as_json,
        numbers=(1, 2),
    )


@app.command()
def agreement(
    file: Path = typer.Argument(help="Valeurs données par plusieurs personnes : .csv."),
    level: MeasurementLevel = typer.Option(MeasurementLevel.NOMINAL, help="Niveau de mesure."),
    order: str = typer.Option("", help="Valeurs de la plus basse à la plus haute, séparées par des virgules."),
    draws: int = typer.Option(1000, min=0, max=100_000, help="Tirages des bornes de l’alpha ; 0 : sans bornes."),
    seed: int = _SEED,
    as_json: bool = AsJson,
) -> None:
    """Mesurer l’accord de plusieurs personnes : pourcentage, kappa de Cohen, alpha de Krippendorff."""
    values = tuple(value.strip() for value in order.split(",") if value.strip())
    ratings, remarks = read_ratings(read_file(file), file.name, level=level, order=values)
    alpha = krippendorff_alpha(ratings, level)
    pairs = [
        cohen_kappa(ratings, first, second)
        for rank, first in enumerate(ratings.coders)
        for second in ratings.coders[rank + 1 :]
    ]
    bounds = alpha_bounds(ratings, level, seed=seed, draws=draws) if draws and alpha.value is not None else None
    measures = [percent_agreement(ratings), *pairs, alpha]
    low, high = (bounds.low, bounds.high) if bounds else (None, None)
    rows = {
        f"{measure.measure.label.fr} ({', '.join(measure.coders)})": _format_agreement(measure) for measure in measures
    }
    if low is not None and high is not None:
        bounds_words = _("{low:.3f} à {high:.3f} ({draws} tirages, graine {seed})")
        rows[_("bornes de l’alpha à 95 %")] = bounds_words.format(low=low, high=high, draws=draws, seed=seed)
    rows |= {_("remarque {rank}").format(rank=rank): remark.text.fr for rank, remark in enumerate(remarks, 1)}
    as_object = {
        "file": str(file),
        "level": level.value,
        "coders": list(ratings.coders),
        "units": len(ratings.units),
        "percent": _as_object(measures[0]),
        "kappas": [{"coders": list(pair.coders), **_as_object(pair)} for pair in pairs],
        "alpha": {**_as_object(alpha), "low": low, "high": high, "draws": draws if bounds else 0, "seed": seed},
        "remarks": _remarks(remarks),
    }
    show_record(str(file), rows, as_object=as_object, as_json=as_json)


def _format_agreement(measure: Agreement) -> str:
    if measure.value is None:
        return f"non défini : {measure.undefined.label.fr if measure.undefined else ''}"
    return f"{measure.value:.6f} ({measure.units} unités)"


def _as_object(measure: Agreement) -> dict[str, object]:
    undefined = measure.undefined.value if measure.undefined else None
    return {"value": measure.value, "undefined": undefined, "units": measure.units}


def _remarks(remarks: tuple[ResultRemark, ...]) -> list[dict[str, str]]:
    return [{"code": remark.code, "text": remark.text.fr, "place": remark.place} for remark in remarks]


@app.command()
def classify(
    file: Path = typer.Argument(help="Corpus IRaMuTeQ (.txt), réponses (.csv), ou segments par formes (.csv)."),
    k: int = typer.Option(5, "--k", min=2, max=100, help="Classes au plus."),
    min_size: int = typer.Option(0, "--min-size", min=0, help="Formes qu’une ligne devrait contenir."),
    size: int = typer.Option(40, "--size", min=1, help="Mots d’un segment."),
    column: str = typer.Option("", "--column", help="Colonne des réponses ; sinon celle qui a le plus de mots."),
    document: str = typer.Option("", "--document", help="Colonne qui nomme le document de chaque segment."),
    is_double: bool = typer.Option(False, "--double", help="Double classification."),
    as_json: bool = AsJson,
) -> None:
    """Classer des segments de texte par la méthode de Reinert, avec ce qui distingue chacune de ses classes."""
    source, remarks = read_classifiable(read_file(file), file.name, column=column, document=document)
    parameters = ClassParameters(k=k, size=size, min_size=min_size, is_double=is_double)
    try:
        if isinstance(source, SegmentTable):
            classification = classify_table(source, parameters)
        elif isinstance(source, DocumentSegments):
            classification = classify_table(source.table, parameters, documents=source.documents)
        else:
            classification = classify_texts(texts_of_file(source), parameters)
    except UnclassifiableError as error:
        raise ImportFileError(file.name, [Fault(expected=error.reason)]) from None
    if as_json:
        all_remarks = _remarks((*remarks, *classification.remarks))
        print_json({"file": str(file), **_classes_object(classification), "remarks": all_remarks})
        return
    for remark in (*remarks, *classification.remarks):
        typer.echo(remark.text.fr)
    rows = [
        (str(one.number), str(one.size), ", ".join(key.form for key in one.forms if key.keyness > 0))
        for one in classification.reports
    ]
    show_rows(("Classe", "Segments", "Formes"), rows, numbers=(0, 1), empty="Aucune classe.")


def _classes_object(text_classes: TextClasses) -> dict[str, object]:
    return {
        "method": {"name": text_classes.method.name, "parameters": dict(text_classes.method.parameters)},
        "segments": len(text_classes.classes),
        "forms": len(text_classes.classification.table.forms),
        "unclassed": text_classes.unclassed,
        "classes": text_classes.classes.tolist(),
        "splits": [asdict(split) for split in text_classes.classification.splits],
        "dendrogram": asdict(text_classes.classification.dendrogram),
        "reports": [
            {
                "class": one.number,
                "size": one.size,
                "forms": [
                    {"form": key.form, "chi2": key.keyness, **attributes_of(key, "p count count_elsewhere segments")}
                    for key in one.forms
                ],
                "typical": [
                    {
                        "segment": typical.segment + 1,
                        "score": typical.score,
                        "text": text_classes.segments[typical.segment].text if text_classes.segments else None,
                    }
                    for typical in one.typical
                ],
            }
            for one in text_classes.reports
        ],
    }


@app.command(name="import")
def import_file(
    network: str = typer.Argument(help="Réseau (slug)."),
    file: Path = typer.Argument(help="Livre de codes (.yaml, .qdc) ou projet (.qdpx)."),
    slug: str = typer.Option("", "--slug", help="Identifiant du livre de codes, s’il doit changer."),
    codebook: str = typer.Option("", "--codebook", help="Livre de codes dont on reprend les codages d’un projet."),
    texts: str = typer.Option("", "--texts", help="Textes déjà codés ici, dont ceux du projet sont les mêmes."),
    yes: bool = Yes,
    dry_run: bool = DryRun,
    as_json: bool = AsJson,
) -> None:
    """Reprendre un livre de codes, un .qdpx entier, ou les seuls codages d’un .qdpx sur nos propres textes."""
    record = _network(network)
    if bool(codebook) != bool(texts):
        raise RuleError("--codebook et --texts vont ensemble")
    if file.suffix.lower() != ".qdpx":
        importing: Import[Any] = codebook_import(record)
    elif codebook:
        importing = codings_import(get_corpus(record.slug, codebook, texts))
    else:
        importing = project_import(record)
    take_in(importing, file, options={"slug": slug}, yes=yes, dry_run=dry_run, as_json=as_json)


@app.command()
def add(
    network: str = typer.Argument(help="Réseau (slug)."),
    codebook: str = typer.Argument(help="Livre de codes (slug)."),
    texts: str = typer.Argument(help="Textes à coder, comme « essai-2026.q37 »."),
    as_json: bool = AsJson,
) -> None:
    """Coder des textes avec un livre de codes."""
    corpus = add_corpus(by=None, codebook=get_codebook(_network(network).slug, codebook), address=texts)
    result = {"codebook": codebook, "texts": texts}
    words = _("À coder avec « {codebook} » : {label}").format(codebook=codebook, label=corpus.label_fr)
    print_done(words, result, as_json=as_json)


@app.command()
def export(
    network: str = typer.Argument(help="Réseau (slug)."),
    codebook: str = typer.Argument(help="Livre de codes (slug)."),
    file: Path = typer.Argument(
        help="Fichier : .yaml, .qdc ; avec --texts : .qdpx, .txt, .csv, .xlsx, .ods, .html, .docx."
    ),
    texts: str = typer.Option("", "--texts", help="Textes codés, comme « essai-2026.q37 »."),
    force: bool = Force,
    as_json: bool = AsJson,
) -> None:
    """Écrire un livre de codes, un .qdpx, un corpus, un tableau de codages ou un rapport par code."""
    extension = file.suffix.lower().removeprefix(".")
    writers: dict[str, Callable[..., bytes]] = {**REPORT_FILES, **CODER_FILES} if texts else {**CODEBOOK_FILES}
    if extension not in writers:
        message = "un fichier parmi : {items}"
        raise RuleError(message, items=", ".join(f".{one}" for one in sorted(writers)))
    slug = _network(network).slug
    corpus = view_corpus(get_corpus(slug, codebook, texts)) if texts else read_version(get_codebook(slug, codebook))
    write_whole(file, writers[extension](corpus), force=force)
    print_done(_("Écrit : {file}").format(file=file), {"file": str(file)}, as_json=as_json)
