"""The trail's last link copied off this machine, so that not even its owner can rewrite the past.

Whoever owns the database can cut the trail and chain it anew; not so that it fits what was written
down elsewhere before. A line is sealed with the keys (HMAC-SM3), so that nobody plants another.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from anhuai.platform import audit, clock
from anhuai.platform.models import AuditEntry, AuditHead
from anhuai.platform.sealing import blind_index, blind_indexes

_OF = "anchor"


@dataclass(frozen=True, slots=True)
class Anchor:
    """How far the trail had come at an instant, and its digest there."""

    at: str
    sequence: int
    digest: str
    seal: str

    def told(self) -> str:
        """Return what the seal covers."""
        return f"{self.at} {self.sequence} {self.digest}"


def now() -> Anchor:
    """Return the anchor of the trail as it stands."""
    head = AuditHead.objects.get(pk=1)
    bare = Anchor(clock.now().isoformat(), head.sequence, head.digest, "")
    return Anchor(bare.at, bare.sequence, bare.digest, blind_index(bare.told(), of=_OF))


def line_of(anchor: Anchor) -> str:
    """Return an anchor as one line of text."""
    fields = (anchor.at, anchor.sequence, anchor.digest, anchor.seal)
    return json.dumps(dict(zip(("at", "sequence", "digest", "seal"), fields, strict=True)))


def write() -> Path | None:
    """Append today's anchor to the file ANHUAI_ANCHORS names, safely on disk; None without one."""
    if not settings.ANHUAI_ANCHORS:
        return None
    path = Path(settings.ANHUAI_ANCHORS)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as out:
        out.write(line_of(now()) + "\n")
        out.flush()
        os.fsync(out.fileno())
    return path


def check(lines: Iterable[str]) -> audit.Verdict:
    """Prove that the trail still goes through every anchor of a file kept elsewhere."""
    checked = 0
    for number, line in enumerate(lines, 1):
        try:
            anchor = Anchor(**json.loads(line))
        except (ValueError, TypeError):
            return audit.Verdict(checked, 0, f"第 {number} 行锚点读不懂")
        if anchor.seal not in blind_indexes(anchor.told(), of=_OF):
            return audit.Verdict(checked, 0, f"第 {number} 行锚点不是用本系统密钥签的")
        found = AuditEntry.objects.filter(sequence=anchor.sequence)
        digest = found.values_list("digest", flat=True).first()
        if anchor.sequence and digest != anchor.digest:
            says = f"第 {anchor.sequence} 条与 {anchor.at} 存出的锚点不符：此前的记录被改写或截断"
            return audit.Verdict(checked, anchor.sequence, says)
        checked += 1
    return audit.Verdict(checked, None, f"{checked} 个锚点全部相符")
