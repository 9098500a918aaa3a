"""Bytes to text: Unicode first, then the old Vietnamese encodings, then what a detector is sure of."""

from __future__ import annotations

import codecs
import re
import unicodedata

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# TCVN 5712:1993 (VN3), used by the ".VnTime" fonts: what differs from ASCII.
TCVN3 = dict(
    zip(
        b"\xa1\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xab\xac\xad\xae\xb5\xb6\xb7\xb8\xb9\xbb\xbc\xbd\xbe\xc6\xc7\xc8\xc9\xca"
        b"\xcb\xcc\xce\xcf\xd0\xd1\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xdc\xdd\xde\xdf\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb"
        b"\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
# A Vietnamese syllable without its tone: at most one opening consonant, a vowel group, one closing consonant.
SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh?|gi|ch|kh|ph|qu|th|tr|[bcdđhklmnpqrstvx])?[aăâeêioôơuưy]{1,3}(?:ch|ng|nh|[cmnpt])?", re.IGNORECASE
)
TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
WORD = re.compile(r"[^\W\d_]+")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
HTML_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def decode(data: bytes, declared: str | None = None) -> str:
    """The text without its byte order mark, otherwise unchanged. Raises ValueError if the bytes are no text."""
    text = _decoded(data, declared)
    if len(CONTROL.findall(text[:8192])) > len(text[:8192]) * 0.005:
        raise ValueError("it is not a text file")
    return text


def _decoded(data: bytes, declared: str | None) -> str:
    for mark, name in BOMS:
        if data.startswith(mark):
            return _text(data, name)
    if wide := _wide(data):
        return _text(data, wide)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data, declared)


def html_charset(data: bytes) -> str | None:
    found = HTML_CHARSET.search(data[:4096])
    return found.group(1).decode("ascii") if found else None


def _text(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise ValueError(f"its text is damaged at byte {error.start}") from error


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its ASCII characters is zero."""
    head = data[:2048]
    if len(head) < 4 or head.count(0) < len(head) * 0.05:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even * 20 < odd:
        return "utf-16-le"
    return "utf-16-be" if odd * 20 < even else None


def _legacy(data: bytes, declared: str | None) -> str:
    if 0 in data[:8192]:
        raise ValueError("it is not a text file")
    share, name = max((_vietnamese(_read(data[:20000], name)), name) for name in ("tcvn3", "windows-1258"))
    if share >= 0.9:
        return _read(data, name)
    if declared and (text := _declared(data, declared)) is not None:
        return text
    from charset_normalizer import from_bytes

    guess = from_bytes(data[:50000]).best()
    if guess is None or guess.encoding == "ascii" or guess.chaos > 0.2:
        raise ValueError("its encoding is not known")
    text = _declared(data, guess.encoding)
    if text is None:
        raise ValueError("its encoding is not known")
    return text


def _declared(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _read(data: bytes, name: str) -> str:
    """`windows-1258` keeps tones as characters of their own; put together they are the letters that were meant."""
    if name == "tcvn3":
        return data.decode("latin-1").translate(TCVN3)
    return unicodedata.normalize("NFC", data.decode(name, "replace"))


def _vietnamese(text: str) -> float:
    """The share of words with marks that are Vietnamese syllables."""
    marked = [word for word in WORD.findall(text) if not word.isascii()]
    if not marked or "\ufffd" in text:
        return 0.0
    return sum(1 for word in marked if SYLLABLE.fullmatch(_untoned(word))) / len(marked)


def _untoned(word: str) -> str:
    return unicodedata.normalize("NFC", TONES.sub("", unicodedata.normalize("NFD", word)))
