"""The parts of an Office file, unpacked in pieces, so that a few kilobytes cannot become gigabytes in memory."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from commission_plan.importing.problems import Unusable

MOST_UNPACKED = 256 * 1024 * 1024
MOST_PARTS = 2_000
_PIECE = 1024 * 1024
_HEADER = 30


def pieces(content: bytes, called: str, first: str = "") -> Iterator[tuple[str, bytes]]:
    """The name of each part with its next piece, ``first`` before all others.

    ``called`` is what the file is called where something is wrong.

    Raises ``Unusable`` for an archive that is damaged, locked, or would take too much memory.
    """
    left = MOST_UNPACKED
    for part in sorted(_parts(content, called), key=lambda part: part.filename != first):
        for piece in _unpacked(content, part, called):
            left -= len(piece)
            if left < 0:
                raise Unusable(f"the {called} has more than {MOST_UNPACKED // 1024 // 1024} MiB unpacked")
            yield part.filename, piece


def kind_of_office(content: bytes) -> str:
    """``xl`` for a workbook, ``word`` for a document. Raises ``Unusable`` for every other archive."""
    parts = _parts(content, "file")
    for kind in ("xl", "word"):
        if any(part.filename.startswith(f"{kind}/") for part in parts):
            return kind
    raise Unusable("this is another kind of zip archive, not a workbook. Give an .xlsx, a .docx or a .csv")


def _parts(content: bytes, called: str) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unusable(f"the {called} cannot be read: {error}") from None
    if len(parts) > MOST_PARTS:
        raise Unusable(f"the {called} has more than {MOST_PARTS:,} parts")
    return parts


def _unpacked(content: bytes, part: zipfile.ZipInfo, called: str) -> Iterator[bytes]:
    """The part's bytes, however many it says that it has: what a reader will meet, not what the archive claims."""
    start = part.header_offset
    header = content[start : start + _HEADER]
    if len(header) < _HEADER or part.flag_bits & 1:
        raise Unusable(f"the {called} is damaged or locked with a password")
    start += _HEADER + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = content[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise Unusable(f"the {called} is packed in a way that Office does not use: save it again")
    unpack = zlib.decompressobj(-15)
    try:
        while packed and not unpack.eof:
            yield unpack.decompress(packed, _PIECE)
            packed = unpack.unconsumed_tail
        while not unpack.eof and (piece := unpack.decompress(b"", _PIECE)):
            yield piece
    except zlib.error as error:
        raise Unusable(f"the {called} is damaged: {error}") from None
