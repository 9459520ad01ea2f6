"""Writing workbooks in constant memory: templates, returned errors, exports."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Any

from anhuai.platform.sheets.register import Column, Outcome, Register

_LIST_LIMIT = 255  # Excel refuses longer inline drop-downs


def template(register: Register, out: IO[bytes] | Path) -> None:
    """Write an empty workbook with heads, required marks, drop-downs, and a sheet that explains."""
    book = _book(out, constant=False)
    head = book.add_format({"bold": True, "bg_color": "#dbe7f5", "border": 1, "text_wrap": True})
    needed = book.add_format({"bold": True, "bg_color": "#fde9d9", "border": 1, "text_wrap": True})
    text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet("数据")
    for at, column in enumerate(register.columns):
        title = f"{column.title}*" if column.required else column.title
        sheet.write_string(0, at, title, needed if column.required else head)
        sheet.set_column(at, at, column.width, text)
        if column.help:
            sheet.write_comment(0, at, column.help)
        _drop_down(book, sheet, at, column)
    sheet.freeze_panes(1, 0)
    _explain(book, register.columns, head)
    book.close()


def _drop_down(book: Any, sheet: Any, at: int, column: Column) -> None:
    if not column.choices:
        return
    if len(",".join(column.choices).encode("utf-16-le")) // 2 <= _LIST_LIMIT:
        source: Any = list(column.choices)
    else:
        name = f"选项{at + 1}"
        options = book.add_worksheet(name)
        options.write_column(0, 0, column.choices)
        options.hide()
        source = f"='{name}'!$A$1:$A${len(column.choices)}"
    sheet.data_validation(
        1,
        at,
        100_000,
        at,
        {
            "validate": "list",
            "source": source,
            "error_title": "不在选项内",
            "error_message": "请从下拉列表中选择。",
        },
    )


def _explain(book: Any, columns: Sequence[Column], head: Any) -> None:
    sheet = book.add_worksheet("填写说明")
    for at, title in enumerate(("列名", "必填", "示例", "说明", "可选值")):
        sheet.write_string(0, at, title, head)
        sheet.set_column(at, at, 40 if at >= 3 else 16)
    for line, column in enumerate(columns, start=1):
        cells = (
            column.title,
            "是" if column.required else "",
            column.example,
            column.help,
            "、".join(column.choices[:60]),
        )
        for at, cell in enumerate(cells):
            sheet.write_string(line, at, cell)


class Returned:
    """A workbook of refused rows, each with all its errors and its bad cells marked.

    Rows go to the disk as they come: half a million refused rows take no more memory than one.
    """

    def __init__(self, register: Register, out: IO[bytes] | Path) -> None:
        self.rows = 0
        self._columns, self._book = register.columns, _book(out)
        head = self._book.add_format({"bold": True, "bg_color": "#dbe7f5", "border": 1})
        self._bad = self._book.add_format({"bg_color": "#f8d7da", "num_format": "@"})
        self._plain = self._book.add_format({"num_format": "@"})
        self._sheet = self._book.add_worksheet("数据")
        titles = [*(c.title for c in register.columns), "原行号", "错误原因"]
        for at, title in enumerate(titles):
            self._sheet.write_string(0, at, title, head)
            self._sheet.set_column(at, at, 60 if at == len(titles) - 1 else 14)

    def add(self, outcome: Outcome) -> None:
        """Write one refused row."""
        self.rows += 1
        wrong = {key for key, _ in outcome.errors}
        for at, column in enumerate(self._columns):
            value = outcome.row.values.get(column.key, "")
            style = self._bad if column.key in wrong else self._plain
            self._sheet.write_string(self.rows, at, value, style)
        end = len(self._columns)
        self._sheet.write_number(self.rows, end, outcome.row.number)
        self._sheet.write_string(self.rows, end + 1, _reasons(self._columns, outcome))

    def close(self) -> None:
        """Finish the workbook."""
        self._book.close()


def _reasons(columns: Sequence[Column], outcome: Outcome) -> str:
    titles = {column.key: column.title for column in columns}
    return "；".join(
        f"{titles[key]}：{says}" if key in titles else says for key, says in outcome.errors
    )


def export(heads: Sequence[Any], rows: Iterable[Sequence[str]], out: IO[bytes] | Path) -> int:
    """Write a list as a workbook of texts; return how many rows."""
    book = _book(out)
    head = book.add_format({"bold": True, "bg_color": "#dbe7f5", "border": 1})
    sheet = book.add_worksheet("数据")
    for at, title in enumerate(heads):
        sheet.write_string(0, at, str(title), head)
        sheet.set_column(at, at, 16)
    sheet.freeze_panes(1, 0)
    line = 0
    for row in rows:
        line += 1
        for at, cell in enumerate(row):
            sheet.write_string(line, at, str(cell))
    book.close()
    return line


def _book(out: IO[bytes] | Path, *, constant: bool = True) -> Any:
    import xlsxwriter  # here: a fifth of a second off every start

    # strings_to_formulas off: a name that begins with "=" stays a name.
    options = {
        "constant_memory": constant,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    return xlsxwriter.Workbook(str(out) if isinstance(out, Path) else out, options)
