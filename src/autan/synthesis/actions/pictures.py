"""Adds a picture to a part of an edition: redrawn without its tags, kept, named in the head, called at the end."""

from autan.accounts.models import Person
from autan.edition_files.queries.files import picture_path
from autan.errors import DomainError, RuleError
from autan.living_text.core.pictures import GivenPicture, picture_file
from autan.living_text.importers.head_edits import add_entries, tables_of
from autan.living_text.importers.section_edits import checked
from autan.living_text.importers.sections import join_sections, split_sections
from autan.synthesis.actions.editions import editing, edition_ref
from autan.synthesis.actions.writing import WRITES, record_text
from autan.workshops.core.files import PHOTO_ENDINGS, ending_of, why_refused
from autan.workshops.importers.photos import redraw_photo


def add_picture(*, by: Person | None, slug: str, rank: int, given: GivenPicture) -> str:
    """Keep a picture and call it at the end of a part; answers its name in the text.

    Raises:
        UnknownEditionError: there is no such edition.
        RuleError: the part is not there, or the picture has no alternative text or no rights.
        DomainError: the file is no picture that can be read, or is too heavy.
        NotAllowedError: this person does not coordinate the network.
    """
    with editing(by, slug, "add_picture", refusal=WRITES) as (act, edition):
        data = _redrawn(given)
        file = picture_file(data)
        texts = [section.text for section in split_sections(edition.source)]
        if not 0 < rank < len(texts):
            raise RuleError("ce chapitre n’est plus dans le texte")
        name = f"image_{len(tables_of(texts[0])['pictures']) + 1}_{file[:6]}"
        told = {"alternative": given.alternative, "credit": given.credit, "caption": given.caption}
        entry = {"file": file} | {key: _both(words) for key, words in told.items() if words.strip()}
        texts[0] = add_entries(texts[0], "pictures", {name: entry})
        texts[rank] = f"{texts[rank]}\n\n{{{{picture: {name}}}}}"
        source = checked(join_sections(texts), file=edition.file)
        path = picture_path(file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        record_text(act, edition, by, source, what="Image ajoutée")
        act.record(edition_ref(edition), summary=f"Image ajoutée : {given.credit}", network=edition.network)
    return name


def _redrawn(given: GivenPicture) -> bytes:
    if not given.alternative.strip() or not given.credit.strip():
        raise RuleError("une image vient avec ce qu’elle montre, et avec son auteur et ses droits")
    if refusal := why_refused(given.name, len(given.data), given.data[:8]):
        raise DomainError(refusal)
    if ending_of(given.name) not in PHOTO_ENDINGS:
        message = f"une image est attendue : {', '.join(sorted(PHOTO_ENDINGS))}"
        raise DomainError(message)
    return redraw_photo(given.data)


def _both(words: str) -> dict[str, str]:
    """The words of an author in both languages, as a text of the head is."""
    line = " ".join(words.split())
    return {"fr": line, "en": line}
