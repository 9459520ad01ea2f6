"""Messages spoken over the telephone: the exchange rings a number and its dial plan speaks."""

import asyncio
import os
from dataclasses import dataclass

from anhuai.desk.engine.ami import Account, Ami
from anhuai.desk.engine.exchange import account_in
from anhuai.desk.engine.telephony import LinkBroken, NotLifted
from anhuai.platform.notices.adapters import Parcel, Undelivered, declare_adapter
from anhuai.platform.notices.rules import Channel


@dataclass(frozen=True, slots=True)
class SpokenByExchange:
    """The channel "voice" over Asterisk's manager: `context` is the dial plan that speaks."""

    account: Account
    context: str

    def send(self, parcel: Parcel) -> str:
        """Return the exchange's name of the line that was lifted; raises `Undelivered`."""
        try:
            return asyncio.run(self._rung(parcel))
        except NotLifted as why:
            raise Undelivered(f"没有接通：{why}"[:200]) from why
        except (LinkBroken, TimeoutError) as away:
            raise Undelivered(f"{away or '话务交换机没有应答'}"[:200]) from away

    async def _rung(self, parcel: Parcel) -> str:
        exchange = await Ami.connect(self.account)
        said = {"ANHUAI_TEMPLATE": parcel.template, "ANHUAI_TEXT": parcel.text}
        try:
            return await exchange.announce(parcel.key, parcel.to, self.context, said)
        finally:
            exchange.close()


@declare_adapter(Channel.VOICE)
def speaking() -> SpokenByExchange | None:
    """Return the voice channel over the exchange, None where no dial plan for it is named."""
    context = os.environ.get("ANHUAI_VOICE_CONTEXT", "")
    account = account_in(os.environ) if context else None
    return SpokenByExchange(account, context) if account is not None else None
