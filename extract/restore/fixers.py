"""Fixers that need no view of the lines: each takes the text and yields edits to it.

All are linear in the length of the text and look before they work, so that a text that needs
nothing costs little more than a scan.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from itertools import pairwise

import regex

from extract.restore.draft import Edit

BREAK = "\u2029"  # a line end that was meant (markup says so): lines are never joined across it
CAPTION = "!["  # what a line begins with that markup calls a caption
HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ffff"

_CONTROL = regex.compile(
    r"\r\n|[\r\x0b\x0c\x85\u2028]"
    r"|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+"
)
_TAG = regex.compile(
    r"<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]{0,15}+)(?=[\s/>])[^<>]{0,2000}+>"
    r"|(?P<comment><!--)|<![a-zA-Z][^<>]{0,200}+>"
    r"|(?P<entity>&(?:\#[0-9]{1,7}+|\#[xX][0-9a-fA-F]{1,6}+|[a-zA-Z][a-zA-Z0-9]{1,31}+);)"
)
_CLOSER = {
    tag: regex.compile(rf"</{tag}\s*+>", regex.I) for tag in ("script", "style", "head", "noscript")
} | {"!--": regex.compile("-->")}
_LINE_TAGS = regex.compile(
    "p|div|[bh]r|tr|table|tbody|thead|ul|ol|d[ltd]|section|article|header|footer|nav|aside|main"
    "|blockquote|figure|title|body|html|pre|form|center"
)
_INLINE = regex.compile(
    r"!\[(?P<image>[^\[\]\n]{0,300}+)\]\([^()\n]{0,2000}+\)"
    r"|(?<!!)\[(?P<link>[^\[\]\n]{1,300}+)\]\((?:https?:|/|\#|\.|mailto:)[^()\n]{0,2000}+\)"
    r"|(?P<mark>\*\*\*|\*\*|__|~~|`)(?=\S)(?P<strong>[^*_~`\n\u2029]{1,500}+)(?<=\S)(?P=mark)"
    r"|(?<![A-Za-z0-9*])\*(?=[^\W_]|[“《])(?P<weak>[^*\n\u2029]{1,300}+)(?<=[^\W_]|[%”》])\*(?![A-Za-z0-9*])"
)
_WIDTH = {
    c: c - 0xFEE0 for c in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_WIDTH |= {
    ord(wide): ord(slim) for wide, slim in zip("％＋－／＆＝＠＃　\xa0", "%+-/&=@#  ", strict=True)
}
_WIDE = regex.compile("[０-９Ａ-Ｚａ-ｚ％＋－／＆＝＠＃　\xa0]")
_WIDE_POINT = regex.compile(r"(?<=[0-9])．(?=[0-9])")
_BESIDE = rf"[{HAN}”’》）]"  # what a mark of Chinese text stands beside
_SLIM = regex.compile(
    rf"(?<={_BESIDE})[,;:!?]|(?<=[0-9A-Za-z%)])(?<!&[#0-9A-Za-z]{{1,31}})[,;:!?](?=[{HAN}“‘《])|(?<=%)[,;](?=[0-9])"
    rf"|(?<=[*>])[,;:](?=[{HAN}“0-9])"
    rf"|(?<=[{HAN}0-9%])\((?=[^()\n]{{1,40}}\))|(?<=[{HAN}0-9%]\([^()\n]{{1,40}})\)"
)
_MARKS = str.maketrans(",;:!?()", "，；：！？（）")
_BLANK = r"[ \u2000-\u200a\u202f\u205f]"
_GAP = rf"(?<!{_BLANK}){_BLANK}++"  # each run is looked at from its start only
_SPACE = regex.compile(
    rf"(?<=[{HAN}]){_GAP}(?=[0-9])|(?<=[0-9%℃]){_GAP}(?=[{HAN}])"
    rf"|{_GAP}(?=[，。、；：！？⋯…”’』」》〉）】〕])"
    rf"|(?<=[，。、；：！？⋯…“‘『「《〈（【〔]){_GAP}(?=[^\s{BREAK}])"
    rf"|(?<=[{HAN}]){_GAP}(?=[（“‘《])|(?<=[）”’》]){_GAP}(?=[{HAN}])"
    rf"|(?<=[0-9]){_GAP}(?=[—–～]{_BLANK}*+[0-9])|(?<=[0-9]{_BLANK}*+[—–～]){_GAP}(?=[0-9])"
)
_ALONE = rf"(?:[{HAN}](?![{HAN}])|[0-9.]++)"
_SPACED = regex.compile(  # begins at its first space, of which there are fewer than characters
    rf"{_BLANK}(?<=(?<![{HAN}0-9.])[{HAN}0-9].){_BLANK}*+{_ALONE}(?:{_BLANK}++{_ALONE})+"
)
_TOKEN = regex.compile(rf"(?:(?!{_BLANK})\S)++")


def control(text: str) -> Iterator[Edit]:
    """Line ends of every kind become `\\n`; zero-width and control characters go."""
    for match in _CONTROL.finditer(text):
        start, end = match.span()
        yield start, end, "\n" if match[0] in "\r\n\x0b\x0c\x85\u2028" else ""


def markup(text: str) -> Iterator[Edit]:
    """HTML tags go or become breaks, headings and list items become markdown's, entities what
    they stand for. A `<` that opens no tag stays."""
    if "<" not in text and "&" not in text:
        return
    at, hopeless = 0, set()
    while match := _TAG.search(text, at):
        start, at = match.span()
        if match["entity"]:
            plain = html.unescape(match[0])
            if plain != match[0]:
                yield start, at, " " if plain == "\xa0" else plain
            continue
        tag = "!--" if match["comment"] else (match["tag"] or "").lower()
        if tag in _CLOSER and not match["close"] and tag not in hopeless:
            if closer := _CLOSER[tag].search(text, at):
                at = closer.end()
            else:
                hopeless.add(tag)  # never closed: not looked for again
        yield start, at, _replacement(tag, bool(match["close"]))


def _replacement(tag: str, close: bool) -> str:
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        return BREAK if close else BREAK + "#" * int(tag[1]) + " "
    if tag == "figcaption":
        return BREAK if close else BREAK + CAPTION
    if tag == "li":
        return BREAK if close else BREAK + "- "
    if tag in ("td", "th"):
        return "\t" if close else ""
    return BREAK if _LINE_TAGS.fullmatch(tag) else ""


def inline_markdown(text: str) -> Iterator[Edit]:
    """Images leave their caption on a line of its own, links their words, emphasis its words."""
    if not any(mark in text for mark in ("](", "**", "__", "~~", "`", "*")):
        return
    for match in _INLINE.finditer(text):
        group = next(g for g in ("image", "link", "strong", "weak") if match[g] is not None)
        (start, end), (a, b) = match.span(), match.span(group)
        picture = group == "image"
        yield start, a, BREAK + CAPTION * (b > a) if picture else ""
        yield b, end, BREAK if picture else ""


def width(text: str) -> str:
    """Full-width digits, Latin letters and signs → half-width, half-width marks beside Chinese
    characters → full-width (`下降3%,其中`), one for one; in figures and Latin text they stay."""
    if _WIDE.search(text):
        text = _WIDE_POINT.sub(".", text.translate(_WIDTH))
    if _SLIM.search(text):
        text = _SLIM.sub(lambda m: m[0].translate(_MARKS), text)
    return text


def spaces(text: str) -> Iterator[Edit]:
    """Spaces that typesetting left: between Han and digits, beside Chinese punctuation."""
    for match in _SPACE.finditer(text):
        yield *match.span(), ""


def letter_spacing(text: str) -> Iterator[Edit]:
    """Spaces in runs of three and more single characters (`分 别 居`, `斥 资 1 2 亿`); between
    figures of more than one digit they stay."""
    for match in _SPACED.finditer(text):
        run = list(_TOKEN.finditer(text, match.start() - 1, match.end()))
        if sum(not token[0].isascii() for token in run) < 3:
            continue
        for a, b in pairwise(run):
            figures = a[0].isascii() and b[0].isascii()
            if not figures or len(a[0]) == len(b[0]) == 1:
                yield a.end(), b.start(), ""
