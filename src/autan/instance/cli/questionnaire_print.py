"""`autan questionnaire print`: a questionnaire on paper, blank or with the answers of a territory."""

from pathlib import Path

import typer
from django.utils import timezone

from autan.evidence.figures.queries.registry import OPERATOR
from autan.ground.errors import Fault, RuleError
from autan.ground.tables.importers.tables import read_file
from autan.ground.texts.language import in_language
from autan.instance.cli.errors import fault_as_object
from autan.instance.cli.listing import AsJson, Force, print_done
from autan.instance.cli.whole_files import write_whole
from autan.survey.campaigns.presenters import print_campaign
from autan.survey.campaigns.queries.campaigns import view_campaign
from autan.survey.questionnaires.core.printing.layout import describe_version, print_questionnaire
from autan.survey.questionnaires.queries import read_questionnaire_file


def print_document(
    source: str = typer.Argument(help="Fichier de questionnaire, ou campagne (slug)."),
    target: Path = typer.Argument(help="Document à écrire (.pdf ou .docx)."),
    territory: str = typer.Option("", help="Avec les réponses de cette collectivité (SIREN) ; vierge sinon."),
    language: str = typer.Option("fr", help="Langue du document : fr ou en."),
    force: bool = Force,
    as_json: bool = AsJson,
) -> None:
    """Imprimer un questionnaire en PDF ou en DOCX, vierge ou avec les réponses d’une collectivité."""
    warnings: tuple[Fault, ...] = ()
    if Path(source).exists():
        if territory:
            message = "un fichier n’a pas de réponses : donnez le slug de la campagne"
            raise RuleError(message)
        questionnaire, warnings = read_questionnaire_file(read_file(Path(source)), source, version=timezone.localdate())
        printed = print_questionnaire(questionnaire, subtitle=describe_version(None, questionnaire.version))
        day = questionnaire.version
    else:
        view = view_campaign(source)
        printed, day = print_campaign(view, siren=territory, reader=OPERATOR), view.questionnaire.version
    from autan.survey.questionnaires.exporters.documents import write_document  # loads Word, which checks do not need

    with in_language(language):
        data = write_document(printed, target.suffix.lower().lstrip("."), day=day)
    write_whole(target, data, force=force)
    done = {"file": str(target), "warnings": [fault_as_object(fault) for fault in warnings]}
    print_done(f"\nÉcrit : {target}", done, as_json=as_json)
