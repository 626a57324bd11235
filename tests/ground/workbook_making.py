"""Workbooks made by hand, part by part, so that a test may plant what no spreadsheet writes."""

import io
import struct
import zipfile

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS = f'xmlns:r="{_OFFICE}"'
_ODS = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return an archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """Return the parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xlsx(
    *rows: str, after: str = "", name: str = "Feuille", target: str = "worksheets/sheet1.xml", **more: str
) -> bytes:
    """Return an XLSX of one sheet, from its rows as XML."""
    sheet = f"<worksheet {_MAIN}><sheetData>{''.join(rows)}</sheetData>{after}</worksheet>"
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="{target}"/>'
    start = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    return zipped(
        {
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{start}</Relationships>',
            "xl/workbook.xml": f'<workbook {_MAIN} {_LINKS}><sheets><sheet name="{name}" sheetId="1" r:id="rId1"/>'
            "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relation}</Relationships>',
            f"xl/{target}".replace("xl//xl/", "xl/"): sheet,
            **more,
        }
    )


def ods(*rows: str, manifest: str = "") -> bytes:
    """Return an ODS of one sheet, from its rows as XML."""
    content = (
        f'<office:document-content {_ODS} {_CALC}><office:body><office:spreadsheet><table:table table:name="Feuille">'
        f"{''.join(rows)}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
            "content.xml": content,
        }
    )


def ods_row(*cells: str, times: int = 1) -> str:
    """Return a row of an ODS."""
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def ods_cell(text: str = "", **attributes: str) -> str:
    """Return a cell of an ODS: a text, or what its attributes say (`table__formula` for `table:formula`)."""
    if text:
        attributes = {"office__value_type": "string", **attributes}
    told = " ".join(f'{key.replace("__", ":").replace("_", "-")}="{value}"' for key, value in attributes.items())
    return f"<table:table-cell {told}><text:p>{text}</text:p></table:table-cell>"


def xls(*records: bytes, stream: str = "Workbook", head: bytes = b"") -> bytes:
    """Return an XLS of one sheet, from the records of its cells."""
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + head
    name = b"Feuille"
    sheet = record(0x0085, struct.pack("<IBBBB", len(begin) + 16 + len(name), 0, 0, len(name), 0) + name)
    end = record(0x000A, b"")
    first = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    return compound(stream, begin + sheet + end + first + b"".join(records) + end)


def record(kind: int, body: bytes) -> bytes:
    """Return one record of an XLS."""
    return struct.pack("<HH", kind, len(body)) + body


def xls_text(line: int, column: int, text: str) -> bytes:
    """Return the record of a text; places are counted from 0."""
    return record(0x0204, struct.pack("<HHHHB", line, column, 0, len(text), 0) + text.encode("latin-1"))


def xls_number(line: int, column: int, value: float) -> bytes:
    """Return the record of a number; places are counted from 0."""
    return record(0x0203, struct.pack("<HHHd", line, column, 0, value))


def compound(stream: str, content: bytes) -> bytes:
    """Return a compound file that holds one stream."""
    content = content.ljust(-(-max(len(content), 4096) // 512) * 512, b"\0")
    count = len(content) // 512
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, count + 2), 0xFFFFFFFE]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += bytes(10) + struct.pack("<IIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE)
    head += struct.pack("<II", 0, 0) + b"\xff" * (436 - 4)
    entries = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + _entry(stream, 2, 0xFFFFFFFF, 2, len(content))
    directory = entries + (bytes(66) + b"\0\0" + b"\xff" * 12 + bytes(48)) * 2
    return (
        head[:512].ljust(512, b"\xff")
        + struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
        + directory
        + content
    )


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    content = (name + "\0").encode("utf-16-le")
    links = struct.pack("<HBBIII", len(content), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return content.ljust(64, b"\0") + links + bytes(36) + struct.pack("<II", start, size) + bytes(4)
