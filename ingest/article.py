"""A report as it was read, before anything is found in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Article:
    """`document` is the file's name (with its place in a folder or list) or the address that was asked for.

    `text` is a plain text file letter for letter, and what a reader sees of any other kind. `published` is a prefix
    date ("2024-06-21"), `lang` what the report says of itself. `origin` is the full path
    (or address): two files of one name in two folders are two reports.
    """

    document: str
    text: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    lang: str | None = None
    origin: str = field(default="", compare=False)

    @property
    def sha256(self) -> str:
        """Of the text and all that is known about it: the same report read again has the same."""
        known = (self.text, self.url, self.title, self.publisher, self.published, self.lang)
        return hashlib.sha256("\0".join(part or "" for part in known).encode("utf-8", "surrogatepass")).hexdigest()
