"""`anhuai keys`: which versions there are and who needs them; a new one; to use; the end of one."""

import sys

from django.conf import settings

from anhuai.kernel.unfit import Unfit
from anhuai.platform import keyring, rotating


def run(what: str, *, version: int | None, cipher: str | None) -> int:
    """Do one of list, new, rotate, retire; returns the exit status."""
    try:
        for line in _said(what, version, cipher):
            print(line)  # noqa: T201
    except Unfit as refused:
        print(refused.message, file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _said(what: str, version: int | None, cipher: str | None) -> list[str]:
    if what == "new":
        key = rotating.make_key(cipher=cipher or settings.ANHUAI_CIPHER)
        return [
            f"已生成第 {key.version} 版密钥（{key.cipher}），尚未启用。",
            (
                f"请先把 {settings.ANHUAI_KEYS_FILE} 另存两处（有几台服务器就都放一份），"
                "再运行 anhuai keys rotate。"
            ),
        ]
    if what == "rotate":
        job = rotating.put_to_use(version)
        own = keyring.ring().current.version
        return [f"第 {own} 版密钥已启用，网页和后台任务无需重启。后台正在重新加密：任务 {job.pk}。"]
    if what == "retire":
        if version is None:
            raise keyring.BadKeys("unknown", "请写明停用第几版。", "Say which version to retire.")
        rotating.retire(version)
        return [
            f"第 {version} 版密钥已从 {settings.ANHUAI_KEYS_FILE} 删除。",
            "用它做的旧备份仍要靠它才能恢复：请随旧备份另存，备份到期时一并销毁。",
        ]
    return _listed()


def _listed() -> list[str]:
    known, lines = keyring.ring(), []
    for number, key in sorted(known.keys.items()):
        state = "使用中" if key is known.current else "可读"
        lines.append(f"第 {number} 版  {key.cipher}  {key.made or '安装时'}  {state}")
        lines += [f"    {use.label}: {use.rows:,}" for use in rotating.uses(number) if use.rows]
    return lines
