"""A Word document, piece by piece: what each piece is in the file, read back by a library of another hand."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from autan.ground.documents.renderers.native_charts import ChartLayout, NativeChart, NativeSeries
from autan.ground.documents.renderers.office import MOST_WHOLE_ROWS, OutlineEntry, chart_height
from autan.ground.documents.renderers.word.document import WordDocument
from tests.ground.test_documents_odt import about, body, cells, picture, words
from tests.ground.workbook_making import unzipped

NAMES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


@pytest.fixture
def document() -> WordDocument:
    return WordDocument()


def saved(document, *elements, **fields) -> dict[str, bytes]:
    return unzipped(document.save(elements, about(**fields)))


def text(document, *elements):
    return etree.fromstring(saved(document, *elements)["word/document.xml"])


def opened(document, *elements):
    return docx.Document(io.BytesIO(document.save(elements, about())))


def values(element, path: str) -> list[str]:
    return [one.get(qn("w:val")) for one in element.findall(path, NAMES)]


@pytest.mark.parametrize(
    ("look", "tag", "value"),
    [
        ({"bold": True}, "w:b", None),
        ({"italic": True}, "w:i", None),
        ({"half_points": 21}, "w:sz", "21"),
        ({"language": "en-GB"}, "w:lang", "en-GB"),
        ({"role": "link"}, "w:rStyle", "Hyperlink"),
    ],
)
def test_a_text_has_its_look(document, look, tag, value):
    root = text(document, document.paragraph("body", [document.run("mot", **look)]))
    (properties,) = root.findall(".//w:r/w:rPr", NAMES)
    assert [(one.tag, one.get(qn("w:val"))) for one in properties] == [(qn(tag), value)]


def test_looks_stand_in_the_order_that_word_wants(document):
    run = document.run("mot", role="link", bold=True, italic=True, half_points=20, language="oc")
    assert [etree.QName(one).localname for one in run[0]] == ["rStyle", "b", "i", "sz", "lang"]
    assert len(document.run("mot")) == 1, "a plain text has no look"


@pytest.mark.parametrize("words_of_run", [" entre ", "a  b", "« Énergie » & <sol>"])
def test_a_text_keeps_its_spaces_and_signs(document, words_of_run):
    (line,) = opened(document, body(document, words_of_run)).paragraphs
    assert line.text == words_of_run


def test_what_cannot_be_printed_is_written_by_its_number(document):
    (line,) = opened(document, body(document, "a\x00b")).paragraphs
    assert line.text == "a[U+0000]b"


@pytest.mark.parametrize(
    ("place", "tag", "value"),
    [
        ({"is_kept": True}, "w:keepNext", None),
        ({"begins_page": True}, "w:pageBreakBefore", None),
        ({"align": "right"}, "w:jc", "right"),
        ({"align": "center"}, "w:jc", "center"),
    ],
)
def test_a_paragraph_has_its_place(document, place, tag, value):
    root = text(document, body(document, "mots", **place))
    (properties,) = root.findall(".//w:p/w:pPr", NAMES)
    assert [(one.tag, one.get(qn("w:val"))) for one in properties[1:]] == [(qn(tag), value)]


def test_each_role_is_a_style_that_the_document_has(document):
    roles = {
        "title": "Title",
        "heading_1": "Heading 1",
        "heading_3": "Heading 3",
        "body": "Body Text",
        "quote": "Quote",
        "source": "Autan Source",
        "notice": "Autan Avertissement",
    }
    read = opened(document, *(document.paragraph(role, [document.run(role)]) for role in roles))
    assert [line.style.name for line in read.paragraphs] == list(roles.values())


def test_lists_have_each_their_number_and_items_their_depth(document):
    dashes, numbers = document.new_list(is_ordered=False), document.new_list(is_ordered=True)
    again = document.new_list(is_ordered=True)
    items = [(dashes, 0), (dashes, 2), (numbers, 0), (again, 1)]
    parts = saved(document, *(body(document, "x", item=item) for item in items))
    root = etree.fromstring(parts["word/document.xml"])
    assert values(root, ".//w:ilvl") == ["0", "2", "0", "1"]
    assert values(root, ".//w:numId") == [str(dashes), str(dashes), str(numbers), str(again)]
    numbering = etree.fromstring(parts["word/numbering.xml"])
    kinds = {
        number.get(qn("w:numId")): (number.find("w:abstractNumId", NAMES).get(qn("w:val")), len(number))
        for number in numbering.findall("w:num", NAMES)
    }
    assert kinds[str(numbers)][0] == kinds[str(again)][0] != kinds[str(dashes)][0]
    assert kinds[str(dashes)][1] == 1, "a dash does not count from 1"
    starts = numbering.findall(f"w:num[@w:numId='{again}']/w:lvlOverride/w:startOverride", NAMES)
    assert [start.get(qn("w:val")) for start in starts] == ["1", "1", "1"]


def test_levels_of_lists_are_further_and_further_in(document):
    number = document.new_list(is_ordered=True)
    numbering = etree.fromstring(saved(document, body(document, "x", item=(number, 0)))["word/numbering.xml"])
    for kind, signs in (("bullet", ["–"] * 3), ("decimal", ["%1.", "%2.", "%3."])):
        (definition,) = [
            one
            for one in numbering.findall("w:abstractNum", NAMES)
            if values(one, "w:lvl/w:numFmt") == [kind] * 3 and values(one, "w:lvl/w:lvlText") == signs
        ]
        indents = [one.get(qn("w:left")) for one in definition.findall("w:lvl/w:pPr/w:ind", NAMES)]
        assert indents == ["360", "720", "1080"]
    orders = [etree.QName(one).localname for one in numbering]
    assert orders == sorted(orders), "definitions come before the lists that name them"


def test_a_figure_is_in_a_control_that_says_its_rank_and_address(document):
    (control,) = text(
        document, document.paragraph("body", document.marked(7, "mix/total", "Énergie", [document.run("12")]))
    ).iter(qn("w:sdt"))
    assert values(control, "w:sdtPr/w:tag") == ["autan:7:mix/total"]
    assert (values(control, "w:sdtPr/w:alias"), values(control, "w:sdtPr/w:id")) == (["Énergie"], ["1000007"])
    assert words(control.find("w:sdtContent", NAMES)) == "12"


def test_names_of_a_control_are_cut_where_word_refuses_more(document):
    (control,) = document.marked(1, "a" * 100, "b" * 100, [])
    assert [len(value) for path in ("w:tag", "w:alias") for value in values(control, f"w:sdtPr/{path}")] == [64, 64]


def test_bookmarks_have_each_their_number(document):
    marks = [*document.bookmarked("a", [document.run("1")]), *document.bookmarked("b", [document.run("2")])]
    root = text(document, document.paragraph("body", marks))
    starts = [(one.get(qn("w:id")), one.get(qn("w:name"))) for one in root.iter(qn("w:bookmarkStart"))]
    assert starts == [("1", "a"), ("2", "b")]
    assert [one.get(qn("w:id")) for one in root.iter(qn("w:bookmarkEnd"))] == ["1", "2"]


def fields(root) -> list[str]:
    return [one.text for one in root.iter(qn("w:instrText"))]


def test_notes_stand_at_the_foot_and_one_may_be_called_again(document):
    pieces = [*document.note("n1", "Une source."), *document.note("n2", "Une autre."), *document.note_again("n1", 1)]
    parts = saved(document, document.paragraph("body", pieces))
    root, notes = etree.fromstring(parts["word/document.xml"]), etree.fromstring(parts["word/footnotes.xml"])
    assert [one.get(qn("w:id")) for one in root.iter(qn("w:footnoteReference"))] == ["1", "2"]
    written = {note.get(qn("w:id")): words(note) for note in notes}
    assert (written["1"], written["2"]) == (" Une source.", " Une autre.")
    assert [note.get(qn("w:type")) for note in notes][:2] == ["separator", "continuationSeparator"]
    assert fields(root) == [" NOTEREF n1 \\f \\h "]
    assert values(notes, ".//w:pStyle") == ["footnotetext"] * 2


def test_a_link_leads_to_its_address(document):
    address = "https://exemple.fr/?a=1&b=2"
    read = opened(document, document.paragraph("body", document.link(address, [document.run("ici")])))
    (link,) = read.element.iter(qn("w:hyperlink"))
    relation = read.part.rels[link.get(qn("r:id"))]
    assert (relation.is_external, relation.target_ref) == (True, address)
    assert [one.text for one in link.iter(qn("w:t"))] == ["ici"]


def test_captions_are_counted_by_kind_and_kept_with_what_follows(document):
    kinds = ("Figure", "Tableau", "Figure")
    read = opened(document, *(document.caption(kind, [document.run("Titre")]) for kind in kinds))
    assert [line.text for line in read.paragraphs] == [
        "Figure\u00a01. Titre",
        "Tableau\u00a01. Titre",
        "Figure\u00a02. Titre",
    ]
    assert fields(read.element) == [f" SEQ {kind} \\* ARABIC " for kind in kinds]
    assert all(line.paragraph_format.keep_with_next for line in read.paragraphs)


def test_a_field_shows_something_until_it_is_computed(document):
    root = text(document, document.caption("Figure", []))
    kinds = [one.get(qn("w:fldCharType")) for one in root.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    assert next(root.iter(qn("w:fldChar"))).get(qn("w:dirty")) is None


def test_a_picture_is_in_the_file_with_its_words_as_wide_as_the_column(document):
    whole = document.picture(picture(40, 20), title="Un dessin", description="Dix d’un côté.")
    half = document.picture(picture(40, 20), title="b", description="", share=0.5)
    read = opened(document, whole, half)
    first, second = read.inline_shapes
    assert int(first.width.twips) == pytest.approx(document.width, abs=1)
    assert (first.width / first.height, second.width / first.width) == (
        pytest.approx(2, rel=0.01),
        pytest.approx(0.5, rel=0.01),
    )
    names = [one.attrib for one in read.element.iter(qn("wp:docPr"))]
    assert (names[0]["title"], names[0]["descr"]) == ("Un dessin", "Dix d’un côté.")
    assert [name["id"] for name in names] == ["1", "2"]


def chart(layout: ChartLayout = ChartLayout.BARS) -> NativeChart:
    series = NativeSeries(name="Énergie", colour="#1f5078", values=(1.0, None), words=("≥ 1", ""), colours={})
    return NativeChart(layout=layout, categories=("A", "B"), series=(series,), number_format="0.0")


def never() -> bytes:
    raise AssertionError("Word draws the chart itself")


def test_a_chart_is_edited_in_the_document_with_its_numbers_beside(document):
    element = document.chart(chart(), never, title="Un <graphique>", description="Deux barres.\x00")
    parts = saved(document, document.picture(picture(), title="", description=""), element)
    assert "/word/embeddings/autan1.xlsx" in {f"/{name}" for name in parts}
    drawn = etree.fromstring(parts["word/charts/autan1.xml"])
    relation = next(one for one in drawn.iter() if etree.QName(one).localname == "externalData").get(qn("r:id"))
    assert f'Id="{relation}"' in parts["word/charts/_rels/autan1.xml.rels"].decode()
    root = etree.fromstring(parts["word/document.xml"])
    named = [one for one in root.iter(qn("wp:docPr")) if one.get("name", "").startswith("Graphique")]
    assert [(one.get("title"), one.get("descr")) for one in named] == [("Un <graphique>", "Deux barres.[U+0000]")]


@pytest.mark.parametrize("share", [1, 0.5])
def test_a_chart_is_as_wide_as_the_column_and_as_tall_as_its_bars(document, share):
    element = document.chart(chart(), never, title="", description="", share=share)
    (extent,) = element.iter(qn("wp:extent"))
    tall = round((500 + 380 * 2) * share)
    assert (int(extent.get("cx")), int(extent.get("cy"))) == (document.width * 635, tall * 635)


def test_bars_are_as_thick_in_every_chart_and_lines_have_one_height():
    assert chart_height(chart()) == 500 + 2 * 380
    assert chart_height(chart(ChartLayout.STACKS)) == 500 + 2 * 380
    assert chart_height(chart(ChartLayout.LINES)) == 5000


def test_a_table_has_its_columns_its_head_and_its_cells(document):
    rows = [cells(document, "Ligne", "Valeur"), cells(document, "Énergie", "12")]
    read = opened(document, document.table(rows, [3000, 6000], has_head=True, title="Chiffres"))
    (table,) = read.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Ligne", "Valeur"], ["Énergie", "12"]]
    assert [int(column.width.twips) for column in table.columns] == [3000, 6000]
    properties = table._tbl.tblPr
    assert (values(properties, "w:tblCaption"), values(properties, "w:tblLook")) == (["Chiffres"], ["0420"])
    assert properties.find(qn("w:tblW")).get(qn("w:w")) == "9000"
    heads = [row._tr.find(".//w:tblHeader", NAMES) is not None for row in table.rows]
    assert heads == [True, False]


def test_a_table_without_a_head_repeats_nothing_and_is_not_ruled(document):
    root = text(document, document.table([cells(document, "a"), cells(document, "b")], [100], has_head=False))
    assert list(root.iter(qn("w:tblHeader"))) == []
    assert {one.get(qn("w:val")) for one in root.find(".//w:tblBorders", NAMES)} == {"nil"}
    assert (values(root, ".//w:tblLook"), values(root, ".//w:tblCaption")) == (["0400"], [])


@pytest.mark.parametrize(("count", "kept"), [(1, 0), (3, 2), (MOST_WHOLE_ROWS, 15), (MOST_WHOLE_ROWS + 1, 0)])
def test_a_short_table_stays_on_one_page(document, count, kept):
    rows = [cells(document, str(line)) for line in range(count)]
    root = text(document, document.table(rows, [100], has_head=False))
    assert len(list(root.iter(qn("w:keepNext")))) == kept
    assert len(list(root.iter(qn("w:cantSplit")))) == count, "a row is never cut"


def test_a_row_of_another_number_of_cells_is_no_table(document):
    with pytest.raises(ValueError, match="zip"):
        document.table([cells(document, "a", "b")], [100], has_head=False)


def test_the_contents_are_made_again_by_word_and_lead_to_titles_until_then(document):
    entries = [
        OutlineEntry(level=1, anchor="t1", words="Énergie"),
        OutlineEntry(level=2, anchor="t2", words="Bâtiments"),
    ]
    root = text(document, *document.contents(entries))
    assert fields(root) == [' TOC \\o "1-2" \\h \\z \\u ']
    assert next(root.iter(qn("w:fldChar"))).get(qn("w:dirty")) == "true"
    links = [(link.get(qn("w:anchor")), words(link)) for link in root.iter(qn("w:hyperlink"))]
    assert links == [("t1", "Énergie"), ("t2", "Bâtiments")]
    stops = [(one.get(qn("w:leader")), one.get(qn("w:pos"))) for one in root.iter(qn("w:tab"))]
    assert stops == [("dot", str(document.width))] * 2
    lines = list(root.iter(qn("w:p")))
    assert [etree.QName(one).localname for one in lines[0]][:4] == ["pPr", "r", "r", "r"]
    assert lines[-1][-1][0].get(qn("w:fldCharType")) == "end"


def test_the_properties_of_the_page_stay_after_the_text_in_its_order(document):
    root = text(document, body(document, "un"), body(document, "deux"))
    assert [etree.QName(one).localname for one in root[0]] == ["p", "p", "sectPr"]
    assert [words(one) for one in root[0][:2]] == ["un", "deux"]


def test_margins_say_their_words_and_the_page(document):
    document.set_margins("Territoires & climat", "Version 2, page ")
    read = opened(document)
    section = read.sections[-1]
    assert [line.text for line in section.header.paragraphs] == ["Territoires & climat"]
    assert [line.text for line in section.footer.paragraphs] == ["Version 2, page 1"]
    assert fields(section.footer._element) == [" PAGE "]


def test_the_document_says_of_itself_what_it_is(document):
    long = "a" * 300
    data = document.save([], about(title=long, subject="Climat\x00", language="en-GB"))
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert (len(properties.title), properties.title[-1], properties.subject) == (255, "…", "Climat[U+0000]")
    assert (properties.language, properties.identifier, properties.author) == ("en-GB", "essai-1", "Autan")
    assert (properties.comments, properties.keywords, properties.revision) == ("", "", 1)
    assert str(properties.created) == str(properties.modified) == "2026-09-30 12:00:00+00:00"
    styles = etree.fromstring(unzipped(data)["word/styles.xml"])
    assert set(values(styles, ".//w:lang")) == {"en-GB"}


def test_what_is_kept_beside_is_a_part_of_its_own_of_its_namespace(document):
    document.keep_beside(b'<marks xmlns="urn:essai"><a/></marks>')
    parts = saved(document)
    assert parts["customXml/item1.xml"] == b'<marks xmlns="urn:essai"><a/></marks>'
    assert b'ds:uri="urn:essai"' in parts["customXml/itemProps1.xml"]
    assert b"customXml/item1.xml" in parts["word/_rels/document.xml.rels"].replace(b"../", b"")


def test_a_second_text_kept_beside_does_not_take_the_place_of_the_first(document):
    document.keep_beside(b'<a xmlns="urn:a"/>')
    document.keep_beside(b'<b xmlns="urn:b"/>')
    parts = saved(document)
    assert (parts["customXml/item1.xml"], parts["customXml/item2.xml"]) == (
        b'<a xmlns="urn:a"/>',
        b'<b xmlns="urn:b"/>',
    )


def test_the_same_pieces_make_the_same_bytes():
    def made() -> bytes:
        document = WordDocument()
        number = document.new_list(is_ordered=True)
        pieces = [body(document, "a", item=(number, 0)), document.chart(chart(), never, title="a", description="b")]
        return document.save(pieces, about())

    assert made() == made()
    with zipfile.ZipFile(io.BytesIO(made())) as archive:
        names = archive.namelist()
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert names[2:] == sorted(names[2:])
