"""What comes from the phone, before anything is known to be right; and what makes it unfit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from anhuai.assessments.rules.annex import Health
from anhuai.assessments.rules.words import Signer
from anhuai.kernel.unfit import Unfit

MOST_SIGNATURE = 200_000
"""Bytes of one signature: a drawing on a phone's screen is some ten thousand."""


class BadForm(Unfit):
    """A form, assignment or assessor that cannot be taken; `code` names what is wrong."""


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature: whose, under what name, the drawing as PNG."""

    signer: Signer
    name: str
    image: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form as it was filled in; `client` is the id the phone gave it, once for ever."""

    client: UUID
    assessed_on: date
    points: Mapping[str, int]
    health: Health = field(default_factory=Health)
    informant: str = ""
    informant_name: str = ""
    informant_phone: str = ""
    note: str = ""
    signatures: Sequence[Signed] = ()


def check_signatures(signatures: Sequence[Signed]) -> None:
    """Raise `BadForm` unless both assessors and the person or a named proxy have signed, once."""
    whose = [one.signer for one in signatures]
    for signer, says, says_en in (
        (Signer.FIRST, "主评估员还没有签字。", "The first assessor has not signed."),
        (Signer.SECOND, "副评估员还没有签字。", "The second assessor has not signed."),
    ):
        if whose.count(signer) != 1:
            raise BadForm("signature", says, says_en, field="signatures")
    if whose.count(Signer.ELDER) + whose.count(Signer.PROXY) != 1:
        raise BadForm(
            "signature", "请被评估人签字；本人不能签的，由代理人签并写明姓名。",
            "The person signs, or a named proxy for them.", field="signatures",
        )  # fmt: skip
    for one in signatures:
        if one.signer is Signer.PROXY and not one.name.strip():
            raise BadForm("proxy", "请写明代理人的姓名。", "Name the proxy.", field="signatures")
        if not one.image.startswith(b"\x89PNG\r\n\x1a\n") or len(one.image) > MOST_SIGNATURE:
            raise BadForm(
                "image", "签名图片不对，请清除后重新签。", "Clear the signature and sign again.",
                field="signatures",
            )  # fmt: skip


def check_two(first: int, second: int) -> None:
    """Raise `BadForm` when one assessor is given twice."""
    if first == second:
        raise BadForm(
            "same", "两名评估员必须是不同的人，请另选一名。",
            "Two different assessors are needed: choose another.", field="second",
        )  # fmt: skip
