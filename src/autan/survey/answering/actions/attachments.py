"""The only writer of the files joined to answers; one that no answer names any more is erased with its revision."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from autan.ground.errors import DomainError
from autan.ground.received_files import ReceivedFile, receive
from autan.ground.wordings import Sentence
from autan.people.journal.actions import Act
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.models import Attachment
from autan.survey.campaigns.queries.answering_access import AnsweringAccess
from autan.survey.campaigns.queries.importing import attachments_named, digest_in, total_size
from autan.survey.questionnaires.core.answers.fields import AnswerInput, one_text
from autan.survey.questionnaires.core.answers.values import AnswerFault
from autan.survey.questionnaires.core.kinds.texts import JOINED

MOST_BYTES = 200_000_000
"""Most that a territory joins to its answers in one campaign, in bytes."""

type Upload = tuple[str, bytes]
"""Name and content of a file, as it is given."""


def receive_uploads(uploads: Mapping[str, Upload], faults: dict[str, AnswerFault]) -> dict[str, ReceivedFile]:
    """Return the files given to some questions as they are kept, and add why others are not taken."""
    received = {}
    for question, (name, data) in uploads.items():
        try:
            received[question] = receive(name, data)
        except DomainError as error:
            faults[question] = AnswerFault(part=JOINED, message=Sentence(str(error)))
    return received


def join_files(
    act: Act,
    access: AnsweringAccess,
    entries: Sequence[AnswerInput],
    received: Mapping[str, ReceivedFile],
    *,
    current: Mapping[str, AnswerRevision],
    faults: dict[str, AnswerFault],
) -> list[AnswerInput]:
    """Keep the files of some entries and name them in their answers; add to the faults what names none that stands."""
    left = MOST_BYTES - total_size(access.place) if received else 0
    joined = []
    for entry in entries:
        file = received.get(entry.question)
        if file is not None and len(file.data) > left:
            message = Sentence("200 Mo au plus sont joints par collectivité : retirez un fichier, ou réduisez celui-ci")
            faults[entry.question] = AnswerFault(part=JOINED, message=message)
        elif file is not None:
            left -= len(file.data)
            _store_file(act, access, entry.question, file)
            earlier = current[entry.question].value if entry.question in current else None
            typed, shown = (
                one_text(entry.parts, "name").strip(),
                earlier.get("name") if isinstance(earlier, dict) else "",
            )
            name = file.name if typed in {"", shown} else typed
            entry = replace(entry, parts={**entry.parts, "name": (name,), JOINED: (file.sha256,)})
        joined.append(entry)
    siren = access.territory.siren
    texts = {entry.question: one_text(entry.parts, JOINED) for entry in joined}
    existing = {(siren, code, digest_in(answer.value)) for code, answer in current.items()}
    strange = {(siren, code, digest) for code, digest in texts.items() if digest} - existing
    message = Sentence("ce fichier n’est plus sur le site : joignez-le de nouveau")
    for _siren, code, _digest in strange - attachments_named(access.campaign, strange):
        faults.setdefault(code, AnswerFault(part=JOINED, message=message))
    return joined


def _store_file(act: Act, access: AnsweringAccess, question: str, file: ReceivedFile) -> None:
    """The same file again is kept once."""
    Attachment.objects.get_or_create(
        **access.place,
        question=question,
        sha256=file.sha256,
        defaults={
            "name": file.name,
            "media_type": file.media_type,
            "size": len(file.data),
            "content": file.data,
            "by_id": act.author_id,
        },
    )
