"""Where the exchange is, as the installation says."""

from collections.abc import Mapping

from anhuai.desk.engine.ami import PORT, Account


def account_in(environment: Mapping[str, str]) -> Account | None:
    """Return how to sign in at the exchange: ANHUAI_AMI is user@host:port, None where unset."""
    address = environment.get("ANHUAI_AMI", "")
    if not address:
        return None
    user, _at, place = address.rpartition("@")
    host, _colon, port = place.partition(":")
    if not user or not host or (port and not port.isdecimal()):
        raise ValueError("ANHUAI_AMI 应写成 用户名@地址:端口。")
    secret = environment.get("ANHUAI_AMI_SECRET", "")
    contexts = environment.get("ANHUAI_AMI_CONTEXTS", "")
    if contexts:
        return Account(host, int(port or PORT), user, secret, contexts=tuple(contexts.split(",")))
    return Account(host, int(port or PORT), user, secret)
