"""Which IP addresses are those of the public internet. Judged by lists of our own, and by Python's on top.

`ipaddress` alone is not enough: to Python 3.11, NAT64, 6to4, multicast and IPv4-compatible addresses are global. The
lists follow the IANA registries of special-purpose addresses (RFC 6890 and its updates).
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

IPAddress = IPv4Address | IPv6Address

METADATA = frozenset(
    map(
        ip_address,
        (
            "169.254.169.254",  # nearly every cloud
            "169.254.170.2",  # AWS, containers
            "169.254.170.23",  # AWS, Kubernetes
            "fd00:ec2::254",  # AWS over IPv6
            "fd00:ec2::23",
            "fd20:ce::254",  # Google over IPv6
            "168.63.129.16",  # Azure: looks public
            "100.100.100.200",  # Alibaba
            "192.0.0.192",  # Oracle
        ),
    )
)
"""Where clouds hand credentials to whoever asks: never fetched from, whatever networks are opened."""

_CLOSED = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",  # protocols, Teredo among them
            "2001:db8::/32",
            "2002::/16",  # 6to4: an IPv4 address in disguise, long out of use
            "3fff::/20",
        ),
    )
)
# All that is given out as IPv6 unicast; what is outside (local, IPv4-compatible, multicast, 5f00::/16) is not public.
_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP = 0x00005EFE  # second half of an address: this, or the same with the universal bit, and an IPv4 address
_UNIVERSAL = 0x02000000


def reached(address: IPAddress) -> IPAddress:
    """The IPv4 address that an IPv6 address stands for: IPv4-mapped, or NAT64 as networks without IPv4 have it."""
    if isinstance(address, IPv6Address):
        if (mapped := address.ipv4_mapped) is not None:
            return mapped
        if address in _NAT64:
            return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def is_public(address: IPAddress) -> bool:
    """Whether packets to `address` leave for the public internet and for one host there."""
    address = reached(address)
    if isinstance(address, IPv6Address):
        interface = int(address) >> 32 & 0xFFFFFFFF
        if address.scope_id or address not in _UNICAST or interface & ~_UNIVERSAL == _ISATAP:
            return False
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and address not in METADATA
        and not any(address in network for network in _CLOSED)
    )
