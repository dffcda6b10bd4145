"""Bytes → text: UTF-8 and UTF-16 with and without BOM, GB18030, Big5, or what the caller says."""

from __future__ import annotations

import codecs

from extract.errors import ConfigError, Reason, RejectedError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {
    b"%PDF-": "a PDF; convert it to text first",
    b"PK\x03\x04": "a ZIP or Office file; save it as text",
    b"\xd0\xcf\x11\xe0": "an old Office file; save it as text",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a gzip file; name it .gz",
    b"\x28\xb5\x2f\xfd": "a zstd file; name it .zst",
    b"\x7fELF": "a program",
}
_GUESSES = ("gb18030", "big5hkscs")
_SAMPLE = 65_536


def check(encoding: str) -> None:
    """Raise `ConfigError` for a name that is no encoding."""
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise ConfigError(f"--encoding {encoding}: no such encoding; try gb18030") from error


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text and the encoding it was in; line ends stay as they are, a BOM goes.

    Raises `RejectedError` where there is no text: empty, binary, or broken.
    """
    if not data.strip():
        raise RejectedError(Reason.EMPTY, "the file is empty")
    name = encoding or detect(data)
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise RejectedError(Reason.ENCODING, _broken(data, error)) from error
    if not text.strip():
        raise RejectedError(Reason.EMPTY, "there is nothing but white space")
    return text, name


def detect(data: bytes) -> str:
    """The encoding of `data` by BOM, by validity as UTF-8, by zeros, else by its statistics.

    Raises `RejectedError` for what is no text.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise RejectedError(Reason.BINARY, f"this is {what}")
    if b"\0" in data[:_SAMPLE]:
        return _utf16(data[:_SAMPLE])
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "utf-8" if _nearly_utf8(data[:_SAMPLE]) else _legacy(data)
    return "utf-8"


def _utf16(sample: bytes) -> str:
    """UTF-16 without BOM: the bytes of line ends and digits have their zero on one side."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    name = "utf-16-be" if even > odd else "utf-16-le"
    text = sample[: len(sample) // 2 * 2].decode(name, "replace")
    strange = sum(c == "\ufffd" or (c < " " and c not in "\t\r\n\f") for c in text)
    if min(even, odd) * 20 > max(even, odd) or strange * 100 > len(text):
        raise RejectedError(Reason.BINARY, "the file holds zero bytes: it is no text")
    return name


def _nearly_utf8(sample: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8, so that the rest is damage, not another code."""
    text = sample.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    return good > 10 * bad or (bad == 1 and good > 0)


def _legacy(data: bytes) -> str:
    fits = [name for name in _GUESSES if _decodes(data, name)]
    if len(fits) == 1:
        return fits[0]
    if fits:
        import charset_normalizer  # takes a while to load, and only old encodings need it

        best = charset_normalizer.from_bytes(
            data[:_SAMPLE], cp_isolation=list(fits), steps=4
        ).best()
        return best.encoding if best and best.encoding in fits else fits[0]
    if sum(byte < 32 and byte not in b"\t\r\n\f" for byte in data[:4096]) > 40:
        raise RejectedError(Reason.BINARY, "the file is full of control bytes: it is no text")
    return "utf-8"  # decoding fails and says where


def _decodes(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _broken(data: bytes, error: UnicodeDecodeError) -> str:
    where = f"byte {error.start} of {len(data)}"
    if error.end >= len(data) or error.reason == "unexpected end of data":
        return f"half a character at the end ({where}): the file was cut off"
    return f"not {error.encoding} at {where}; give the right one with --encoding"
