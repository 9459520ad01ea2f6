"""The text of a document file: text in any encoding, Word, PDF with text, web pages, WPS."""

import re
import shutil
import subprocess
import tempfile
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from anhuai.kernel.unfit import Unfit

MOST_UNPACKED: Final = 200 * 1024 * 1024
MOST_RATIO: Final = 200
KINDS: Final = (".txt", ".docx", ".html", ".htm", ".pdf", ".doc", ".wps", ".md")
_CONTRACT: Final = re.compile("甲方|乙方")
_TRADITIONAL: Final = frozenset(
    "養護務區機構級縣鎮鄉設計劃務標準據與個會發國際將東車時當實現為體關學應對業產經開門"
    "問題類題項目層樓費資貸貧達還進運遠選適鄰醫藥團圖張導廣廳"
)


class Unreadable(Unfit):
    """A document no plan can be read from.

    Codes: empty, kind, scan, bomb, macro, broken, no_office, contract, no_plan.
    """


def text_of(data: bytes, name: str) -> str:
    """Return a file's text; raises `Unreadable` with a sentence that says what to do."""
    suffix = Path(name).suffix.lower()
    if not data.strip(b"\0\r\n\t "):
        raise Unreadable("empty", "文件是空的，请重新选择。", "The file is empty: choose another.")
    if suffix in (".docm", ".dotm", ".xlsm"):
        raise Unreadable(
            "macro", "文件带有宏，不接收。请在 Word 或 WPS 中另存为“.docx”后再上传。",
            "The file holds macros and is not taken: save it as .docx and upload it again.",
        )  # fmt: skip
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return _docx(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _office(data, suffix if suffix in (".doc", ".wps") else ".doc")
    text = decoded(data)
    if suffix in (".html", ".htm") or re.match(r"\s*<(?:!doctype|html)", text, re.I):
        return _html(text)
    return text


def decoded(data: bytes) -> str:
    """Return bytes as text in any encoding of Chinese offices: UTF-8, UTF-16, GB 18030, Big5."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "gb18030", "big5"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable(
        "kind",
        "看不懂这个文件。请上传 Word、PDF、网页或文本文件，或把文字粘贴进来。",
        "This file cannot be read: upload Word, PDF, a web page or text, or paste the text.",
    )


def _pdf(data: bytes) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        pages = [page.extract_text() or "" for page in PdfReader(BytesIO(data)).pages]
    except (PyPdfError, ValueError, KeyError) as error:
        raise _broken() from error
    text = "\n".join(pages)
    if len(re.findall(r"[\u4e00-\u9fff]", text)) < 20 * max(1, len(pages) // 2):
        raise Unreadable(
            "scan", (
                    "这个 PDF 是扫描图片，没有文字。请先用文字识别软件转成文字再上传；"
                    "原件可作为附件留存。"
                ),
            "This PDF is a scanned picture without text: run text recognition first; "
            "the original can be attached.",
        )  # fmt: skip
    return text


def _broken() -> Unreadable:
    return Unreadable(
        "broken", "文件已损坏，打不开。请重新导出或另存后再上传。",
        "The file is damaged and does not open: export or save it again.",
    )  # fmt: skip


def _docx(data: bytes) -> str:
    try:
        with ZipFile(BytesIO(data)) as book:
            _check_zip(book)
    except BadZipFile as error:
        raise _broken() from error
    from docx import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    from anhuai.plans.engine.numbering import Lists, notes

    lines: list[str] = []
    counters: dict[int, int] = {}
    try:
        document = Document(BytesIO(data))
        lists = Lists(document)
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                lines += ["\t".join(_cells(row)) for row in block.rows]
            elif isinstance(block, Paragraph):
                label = lists.label(block)
                lines.append(label + (block.text if label else _numbered(block, counters)))
        if said := notes(document):
            # Behind the plan, as an annex: a note explains a word and promises nothing.
            lines += ["附录：脚注", *(f"注：{one}" for one in said)]
    except (KeyError, ValueError, SyntaxError, BadZipFile) as error:
        raise _broken() from error
    return "\n".join(lines)


def _cells(row: object) -> list[str]:
    """A row's cells on one line, a merged cell once."""
    found, seen = [], set()
    for cell in row.cells:  # type: ignore[attr-defined]
        if id(cell._tc) not in seen:
            seen.add(id(cell._tc))
            found.append(re.sub(r"\s*\n\s*", "", cell.text).strip())
    return found


def _numbered(block: object, counters: dict[int, int]) -> str:
    """A paragraph with the number its heading style gives it where the text has none."""
    from anhuai.plans.engine.numerals import ordinal

    text: str = block.text.replace("\n", "")  # type: ignore[attr-defined]
    style = getattr(getattr(block, "style", None), "name", "") or ""
    match = re.match(r"(?:Heading|标题) ?(\d)$", style)
    numbered = getattr(block, "_p").pPr is not None and getattr(block, "_p").pPr.numPr is not None  # noqa: B009 - python-docx has no public way to a list's number
    if not match or not numbered or re.match(r"[（(一二三四五六七八九十第\d]", text):
        return text
    level = int(match[1])
    counters[level] = counters.get(level, 0) + 1
    for deeper in [one for one in counters if one > level]:
        del counters[deeper]
    number = counters[level]
    signs = {1: f"{ordinal(number)}、", 2: f"（{ordinal(number)}）"}
    return signs.get(level, f"{number}.") + text


def _check_zip(book: ZipFile) -> None:
    infos = book.infolist()
    size = sum(one.file_size for one in infos)
    packed = sum(one.compress_size for one in infos) or 1
    if size > MOST_UNPACKED or (size > 20 * 1024 * 1024 and size / packed > MOST_RATIO):
        raise Unreadable(
            "bomb", "文件解压后过大，不予打开。请确认是正常的 Word 文件后另存再上传。",
            "The file unpacks to far too much and is not opened: save a normal Word file again.",
        )  # fmt: skip
    names = {one.filename for one in infos}
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Unreadable(
            "macro", "文件带有宏，不接收。请在 Word 或 WPS 中另存为“.docx”后再上传。",
            "The file holds macros and is not taken: save it as .docx and upload it again.",
        )  # fmt: skip
    if "word/document.xml" not in names:
        raise Unreadable(
            "kind", "这不是 Word 文件。请上传 Word、PDF、网页或文本文件，或把文字粘贴进来。",
            "This is not a Word file: upload Word, PDF, a web page or text, or paste the text.",
        )  # fmt: skip


def _office(data: bytes, suffix: str) -> str:
    """Text of an old Word or WPS file by LibreOffice, in a folder of its own, in a minute."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unreadable(
            "no_office",
            ("服务器没有安装 LibreOffice，打不开旧版 Word 或 WPS 文件。请另存为“.docx”后再上传。"),
            (
                "LibreOffice is not installed here, so old Word and WPS files do not open: "
                "save as .docx."
            ),
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"document{suffix}"
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "docx",
            "--outdir",
            folder,
            str(source),
        ]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=60)  # noqa: S603 - our own argument list
            return _docx((Path(folder) / "document.docx").read_bytes())
        except (subprocess.SubprocessError, OSError) as error:
            raise _broken() from error


class _Words(HTMLParser):
    """The words of a web page: a line a block, cells between tabs, scripts left out."""

    _LINES = frozenset(
        [
            "p",
            "div",
            "br",
            "tr",
            "li",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "section",
            "article",
            "table",
        ]
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's own
        if tag in ("script", "style", "head", "noscript"):
            self.hidden += 1
        elif tag in self._LINES:
            self.out.append("\n")
        elif tag in ("td", "th"):
            self.out.append("\t")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "head", "noscript"):
            self.hidden = max(0, self.hidden - 1)
        elif tag in self._LINES:
            self.out.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.out.append(re.sub(r"\s*\n\s*", "", data))


def _html(text: str) -> str:
    words = _Words()
    words.feed(text)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"\n\t", "\n", "".join(words.out))).strip()


def require_plan(text: str, plans: int) -> None:
    """Raise `Unreadable` for a text that is no plan: nothing in it, a contract, another paper."""
    chinese = len(re.findall(r"[\u4e00-\u9fff]", text))
    if chinese < 60:
        raise Unreadable(
            "empty", "文件里几乎没有文字。请确认上传的是规划正文。",
            "There is hardly any text in the file: make sure it is the plan itself.",
        )  # fmt: skip
    if len(_CONTRACT.findall(text)) >= 6:
        raise Unreadable(
            "contract", "这像是一份合同，不是规划或实施方案。请检查后重新上传。",
            "This looks like a contract, not a plan: check and upload again.",
        )  # fmt: skip
    if not plans:
        raise Unreadable(
            "no_plan", "没有找到目标、任务或项目。请确认上传的是规划或实施方案正文。",
            "No target, task or project was found: make sure this is the text of a plan.",
        )  # fmt: skip


def is_traditional(text: str) -> bool:
    """Say whether a text is written in traditional characters: the reader knows simplified ones."""
    sample = text[:4000]
    return sum(char in _TRADITIONAL for char in sample) > 0.06 * max(1, len(sample))
