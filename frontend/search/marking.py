"""Texts with the words marked that somebody searched for, whatever their accents and case."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from partners.folding import fold

TOKEN = re.compile(r"[^\W_][\w'’‘ʼ`´\u0300-\u036f]*")
BEFORE, LONGEST = 60, 180


@dataclass(frozen=True)
class Piece:
    text: str
    is_marked: bool = False


def marked(text: str, words: Sequence[str]) -> list[Piece]:
    """The whole text in pieces; a word is marked that holds one that was asked for."""
    pieces, end = [], 0
    for token in TOKEN.finditer(text):
        folded = fold(token.group())
        if any(word in folded for word in words):
            pieces += [Piece(text[end : token.start()]), Piece(token.group(), is_marked=True)]
            end = token.end()
    return [piece for piece in [*pieces, Piece(text[end:])] if piece.text]


def snippet(text: str, words: Sequence[str]) -> list[Piece]:
    """The part of a long text around the first word that is marked; its beginning, if none is."""
    text = " ".join(text.split())
    first = sum(len(piece.text) for piece in marked(text, words)[:1] if not piece.is_marked)
    start = 0 if first in (0, len(text)) or len(text) <= LONGEST else max(0, first - BEFORE)
    if start:
        start = text.find(" ", start) + 1 or start
    end = start + LONGEST
    part = text[start:end]
    if end < len(text):
        part = part.rpartition(" ")[0] or part
    return marked(f"{'… ' if start else ''}{part}{' …' if end < len(text) else ''}", words)
