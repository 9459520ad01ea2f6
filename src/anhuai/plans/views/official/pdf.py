"""A paper as PDF, set by typst with the fonts the machine has."""

import json
from pathlib import Path
from typing import Any

from anhuai.plans.views.official import Bars, Block, Grid, Heading, Paper
from anhuai.platform.papers.setting import HEAD, TEXT, fonts, fonts_had

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "plans" / "official.typ"


def as_pdf(paper: Paper) -> bytes:
    """Return the paper as PDF; raises `NoFont` where the machine has no Chinese font."""
    import typst

    data = {
        "text_fonts": fonts_had(TEXT), "head_fonts": fonts_had(HEAD), "head": paper.head,
        "number": paper.number, "title": paper.title, "to": paper.to, "sign": paper.sign,
        "day": paper.day, "note": paper.note, "blocks": [_block(one) for one in paper.blocks],
    }  # fmt: skip
    made: bytes = typst.compile(
        TEMPLATE, format="pdf", font_paths=fonts(), sys_inputs={"data": json.dumps(data)}
    )
    return made


def _block(one: Block) -> dict[str, Any]:
    if isinstance(one, Heading):
        return {"kind": "heading", "text": one.text, "level": one.level}
    if isinstance(one, Grid):
        return {
            "kind": "grid", "title": one.title, "heads": list(one.heads),
            "rows": [list(row) for row in one.rows], "widths": list(one.widths),
        }  # fmt: skip
    if isinstance(one, Bars):
        rows = [[name, max(0.0, min(100.0, share)), words] for name, share, words in one.rows]
        return {"kind": "bars", "title": one.title, "rows": rows}
    return {"kind": "text", "text": one.text, "plain": one.plain, "blank": one.blank}
