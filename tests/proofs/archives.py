"""Archives as clients send them: small ones that hold much, and one whose member leaves its place."""

from __future__ import annotations

import io
import tarfile
import zipfile

#: How much the zip file holds, three times the limit of one megabyte.
SIZE = 3 * 1024 * 1024


def zipped() -> bytes:
    """A zip file of some kilobytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("page", b"0" * SIZE)
    return packed.getvalue()


def tarred() -> bytes:
    """A tar file whose only member is named `../escaped`."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("../escaped"), io.BytesIO())
    return packed.getvalue()
