"""What the room gives to the others."""

from autan.ground.extension_points import WritableTable
from autan.ground.registry import register
from autan.ground.wordings import Sentence
from autan.survey.formats.actions import OWNERS, answers_by_place
from autan.survey.formats.presenters import ANSWER_FILES

register(
    ANSWER_FILES,
    WritableTable(
        name="answers",
        rank=5,
        title=Sentence("Réponses aux enquêtes"),
        description=Sentence(
            "Une cellule de réponse par ligne, comme dans le tableau long d’une enquête : question, colonne (item) où "
            "il y en a, valeur, état. Une réponse qui se trouvait déjà là est gardée : la ligne qui la contredit "
            "n’écrit rien."
        ),
        permissions=frozenset({"surveys.record_answer"}),
        columns=(*OWNERS.names, "question", "value"),
        more_columns=("item", "state", "note", "source", "confidence"),
        example={"enquete": "enquete-2026", "siren": "999000032", "question": "energie", "value": "oui"},
        importing=answers_by_place,
    ),
)
