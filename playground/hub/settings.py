"""What the environment says of the way to the Hub, checked before anybody goes there: endpoint, token, proxies."""

from __future__ import annotations

import os
from urllib.parse import urlsplit
from urllib.request import getproxies_environment, proxy_bypass_environment  # type: ignore[attr-defined]

from playground.errors import BadInput, Unreachable, shown
from playground.hub.address import Address


def check_settings() -> None:
    """Raise for settings with which the Hub cannot be asked.

    Raises:
        BadInput: HF_ENDPOINT is no address, or the token holds what no token has.
    """
    endpoint = os.environ.get("HF_ENDPOINT", "").strip()
    if endpoint and not endpoint.startswith(("https://", "http://")):
        raise BadInput(
            f"HF_ENDPOINT is {endpoint[:100]}; it has to begin with https://.", key="hub-endpoint", given=endpoint[:100]
        )
    for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"):
        if not _is_token(os.environ.get(name, "").strip()):
            raise BadInput(f"{name} holds a character that no token has. Copy it again.", key="hub-token", name=name)


def _is_token(token: str) -> bool:
    return token.isascii() and all(letter.isprintable() and letter != " " for letter in token)


def proxy_in_use() -> tuple[str, str] | None:
    """The variable that names the proxy through which the Hub is asked, and the proxy without user and password.

    None where it is asked directly.
    """
    from huggingface_hub import constants

    parts = urlsplit(constants.ENDPOINT)
    proxies = getproxies_environment()
    if proxy_bypass_environment(parts.hostname or "", proxies):
        return None
    for kind in (parts.scheme, "all"):
        if address := proxies.get(kind):
            names = [name for name in (f"{kind.upper()}_PROXY", f"{kind}_proxy") if os.environ.get(name)]
            return (names or [f"{kind.upper()}_PROXY"])[0], _without_password(address)
    return None


def _without_password(address: str) -> str:
    scheme, mark, rest = address.rpartition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}"[:100]


def proxy_error(wanted: Address, error: Exception) -> Unreachable | BadInput | None:
    """Our error where a proxy of the environment is why the Hub was not asked; None where it is not."""
    found = proxy_in_use()
    if found is None:
        return None
    name, address = found
    if isinstance(error, ImportError):
        return BadInput(
            f"{name} names a SOCKS proxy ({address}), which needs the package socksio: pip install socksio, or unset "
            f"{name}.",
            key="proxy-socks",
            name=name,
            proxy=address,
        )
    if isinstance(error, ValueError):
        return BadInput(
            f"{name} is {shown(address)}, which is no address of a proxy. Write http://HOST:PORT, or unset it.",
            key="proxy-form",
            name=name,
            proxy=address,
        )
    return Unreachable(
        f"The Hub cannot be asked for {wanted} through the proxy {address}, which {name} names. Start the proxy, or "
        f"unset {name}.",
        key="proxy-unreachable",
        name=name,
        proxy=address,
        given=str(wanted),
    )
