"""Files given to the reader: every kind it takes, and a sentence for every kind it does not."""

import io
import zipfile

import pytest

from anhuai.plans.engine.documents import Unreadable, decoded, is_traditional, require_plan, text_of

WORDS = "到2025年，养老机构护理型床位占比达到55%以上。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_in_any_encoding(encoding: str) -> None:
    assert decoded(WORDS.encode(encoding)) == WORDS


def word(*, macro: bool = False, bomb: bool = False) -> bytes:
    from docx import Document

    document = Document()
    document.add_paragraph("某县养老规划")
    document.add_paragraph(WORDS)
    table = document.add_table(rows=1, cols=3)
    for cell, said in zip(table.rows[0].cells, ("序号", "项目名称", "总投资"), strict=True):
        cell.text = said
    out = io.BytesIO()
    document.save(out)
    if macro or bomb:
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as book:
            if macro:
                book.writestr("word/vbaProject.bin", b"macro")
            if bomb:
                book.writestr("word/media/huge.xml", b"0" * (30 * 1024 * 1024))
    return out.getvalue()


def test_word_with_its_tables_between_tabs() -> None:
    assert text_of(word(), "规划.docx").split("\n") == [
        "某县养老规划",
        WORDS,
        "序号\t项目名称\t总投资",
    ]


def listed_word() -> bytes:
    """A document whose numbers are Word's own, with a footnote."""
    from docx import Document
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = Document()
    root = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'{"<w:isLgl/>" if at else ""}<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate([("chineseCounting", "%1、"), ("decimal", "%1.%2 ")])
    )
    root.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="99">{levels}</w:abstractNum>'
    ))  # fmt: skip
    root.append(parse_xml(
        f'<w:num {nsdecls("w")} w:numId="99"><w:abstractNumId w:val="99"/></w:num>'
    ))  # fmt: skip
    for level, said in ((0, "总体目标"), (1, WORDS), (1, "第二条"), (0, "主要任务"), (1, "新")):
        paragraph = document.add_paragraph(said)
        paragraph._p.get_or_add_pPr().append(parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="99"/></w:numPr>'
        ))  # fmt: skip
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"/>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>指为失能老年人设置的床位100张。</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    part = Part(
        PackURI("/word/footnotes.xml"), "application/vnd.openxmlformats-officedocument."
        "wordprocessingml.footnotes+xml", notes.encode(), document.part.package,
    )  # fmt: skip
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_words_own_numbers_and_footnotes_are_read() -> None:
    assert text_of(listed_word(), "规划.docx").split("\n") == [
        "一、总体目标", f"1.1 {WORDS}", "1.2 第二条", "二、主要任务", "2.1 新",
        "附录：脚注", "注：指为失能老年人设置的床位100张。",
    ]  # fmt: skip


def test_a_web_page_without_its_scripts() -> None:
    page = (
        f"<html><head><title>x</title></head><body><script>1</script><p>{WORDS}</p><table><"
        f"tr><td>甲</td><td>乙</td></tr></table></body></html>"
    )
    assert text_of(page.encode(), "规划.html").split() == [WORDS, "甲", "乙"]


def pdf_without_text() -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "规划.txt", "empty"), (b"\0\0\0", "规划.txt", "empty"),
        (b"PK\x03\x04broken", "规划.docx", "broken"), (b"x", "规划.docm", "macro"),
        (b"%PDF-1.4 broken", "规划.pdf", "broken"), (b"\xff\xfa\x00\x81\xff", "规划.txt", "kind"),
    ],
)  # fmt: skip
def test_each_bad_file_has_its_sentence(data: bytes, name: str, code: str) -> None:
    with pytest.raises(Unreadable) as error:
        text_of(data, name)
    assert (error.value.code, error.value.message[-1], error.value.message_en[-1]) == (
        code,
        "。",
        ".",
    )


def test_a_scan_a_macro_and_a_bomb() -> None:
    for data, name, code in (
        (pdf_without_text(), "扫描.pdf", "scan"),
        (word(macro=True), "规划.docx", "macro"),
        (word(bomb=True), "规划.docx", "bomb"),
    ):
        with pytest.raises(Unreadable) as error:
            text_of(data, name)
        assert error.value.code == code


def test_an_old_word_file_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anhuai.plans.engine.documents.shutil.which", lambda _name: None)
    with pytest.raises(Unreadable) as error:
        text_of(b"\xd0\xcf\x11\xe0 old", "规划.doc")
    assert error.value.code == "no_office"


def test_a_contract_and_an_empty_paper_are_no_plans() -> None:
    with pytest.raises(Unreadable) as error:
        require_plan(
            "甲方和乙方按照本合同约定，甲方应向乙方支付服务费用，乙方应向甲方提供服务。" * 4, 1
        )
    assert error.value.code == "contract"
    with pytest.raises(Unreadable) as error:
        require_plan("规划", 1)
    assert error.value.code == "empty"
    with pytest.raises(Unreadable) as error:
        require_plan("今天天气很好，我们去公园散步，看到了很多花。" * 6, 0)
    assert error.value.code == "no_plan"


def test_traditional_characters_are_seen() -> None:
    assert is_traditional("養老服務設施建設規劃，到二〇二五年養護機構護理型床位達到標準")
    assert not is_traditional(WORDS * 5)
