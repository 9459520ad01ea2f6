"""How the documents show definitions: tables, sources."""

from collections.abc import Iterable, Mapping, Sequence

from anhuai.kernel.confidence import Basis

NOTE = "<!-- Written by `anhuai docs`; change the definitions, not this file. -->\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return rows as a table of Markdown."""
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines += [f"| {' | '.join(cell.replace('|', '／') for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def basis_of(basis: Basis) -> str:
    """Return what a fact rests on, with its mark."""
    says = basis.citation or basis.note
    return f"{says} · {basis.confidence} {basis.confidence.label}"


def dated(basis: Basis) -> str:
    """Return what a fact rests on, with its day and mark."""
    says = basis.citation or basis.note
    day = f"（{basis.date}）" if basis.date else ""
    return f"{says}{day} · {basis.confidence} {basis.confidence.label}"


def named(catalogue: Mapping[str, object]) -> str:
    """Return a catalogue's titles with what they rest on."""
    rows = []
    for code, one in catalogue.items():
        basis = getattr(one, "basis", None)
        rows.append(
            (
                f"{getattr(one, 'title')} `{code}`",  # noqa: B009 - definitions of several kinds
                str(getattr(one, "title_en", "")),
                basis_of(basis) if isinstance(basis, Basis) else "",
            )
        )
    return table(("名称", "English", "依据"), rows)
