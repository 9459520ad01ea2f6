"""What a page of a record says, read from the page itself: so paper never says more or less."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "use", "path", "wbr"})
# What is for the hand and not for the eye, or drawn for the eye and also there as a table.
SKIPPED_TAGS = frozenset({
    "button", "dialog", "form", "input", "nav", "noscript", "script", "select", "style", "svg",
    "template",
})  # fmt: skip
SKIPPED = frozenset({"btn", "visually-hidden", "map-missing", "graph-canvas", "drop"})


class Missing(LookupError):
    """The page shows no record, so there is nothing to set on paper."""


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a sheet. kind: heading, facts, table, items or text."""

    kind: str
    rows: list[list[str]]
    heads: list[str] = field(default_factory=list)
    numbers: list[bool] = field(default_factory=list)  # which columns are figures


@dataclass(frozen=True, slots=True)
class Sheet:
    """A record on paper: its title, the line under it, its parts in the page's order."""

    title: str
    subtitle: str
    blocks: list[Block]


@dataclass(slots=True)
class _Node:
    tag: str
    classes: frozenset[str] = frozenset()
    children: list["_Node | str"] = field(default_factory=list)

    def below(self) -> Iterator["_Node"]:
        for child in self.children:
            if isinstance(child, _Node):
                yield child
                yield from child.below()

    def all(self, *tags: str) -> list["_Node"]:
        return [node for node in self.below() if node.tag in tags]

    @property
    def is_door(self) -> bool:
        """A link that leads to doing something: it has an icon or words only for listeners."""
        return self.tag == "a" and any(
            node.tag == "svg" or "visually-hidden" in node.classes for node in self.below()
        )

    @property
    def is_skipped(self) -> bool:
        return self.tag in SKIPPED_TAGS or bool(SKIPPED & self.classes) or self.is_door


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, frozenset((dict(attrs).get("class") or "").split()))
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs  # a part of a drawing
        self.open[-1].children.append(_Node(tag))

    def handle_endtag(self, tag: str) -> None:
        if tag in (node.tag for node in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def sheet_of(page: str) -> Sheet:
    """Return the record a page shows; raises `Missing` where it shows none."""
    reader = _Reader()
    reader.feed(page)
    titles = reader.root.all("h1")
    record = next((n for n in reader.root.below() if "detail" in n.classes), None)
    if not titles or record is None:
        raise Missing
    badges = next((n for n in reader.root.below() if n.tag == "p" and "badges" in n.classes), None)
    under = [] if badges is None else [_text(b) for b in badges.all("span")]
    return Sheet(_text(titles[0]), " · ".join(filter(None, under)), list(_blocks(record)))


def _blocks(node: _Node) -> Iterator[Block]:
    for child in node.children:
        if not isinstance(child, _Node) or child.is_skipped:
            continue
        made = _block(child)
        if made is None:
            yield from _blocks(child)
        elif made.rows:
            yield made


def _block(node: _Node) -> Block | None:
    """Return the block a node is; None where one must look inside it."""
    if node.tag in ("h2", "h3", "caption"):
        return _lines("heading", [_text(node)])
    if node.tag == "dl":
        pairs = zip(node.all("dt"), node.all("dd"), strict=False)
        return Block("facts", [[_text(label), _text(value)] for label, value in pairs])
    if node.tag == "table":
        return _table(node)
    if node.tag in ("ul", "ol"):
        return _lines("items", [_text(item, " ") for item in node.all("li")])
    if node.tag in ("p", "summary", "strong", "figcaption"):
        return _lines("text", [_text(node)])
    return None


def _lines(kind: str, texts: list[str]) -> Block:
    return Block(kind, [[text] for text in texts if text])


def _table(node: _Node) -> Block:
    rows = [
        [cell for cell in row.children if isinstance(cell, _Node)]
        for row in node.all("tr")
    ]  # fmt: skip
    width = max((len(row) for row in rows), default=0)
    texts = [[_text(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    heads = texts[0] if rows and node.all("thead") else [""] * width
    body = texts[1:] if rows and node.all("thead") else texts
    # A column in which nothing is left to read held only things to do.
    kept = [at for at in range(width) if any(row[at] for row in body)]
    numbers = ["num" in cell.classes for cell in rows[-1]] if rows else []
    numbers += [False] * (width - len(numbers))
    return Block(
        "table", [[row[at] for at in kept] for row in body],
        heads=[heads[at] for at in kept], numbers=[numbers[at] for at in kept],
    )  # fmt: skip


def _text(node: _Node, between: str = "") -> str:
    parts: list[str] = []
    for child in node.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.tag == "br":
            parts.append(" ")
        elif not child.is_skipped:
            parts.append(_text(child) + (between if child.tag in ("p", "strong", "span") else ""))
    return " ".join("".join(parts).split())
