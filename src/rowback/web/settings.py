"""What a server is told when it starts."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """``ledger`` is a path or URL; ``token`` is None only on loopback, where reading and writing are free.

    ``names`` are further host names by which clients reach the server. ``largest`` is the size in bytes of the largest request;
    ``writes_a_minute`` limits each client that is not on this machine. ``reviewer`` signs decisions of who gives no name.
    """

    ledger: str
    host: str = "127.0.0.1"
    port: int = 8470
    token: str | None = None
    names: tuple[str, ...] = ()
    largest: int = 50 * 1024 * 1024
    writes_a_minute: int = 240
    reviewer: str | None = None

    @property
    def is_local(self) -> bool:
        """True if only this machine can reach the server."""
        return is_loopback(self.host)

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the server."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::", "") else self.host  # noqa: S104  (compared, not bound)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"


def is_loopback(host: str) -> bool:
    """True for names and addresses that never leave the machine.

    >>> is_loopback("localhost"), is_loopback("127.0.0.53"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host.casefold().rstrip(".") == "localhost":
        return True
    address = as_address(host)
    return address is not None and address.is_loopback


def as_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The IP address that a host is, None for names."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
