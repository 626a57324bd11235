"""The contents of an office document: under the cover where they are short, else on a page of their own."""

import pytest

from autan.ground.documents.renderers.kinds import MEDIA_TYPES, new_document
from autan.publishing.edition_files.renderers.office.state import DocumentState


@pytest.mark.parametrize("kind", MEDIA_TYPES)
@pytest.mark.parametrize(("count", "has_page"), [(6, False), (30, True)])
def test_long_contents_have_a_page_of_their_own(kind, count, has_page):
    document = new_document(kind)
    state = DocumentState(document=document)
    for rank in range(count):
        state.title(1, [document.run(f"Titre {rank}")], f"Titre {rank}")
    first = state.contents("Sommaire")[0]
    assert "Sommaire" in "".join(first.itertext())
    assert "Titre" not in "".join(first.itertext())
    assert (first.find(".//{*}pageBreakBefore") is not None) is (has_page and kind == "docx")
