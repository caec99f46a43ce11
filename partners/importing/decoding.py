"""What sort of file it is by its first bytes, and how its bytes make text."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.importing.outcomes import FileRefusedError, Remark, Verdict

MOST_BYTES = 100_000_000
CHUNK = 1 << 20

FOREIGN = (
    (b"%PDF", gettext_lazy("a PDF")),
    (b"\xd0\xcf\x11\xe0", gettext_lazy("an old or a password-protected Excel file")),
    (b"{\\rtf", gettext_lazy("a text document")),
    (b"\x89PNG", gettext_lazy("a picture")),
    (b"\xff\xd8\xff", gettext_lazy("a picture")),
    (b"GIF8", gettext_lazy("a picture")),
    (b"RIFF", gettext_lazy("a picture")),
    (b"II*\0", gettext_lazy("a picture")),
    (b"MM\0*", gettext_lazy("a picture")),
    (b"<", gettext_lazy("a web page")),
    (b"Rar!", gettext_lazy("a compressed file")),
    (b"\x1f\x8b", gettext_lazy("a compressed file")),
    (b"7z\xbc\xaf", gettext_lazy("a compressed file")),
    (b"SQLite format 3", gettext_lazy("a database")),
)
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # Before UTF-16, whose mark it begins with.
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Encoding(NamedTuple):
    codec: str
    remarks: list[Remark]


def first_bytes(path: Path) -> bytes:
    """The beginning of the file; refuses what is no file, holds nothing, or is no table at all."""
    about = {"path": path}
    try:
        if path.is_dir():
            raise FileRefusedError(_("%(path)s is a folder, not a file.") % about)
        if path.exists() and not path.is_file():
            raise FileRefusedError(_("%(path)s is not a file.") % about)
        with path.open("rb") as file:
            head = file.read(4096)
            size = file.seek(0, 2)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        sentence = _("%(path)s cannot be opened: %(why)s.") % {**about, "why": why}
        raise FileRefusedError(sentence) from error
    if not head.strip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n"):
        raise FileRefusedError(_("%(path)s is empty.") % about)
    if size > MOST_BYTES:
        raise FileRefusedError(_("%(path)s is larger than 100 MB: please split it.") % about)
    refuse_foreign(path, head)
    return head


def refuse_foreign(path: Path, head: bytes) -> None:
    bare = head.removeprefix(codecs.BOM_UTF8).lstrip()
    for signature, what in FOREIGN:
        if bare.startswith(signature):
            sentence = _("%(path)s is %(what)s. Please save the table as CSV or as XLSX.")
            raise FileRefusedError(sentence % {"path": path, "what": what})


def encoding_of(path: Path, head: bytes) -> Encoding:
    """How the bytes of a text file are to be read; letters that cannot be are refused by row."""
    for mark, codec in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return Encoding(codec, [])
    # In UTF-16 every second byte of English is zero.
    for first, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[first::2].count(0) > len(head) / 5 > head[1 - first :: 2].count(0):
            return Encoding(codec, [])
    if is_sound(path):
        return Encoding("utf-8", [])
    if has_letters_in_utf_8(path):
        sentence = _("Some letters are not UTF-8; rows with such letters are refused.")
        return Encoding("utf-8", [Remark(Verdict.WARNED, "", sentence)])
    sentence = _("It was read as Windows-1252, for it is not UTF-8: please look at accents.")
    return Encoding("cp1252", [Remark(Verdict.WARNED, "", sentence)])


def decoded(path: Path, errors: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")(errors)
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def is_sound(path: Path) -> bool:
    try:
        return all(isinstance(text, str) for text in decoded(path, "strict"))
    except UnicodeDecodeError:
        return False


def has_letters_in_utf_8(path: Path) -> bool:
    """Whether some accents are UTF-8: read as Windows-1252, all those would become two letters."""
    return any(
        "\x7f" < letter and not "\udc80" <= letter <= "\udcff"
        for text in decoded(path, "surrogateescape")
        if not text.isascii()
        for letter in text
    )
