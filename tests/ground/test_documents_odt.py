"""A text of LibreOffice, piece by piece: what each piece is in the file, and the same bytes when made twice."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from lxml import etree
from PIL import Image

from autan.ground.documents.renderers.kinds import new_document
from autan.ground.documents.renderers.native_charts import ChartLayout, NativeChart
from autan.ground.documents.renderers.odt.document import OdtDocument
from autan.ground.documents.renderers.odt.elements import qn
from autan.ground.documents.renderers.odt.package import BESIDE
from autan.ground.documents.renderers.office import MOST_WHOLE_ROWS, DocumentMetadata, OutlineEntry
from tests.ground.workbook_making import unzipped

NOON = datetime(2026, 9, 30, 12, tzinfo=UTC)


def about(**words) -> DocumentMetadata:
    fields = {"title": "Un plan", "subject": "Climat", "language": "fr-FR", "identifier": "essai-1", "moment": NOON}
    return DocumentMetadata(**fields | words)


@pytest.fixture
def document() -> OdtDocument:
    return OdtDocument()


def saved(document, *elements, **words) -> dict[str, bytes]:
    return unzipped(document.save(elements, about(**words)))


def content(document, *elements):
    return etree.fromstring(saved(document, *elements)["content.xml"])


def words(element) -> str:
    return "".join(element.itertext())


def look_of(root, element, kind: str) -> dict[str, str]:
    """Properties of the automatic style that an element names."""
    name = next(value for key, value in element.attrib.items() if key.endswith("}style-name"))
    (style,) = (one for one in root.iter(qn("style:style")) if one.get(qn("style:name")) == name)
    properties = style.find(qn(f"style:{kind}-properties"))
    return {etree.QName(key).localname: value for key, value in properties.attrib.items()}


def picture(width: int = 40, height: int = 20, kind: str = "PNG") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(stream, kind)
    return stream.getvalue()


def body(document, text: str, **place):
    return document.paragraph("body", [document.run(text)], **place)


def test_a_kind_of_document_is_found_by_its_name():
    assert isinstance(new_document("odt"), OdtDocument)
    assert not isinstance(new_document("docx"), OdtDocument)


@pytest.mark.parametrize(
    ("look", "properties"),
    [
        ({"bold": True}, {"font-weight": "bold"}),
        ({"italic": True}, {"font-style": "italic"}),
        ({"half_points": 21}, {"font-size": "10.5pt"}),
        ({"half_points": 24}, {"font-size": "12pt"}),
        ({"language": "en-GB"}, {"language": "en", "country": "GB"}),
        ({"language": "oc"}, {"language": "oc", "country": ""}),
        ({"bold": True, "italic": True}, {"font-weight": "bold", "font-style": "italic"}),
    ],
)
def test_a_text_has_its_look(document, look, properties):
    root = content(document, document.paragraph("body", [document.run("mot", **look)]))
    (span,) = root.iter(qn("text:span"))
    assert (span.text, look_of(root, span, "text")) == ("mot", properties)


def test_a_plain_text_names_no_look(document):
    (span,) = content(document, body(document, "mot")).iter(qn("text:span"))
    assert dict(span.attrib) == {}


def test_a_text_of_a_role_names_its_style_and_a_look_of_it_comes_from_it(document):
    plain, bold = document.run("lien", role="link"), document.run("lien", role="link", bold=True)
    root = content(document, document.paragraph("body", [plain, bold]))
    first, second = root.iter(qn("text:span"))
    assert first.get(qn("text:style-name")) == "Internet_20_link"
    (style,) = (
        one for one in root.iter(qn("style:style")) if one.get(qn("style:name")) == second.get(qn("text:style-name"))
    )
    assert style.get(qn("style:parent-style-name")) == "Internet_20_link"


def test_one_look_is_made_once(document):
    runs = [document.run(text, bold=True) for text in "abc"] + [document.run("d", italic=True)]
    root = content(document, document.paragraph("body", runs))
    names = [span.get(qn("text:style-name")) for span in root.iter(qn("text:span"))]
    assert names == ["T1", "T1", "T1", "T2"]
    assert [style.get(qn("style:name")) for style in root.iter(qn("style:style"))] == ["T1", "T2"]


def test_what_cannot_be_printed_is_written_by_its_number(document):
    root = content(document, body(document, "a\x00b & <c>"))
    assert words(root.find(f".//{qn('office:text')}")) == "a[U+0000]b & <c>"


@pytest.mark.parametrize(
    ("place", "properties"),
    [
        ({"is_kept": True}, {"keep-with-next": "always"}),
        ({"begins_page": True}, {"break-before": "page"}),
        ({"align": "right"}, {"text-align": "end"}),
        ({"align": "center"}, {"text-align": "center"}),
        ({"is_kept": True, "begins_page": True}, {"keep-with-next": "always", "break-before": "page"}),
    ],
)
def test_a_paragraph_has_its_place(document, place, properties):
    root = content(document, body(document, "mots", **place))
    (line,) = root.iter(qn("text:p"))
    assert look_of(root, line, "paragraph") == properties


def test_a_paragraph_without_a_place_has_the_style_of_its_role(document):
    roles = ("body", "source", "cell", "notice", "key_number", "quote")
    root = content(document, *(document.paragraph(role, [document.run(role)]) for role in roles))
    assert [line.get(qn("text:style-name")) for line in root.iter(qn("text:p"))] == [
        "Text_20_body",
        "Autan_20_Source",
        "Autan_20_Cellule",
        "Autan_20_Avertissement",
        "Autan_20_Chiffre",
        "Quotations",
    ]


@pytest.mark.parametrize(("role", "level"), [("heading_1", "1"), ("heading_2", "2"), ("heading_3", "3")])
def test_a_title_is_a_title_of_its_depth(document, role, level):
    (title,) = content(document, document.paragraph(role, [document.run("Titre")])).iter(qn("text:h"))
    assert (title.get(qn("text:outline-level")), words(title)) == (level, "Titre")


def outline(element) -> list:
    """Words of the items of a list, those that it nests within."""
    items = []
    for item in element.iterfind(qn("text:list-item")):
        for child in item:
            items.append(outline(child) if child.tag == qn("text:list") else words(child))
    return items


def lists(root) -> list:
    return list(root.find(f".//{qn('office:text')}").iterfind(qn("text:list")))


def test_items_that_follow_each_other_are_one_list(document):
    number = document.new_list(is_ordered=False)
    root = content(document, *(body(document, text, item=(number, 0)) for text in "abc"))
    (whole,) = lists(root)
    assert (outline(whole), whole.get(qn("text:style-name"))) == (["a", "b", "c"], "LB")


def test_items_further_in_are_nested_under_the_one_before(document):
    number = document.new_list(is_ordered=True)
    depths = [("a", 0), ("b", 1), ("c", 2), ("d", 1), ("e", 0)]
    root = content(document, *(body(document, text, item=(number, depth)) for text, depth in depths))
    (whole,) = lists(root)
    assert outline(whole) == ["a", ["b", ["c"], "d"], "e"]
    assert {one.get(qn("text:style-name")) for one in root.iter(qn("text:list"))} == {"LN"}


def test_two_lists_that_follow_each_other_stay_two(document):
    first, second = document.new_list(is_ordered=True), document.new_list(is_ordered=True)
    items = [body(document, "a", item=(first, 0)), body(document, "b", item=(second, 0))]
    found = lists(content(document, *items))
    assert [outline(one) for one in found] == [["a"], ["b"]]
    assert [one.get(qn("text:continue-list")) for one in found] == [None, None]


def test_a_list_that_was_interrupted_goes_on_with_its_numbers(document):
    number = document.new_list(is_ordered=True)
    items = [body(document, text, item=(number, 0)) for text in "abc"]
    found = lists(content(document, items[0], body(document, "entre"), items[1], body(document, "deux"), items[2]))
    names = [(one.get(qn("xml:id")), one.get(qn("text:continue-list"))) for one in found]
    assert names == [("list1-1", None), ("list1-2", "list1-1"), ("list1-3", "list1-2")]


def test_a_list_of_another_kind_may_be_nested(document):
    dashes, numbers = document.new_list(is_ordered=False), document.new_list(is_ordered=True)
    root = content(document, body(document, "a", item=(dashes, 0)), body(document, "b", item=(numbers, 1)))
    (whole,) = lists(root)
    assert outline(whole) == ["a", ["b"]]
    assert [one.get(qn("text:style-name")) for one in root.iter(qn("text:list"))] == ["LB", "LN"]


def test_nothing_of_ours_stays_on_a_list(document):
    number = document.new_list(is_ordered=False)
    assert b"autan-list" not in saved(document, body(document, "a", item=(number, 1)))["content.xml"]


def test_the_looks_of_lists_have_three_depths_further_and_further_in(document):
    root = content(document)
    styles = {style.get(qn("style:name")): style for style in root.iter(qn("text:list-style"))}
    assert set(styles) == {"LB", "LN"}
    for style in styles.values():
        places = [place.get(qn("fo:margin-left")) for place in style.iter(qn("style:list-level-label-alignment"))]
        assert places == ["18pt", "36pt", "54pt"]
        assert [level.get(qn("text:level")) for level in style] == ["1", "2", "3"]
    assert {level.get(qn("text:bullet-char")) for level in styles["LB"]} == {"–"}
    assert {level.get(qn("style:num-suffix")) for level in styles["LN"]} == {"."}


def test_a_figure_is_between_the_two_ends_of_a_bookmark_that_says_its_rank_and_address(document):
    marked = document.marked(7, "mix/énergie totale@2030", "Énergie", [document.run("12")])
    (line,) = content(document, document.paragraph("body", marked)).iter(qn("text:p"))
    assert [etree.QName(piece).localname for piece in line] == ["bookmark-start", "span", "bookmark-end"]
    names = {piece.get(qn("text:name")) for piece in (line[0], line[2])}
    assert names == {"autan_c7_mix_nergie_totale_2030"}


def test_notes_are_numbered_and_one_may_be_called_again(document):
    first, second = document.note("n1", "Une source."), document.note("n2", "Une autre.")
    again = document.note_again("n1", 1)
    root = content(document, document.paragraph("body", [*first, *second, *again]))
    notes = list(root.iter(qn("text:note")))
    assert [(note.get(qn("text:id")), note.get(qn("text:note-class"))) for note in notes] == [
        ("n1", "footnote"),
        ("n2", "footnote"),
    ]
    assert [note.findtext(qn("text:note-citation")) for note in notes] == ["1", "2"]
    (line,) = notes[0].iter(qn("text:p"))
    assert (line[0].tag, line[0].tail) == (qn("text:s"), "Une source."), "a space, then the text"
    (call,) = root.iter(qn("text:note-ref"))
    assert (call.get(qn("text:ref-name")), call.text) == ("n1", "1")
    assert call.getparent().get(qn("text:style-name")) == "Footnote_20_anchor"


def test_a_link_leads_to_its_address(document):
    address = "https://exemple.fr/?a=1&b=é"
    (link,) = content(document, document.paragraph("body", document.link(address, [document.run("ici")]))).iter(
        qn("text:a")
    )
    assert (link.get(qn("xlink:href")), words(link)) == (address, "ici")


def test_captions_are_counted_by_kind_and_kept_with_what_follows(document):
    kinds = ("Figure", "Tableau", "Figure")
    root = content(document, *(document.caption(kind, [document.run("Titre")]) for kind in kinds))
    lines = [words(line) for line in root.iter(qn("text:p"))]
    assert lines == ["Figure\u00a01. Titre", "Tableau\u00a01. Titre", "Figure\u00a02. Titre"]
    counts = [(one.get(qn("text:name")), one.get(qn("text:formula"))) for one in root.iter(qn("text:sequence"))]
    assert counts == [("Figure", "ooow:Figure+1"), ("Tableau", "ooow:Tableau+1"), ("Figure", "ooow:Figure+1")]
    assert [one.get(qn("text:name")) for one in root.iter(qn("text:sequence-decl"))] == ["Figure", "Tableau"]
    assert look_of(root, next(root.iter(qn("text:p"))), "paragraph") == {"keep-with-next": "always"}


def test_notes_are_no_kind_of_caption(document):
    root = content(document, document.paragraph("body", document.note("n", "Une source.")))
    assert list(root.iter(qn("text:sequence-decl"))) == []


def test_a_picture_is_in_the_file_with_its_words_as_wide_as_the_column(document):
    data = picture(40, 20)
    parts = saved(document, document.picture(data, title="Un dessin", description="Dix d’un côté."))
    assert parts["Pictures/0001.png"] == data
    (frame,) = etree.fromstring(parts["content.xml"]).iter(qn("draw:frame"))
    assert frame.find(qn("draw:image")).get(qn("xlink:href")) == "Pictures/0001.png"
    assert (frame.findtext(qn("svg:title")), frame.findtext(qn("svg:desc"))) == ("Un dessin", "Dix d’un côté.")
    wide, tall = (float(frame.get(qn(f"svg:{side}")).removesuffix("pt")) for side in ("width", "height"))
    assert wide * 20 == pytest.approx(document.width, abs=1)
    assert wide / tall == pytest.approx(2, rel=0.01)


def test_a_share_of_the_column_and_photos_beside_drawings(document):
    parts = saved(
        document,
        document.picture(picture(), title="a", description="", share=0.5),
        document.picture(picture(kind="JPEG"), title="b", description=""),
    )
    assert {name for name in parts if name.startswith("Pictures/")} == {"Pictures/0001.png", "Pictures/0002.jpg"}
    half, whole = etree.fromstring(parts["content.xml"]).iter(qn("draw:frame"))
    widths = [float(frame.get(qn("svg:width")).removesuffix("pt")) for frame in (half, whole)]
    assert widths[0] == pytest.approx(widths[1] / 2, rel=0.01)
    assert [frame.get(qn("draw:name")) for frame in (half, whole)] == ["Image 1", "Image 2"]
    manifest = parts["META-INF/manifest.xml"].decode()
    assert 'full-path="Pictures/0002.jpg" manifest:media-type="image/jpeg"' in manifest
    assert 'full-path="Pictures/0001.png" manifest:media-type="image/png"' in manifest


def test_a_chart_is_a_picture_here(document):
    chart = NativeChart(layout=ChartLayout.BARS, categories=(), series=(), number_format="0")
    parts = saved(document, document.chart(chart, picture, title="Un graphique", description="Des barres."))
    assert "Pictures/0001.png" in parts


def cells(document, *texts):
    return [[document.paragraph("cell", [document.run(text)])] for text in texts]


def test_a_table_has_its_columns_its_head_and_its_cells(document):
    rows = [cells(document, "Ligne", "Valeur"), cells(document, "Énergie", "12")]
    root = content(document, document.table(rows, [3000, 6000], has_head=True, title="Chiffres"))
    (table,) = root.iter(qn("table:table"))
    assert [etree.QName(child).localname for child in table] == [
        "title",
        "table-column",
        "table-column",
        "table-header-rows",
        "table-row",
    ]
    assert [[words(cell) for cell in row] for row in root.iter(qn("table:table-row"))] == [
        ["Ligne", "Valeur"],
        ["Énergie", "12"],
    ]
    widths = [look_of(root, column, "table-column")["column-width"] for column in root.iter(qn("table:table-column"))]
    assert (widths, look_of(root, table, "table")["width"]) == (["150pt", "300pt"], "450pt")


def test_lines_of_a_table_with_a_head_are_drawn_and_those_of_another_are_not(document):
    rows = [cells(document, "a"), cells(document, "b")]
    ruled, bare = (
        document.table(rows, [100], has_head=True),
        document.table([cells(document, "c")], [100], has_head=False),
    )
    root = content(document, ruled, bare)
    first, second, third = (look_of(root, cell, "table-cell") for cell in root.iter(qn("table:table-cell")))
    assert (first["border-top"], second["border-top"]) == ("0.5pt solid #c9c2b3", "none")
    assert first["border-bottom"] == second["border-bottom"] == "0.5pt solid #c9c2b3"
    assert ("border" in first, third["border"]) == (False, "none")
    tables = list(root.iter(qn("table:table")))
    assert [table.find(qn("table:table-header-rows")) is not None for table in tables] == [True, False]
    assert [table.get(qn("table:name")) for table in tables] == ["Tableau 1", "Tableau 2"]
    assert [table.find(qn("table:title")) for table in tables] == [None, None]


@pytest.mark.parametrize(("count", "is_whole"), [(MOST_WHOLE_ROWS, True), (MOST_WHOLE_ROWS + 1, False)])
def test_a_short_table_stays_on_one_page_and_a_row_always_does(document, count, is_whole):
    rows = [cells(document, str(line)) for line in range(count)]
    root = content(document, document.table(rows, [100], has_head=True))
    look = look_of(root, next(root.iter(qn("table:table"))), "table")
    assert (look.get("may-break-between-rows") == "false") is is_whole
    assert look_of(root, next(root.iter(qn("table:table-row"))), "table-row") == {"keep-together": "always"}


def test_the_contents_lead_to_each_title_and_to_its_page(document):
    entries = [
        OutlineEntry(level=1, anchor="t1", words="Énergie"),
        OutlineEntry(level=2, anchor="t2", words="Bâtiments"),
        OutlineEntry(level=1, anchor="t3", words="Eau"),
    ]
    root = content(document, *document.contents(entries))
    (source,) = root.iter(qn("text:table-of-content-source"))
    assert (source.get(qn("text:outline-level")), len(source)) == ("2", 2)
    assert [one.get(qn("text:style-name")) for one in source] == ["Contents_20_1", "Contents_20_2"]
    links = list(root.find(f".//{qn('text:index-body')}").iter(qn("text:a")))
    assert [(link.get(qn("xlink:href")), link[0].text) for link in links] == [
        ("#t1", "Énergie"),
        ("#t2", "Bâtiments"),
        ("#t3", "Eau"),
    ]
    pages = [one.get(qn("text:ref-name")) for one in root.iter(qn("text:bookmark-ref"))]
    assert pages == ["t1", "t2", "t3"]
    styles = [link.getparent().get(qn("text:style-name")) for link in links]
    assert (styles[0] == styles[2], styles[0] != styles[1]) == (True, True)


def test_margins_say_their_words_and_the_page(document):
    document.set_margins("Territoires & climat", "Version 2, page ")
    styles = etree.fromstring(saved(document)["styles.xml"])
    assert words(styles.find(f".//{qn('style:header')}")) == "Territoires & climat"
    footer = styles.find(f".//{qn('style:footer')}")
    assert words(footer) == "Version 2, page 1"
    assert next(footer.iter(qn("text:page-number"))).get(qn("text:select-page")) == "current"


def test_the_document_says_of_itself_what_it_is(document):
    document.keep_beside("<a>é & è</a>".encode())
    parts = saved(document, language="en-GB", title="Un <plan>\x07")
    meta = etree.fromstring(parts["meta.xml"])
    assert (meta.findtext(f".//{qn('dc:title')}"), meta.findtext(f".//{qn('dc:subject')}")) == (
        "Un <plan>[U+0007]",
        "Climat",
    )
    assert meta.findtext(f".//{qn('dc:language')}") == "en-GB"
    assert {meta.findtext(f".//{qn(name)}") for name in ("dc:date", "meta:creation-date")} == {"2026-09-30T12:00:00"}
    own = {one.get(qn("meta:name")): one.text for one in meta.iter(qn("meta:user-defined"))}
    assert own == {"Identifiant": "essai-1", BESIDE: "<a>é & è</a>"}
    spoken = etree.fromstring(parts["styles.xml"]).find(f".//{qn('style:default-style')}/{qn('style:text-properties')}")
    assert (spoken.get(qn("fo:language")), spoken.get(qn("fo:country"))) == ("en", "GB")


def test_nothing_is_kept_beside_unless_it_was_asked(document):
    meta = etree.fromstring(saved(document)["meta.xml"])
    assert [one.get(qn("meta:name")) for one in meta.iter(qn("meta:user-defined"))] == ["Identifiant"]


def test_the_manifest_names_every_part_but_itself(document):
    parts = saved(document, document.picture(picture(), title="a", description=""))
    manifest = etree.fromstring(parts["META-INF/manifest.xml"])
    space = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
    named = {entry.get(f"{space}full-path"): entry.get(f"{space}media-type") for entry in manifest}
    assert set(named) == {"/", *parts} - {"mimetype", "META-INF/manifest.xml"}
    assert (named["/"], named["content.xml"]) == ("application/vnd.oasis.opendocument.text", "text/xml")


def test_the_same_pieces_make_the_same_bytes():
    def made() -> bytes:
        document = OdtDocument()
        number = document.new_list(is_ordered=True)
        pieces = [body(document, "a", item=(number, 0)), document.picture(picture(), title="a", description="b")]
        return document.save(pieces, about())

    assert made() == made()
    with zipfile.ZipFile(io.BytesIO(made())) as archive:
        first, *others = archive.infolist()
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert [info.filename for info in others] == sorted(info.filename for info in others)
