"""A paper as a Word file that can be edited, in the same layout; charts are tables of bars."""

from io import BytesIO
from typing import Any, Final

from anhuai.plans.views.official import Bars, Block, Grid, Heading, Paper

SONG: Final = "仿宋_GB2312"
BLACK: Final = "黑体"
REGULAR: Final = "楷体_GB2312"
TITLE: Final = "方正小标宋简体"
_BAR: Final = 24


def as_word(paper: Paper) -> bytes:
    """Return the paper as .docx."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import RGBColor

    document = Document()
    _page(document)
    centre, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    red = RGBColor(0xC8, 0x10, 0x2E)
    _line(document, paper.head, font=TITLE, size=26, align=centre, colour=red)
    if paper.number:
        _line(document, paper.number, align=centre)
    _rule(_line(document, ""))
    _line(document, paper.title, font=TITLE, size=22, align=centre, style="Title")
    if paper.to:
        _line(document, f"{paper.to}：")
    for one in paper.blocks:
        _block(document, one)
    _line(document, "")
    for text in (paper.sign, paper.day):
        _line(document, f"{text}　　", align=right)
    if paper.note:
        _line(document, paper.note, size=10.5)
    document.core_properties.title, document.core_properties.author = paper.title, paper.sign
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = SONG, Pt(16)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), SONG)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("— ").font.size = Pt(14)
    run = foot.add_run()
    run.font.size = Pt(14)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        mark = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            mark.text = text
        else:
            mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)
    foot.add_run(" —").font.size = Pt(14)


def _line(
    where: Any, text: str, *, font: str = SONG, size: float = 16, align: Any = None,
    colour: Any = None, indent: bool = False, style: str | None = None,
) -> Any:  # fmt: skip
    from docx.enum.text import WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    paragraph = where.add_paragraph(style=style) if style else where.add_paragraph()
    shape = paragraph.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(28)
    shape.space_before = shape.space_after = Pt(0)
    if indent:
        shape.first_line_indent = Pt(2 * size)
    if align is not None:
        paragraph.alignment = align
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    run.font.color.rgb = colour or RGBColor(0, 0, 0)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return paragraph


def _rule(paragraph: Any) -> None:
    """A red line under the head."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "1"), ("color", "C8102E")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def _block(document: Any, one: Block) -> None:
    if isinstance(one, Heading):
        font = BLACK if one.level == 1 else REGULAR
        _line(document, one.text, font=font, indent=True, style=f"Heading {one.level}")
    elif isinstance(one, Grid):
        _table(document, one.title, one.heads, one.rows, one.widths)
    elif isinstance(one, Bars):
        rows = [
            [name, "█" * round(_BAR * max(0.0, min(100.0, share)) / 100), words]
            for name, share, words in one.rows
        ]
        _table(document, one.title, (), rows, (34, 44, 22))
    else:
        _line(document, one.text, indent=not one.plain)
        if one.blank:
            _line(document, "＿" * 26)


def _table(document: Any, title: str, heads: Any, rows: Any, widths: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    if title:
        made = _line(document, title, font=BLACK, size=12, align=WD_ALIGN_PARAGRAPH.CENTER)
        made.paragraph_format.keep_with_next = True
    table = document.add_table(rows=0, cols=len(widths))
    table.style, table.autofit = "Table Grid", False
    for number, row in enumerate([heads, *rows] if heads else rows):
        cells = table.add_row().cells
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.width = Mm(156 * width / sum(widths))
            is_head = bool(heads) and number == 0
            _cell(cell, str(text), BLACK if is_head else SONG)
        if heads and number == 0:
            again = OxmlElement("w:tblHeader")
            again.set(qn("w:val"), "true")
            table.rows[0]._tr.get_or_add_trPr().append(again)


def _cell(cell: Any, text: str, font: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(10.5)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
