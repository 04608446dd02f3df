"""Zip archives, such as Office files are, whose bytes follow from what they hold and not from when they were made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

#: The earliest time that an archive can tell.
_TIME = (1980, 1, 1, 0, 0, 0)


def rewritten(content: bytes, change: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """The same archive with every file at one fixed time; ``change`` may give a file, by its name, other bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            info = zipfile.ZipInfo(entry.filename, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            # Pictures are compressed already.
            level = 0 if entry.filename.endswith(".png") else 6
            new.writestr(info, change(entry.filename, data) if change else data, compresslevel=level)
    return out.getvalue()
