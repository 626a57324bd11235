"""Small files of REFI-QDA, as other programs write them."""

import io
import zipfile

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
CRLF_TEXT = "Le temps manque.\r\nLes données aussi 😀 manquent.\r\nFin."


def guid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def code(number: int, name: str, inner: str = "", **attributes: str) -> str:
    fields = {"guid": guid(number), "name": name, "isCodable": "true", **attributes}
    return f"<Code {' '.join(f'{key}="{value}"' for key, value in fields.items() if value)}>{inner}</Code>"


def codebook(inner: str, *, namespace: str = f' xmlns="{CODEBOOK}"', after: str = "") -> bytes:
    root = f'<CodeBook{namespace} origin="Essai"><Codes>{inner}</Codes>{after}</CodeBook>'
    return f'<?xml version="1.0" encoding="utf-8"?>\n{root}'.encode()


def selection(number: int, start: object, end: object, *, name: str = "", code_number: int = 1, user: int = 2) -> str:
    return (
        f'<PlainTextSelection guid="{guid(number)}" name="{name}" startPosition="{start}" endPosition="{end}">'
        f'<Coding guid="{guid(number + 1000)}" creatingUser="{guid(user)}" creationDateTime="2026-05-04T10:00:00Z">'
        f'<CodeRef targetGUID="{guid(code_number)}"/></Coding></PlainTextSelection>'
    )


def text_source(inner: str, *, number: int = 10, path: str = "internal://10.txt") -> str:
    return f'<TextSource guid="{guid(number)}" name="Réponse {number}" plainTextPath="{path}">{inner}</TextSource>'


def project(sources: str = "", *, users: str = "", codes: str = "", other: str = "", before: str = "") -> str:
    people = users or f'<User guid="{guid(2)}" name="Anne"/>'
    book = codes or code(1, "Temps")
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<Project xmlns="{PROJECT}" name="Essai" origin="Essai 1.0">'
        f"<Users>{people}</Users><CodeBook><Codes>{book}</Codes></CodeBook>{before}"
        f"{f'<Sources>{sources}</Sources>' if sources else ''}{other}</Project>"
    )


def archive(
    description: str | bytes, files: dict[str, bytes | str] | None = None, *, name: str = "project.qde"
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as opened:
        for member, content in {name: description, **(files or {})}.items():
            opened.writestr(zipfile.ZipInfo(member), content)
    return out.getvalue()
