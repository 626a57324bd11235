"""A document that comes back: its marks, titles and manifest as Word and LibreOffice write them, or its refusal."""

import io
import zipfile

import pytest

from autan.ground.documents.renderers.odt.elements import qn
from autan.ground.errors import ImportFileError
from autan.publishing.edition_files.core import DocumentMark, FoundMark
from autan.publishing.edition_files.importers import MAX_DOCUMENT_BYTES, read_returned_document

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODT = " ".join(f'xmlns:{prefix}="{qn(f"{prefix}:x")[1:-2]}"' for prefix in ("office", "text", "meta"))
MANIFEST = (
    '<edition xmlns="urn:autan:edition" slug="essai" hash="0123"><title rank="1">Résumé</title><title rank="2"/>'
    '<mark rank="1" name="a" figure_id="facts.F1" section="1">10 plans</mark><mark rank="2" name="b"/>'
    '<mark rank="x" name="c"/><mark name="d"/></edition>'
)


def zipped(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def control(tag, words):
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{words}</w:sdtContent></w:sdt>'


def run(words):
    return f"<w:r><w:t>{words}</w:t></w:r>"


def word(body, manifest=MANIFEST, **more):
    members = {"word__document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>", **more}
    return zipped(**members, **({"customXml__item7.xml": manifest} if manifest else {}))


def odt(body, manifest=MANIFEST):
    kept = manifest.replace("<", "&lt;")
    field = '<meta:user-defined meta:name="{}">{}</meta:user-defined>'
    meta = field.format("other", "x") + field.format("autan", kept)
    return zipped(
        **{
            "content.xml": f"<office:text {ODT}>{body}</office:text>",
            "meta.xml": f"<office:meta {ODT}>{meta if manifest else ''}</office:meta>",
        }
    )


def found(data):
    document = read_returned_document(data, file="retour")
    return [(mark.rank, mark.words, mark.section) for mark in document.found], document.sections


def test_word_gives_each_mark_under_the_last_title_and_what_was_removed_is_not_read():
    title = '<w:bookmarkStart w:name="autan_t{}"/>'
    body = (
        control("autan:3:facts.F3", run("avant"))
        + title.format(1)
        + '<w:bookmarkStart w:name="_GoBack"/>'
        + control("autan:1:facts.F1", run("10 ") + f"<w:del>{run('onze ')}</w:del>" + f"<w:ins>{run('plans')}</w:ins>")
        + control("autan:2:facts.F2", f"<w:del>{run('tout')}</w:del>")
        + control("autan:x:facts.F2", run("sans rang"))
        + control("autan", run("sans rang"))
        + control("autre:4:x", run("étranger"))
        + "<w:sdt><w:sdtContent><w:r><w:t>nu</w:t></w:r></w:sdtContent></w:sdt>"
        + title.format(2)
        + control("autan:1:facts.F1", f"<w:moveFrom>{run('ici')}</w:moveFrom>" + run("là"))
    )
    assert found(word(body)) == ([(3, "avant", ""), (1, "10 plans", "1"), (1, "là", "2")], {"1", "2"})


def test_libreoffice_gives_the_words_between_the_two_ends_of_each_mark():
    start, end = '<text:bookmark-start text:name="autan_{}"/>', '<text:bookmark-end text:name="autan_{}"/>'
    body = (
        f"<text:table-of-content><text:p>{start.format('c9_x')}contenu{end.format('c9_x')}</text:p></text:table-of-content>"
        f"<text:p>{start.format('c3_F3')}avant{end.format('c3_F3')}</text:p>"
        f"<text:h>{start.format('t1')}Résumé{end.format('t1')}</text:h>"
        f"<text:p>Il y a {start.format('c1_F1')}10<text:s text:c='2'/><text:span>pl</text:span>ans"
        "<text:note>1</text:note>"
        f"<office:annotation>non</office:annotation><text:s/>!{end.format('c1_F1')} en tout</text:p>"
        f"<text:p>{start.format('c2_F2')}{end.format('c2_F2')}</text:p>"
        f"<text:p>{start.format('cx_F2')}sans rang{end.format('cx_F2')}</text:p>"
        f"<text:p>{start.format('c4_F4')}jamais fermé</text:p>"
    )
    assert found(odt(body)) == ([(3, "avant", ""), (1, "10  plans !", "1")], {"1"})


@pytest.mark.parametrize("make", [word, odt])
def test_the_manifest_says_what_left_and_is_found_whatever_its_name(make):
    document = read_returned_document(make(""), file="retour")
    assert (document.manifest.edition, document.manifest.content_hash) == ("essai", "0123")
    assert document.manifest.titles == {"1": "Résumé", "2": ""}
    assert document.manifest.marks == (
        DocumentMark(rank=1, name="a", figure_id="facts.F1", words="10 plans", section="1"),
        DocumentMark(rank=2, name="b", figure_id="", words=""),
    )
    assert document.found == ()


def test_other_parts_beside_the_text_are_left_alone():
    others = {"customXml__item1.xml": "<other/>", "word__media__image.png": b"no xml"}
    body = control("autan:1:facts.F1", run("10"))
    assert read_returned_document(word(body, **others), file="x").found == (FoundMark(rank=1, words="10", section=""),)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"rien", "un document Word .docx ou LibreOffice .odt"),
        (b"PK\x03\x04coupe", "une archive zip entière"),
        (zipped(autre="x"), "un document Word .docx ou LibreOffice .odt"),
        (zipped(**{"content.xml": f"<office:text {ODT}/>"}), "un document Word .docx ou LibreOffice .odt"),
        (word("<mal"), "un document Word .docx ou LibreOffice .odt qui s’ouvre"),
        (word("", manifest=""), "un document produit par Autan"),
        (word("", manifest="<edition/>"), "un document produit par Autan"),
        (odt("", manifest=""), "un document produit par Autan"),
        (odt("", manifest="<mal"), "qui s’ouvre"),
        (word('<!DOCTYPE x [<!ENTITY e "x">]>'), "sans déclaration de type de document"),
    ],
    ids=range(10),
)
def test_a_document_that_is_none_of_ours_is_refused_in_words(data, said):
    with pytest.raises(ImportFileError) as caught:
        read_returned_document(data, file="retour.docx")
    assert caught.value.file == "retour.docx"
    assert said in caught.value.faults[0].expected


def test_a_document_too_heavy_to_be_read_is_refused_before_it_is_opened():
    with pytest.raises(ImportFileError) as caught:
        read_returned_document(b"PK\x03\x04" + bytes(MAX_DOCUMENT_BYTES), file="retour.docx")
    assert caught.value.faults[0].expected == "un document de 50 Mo au plus"
