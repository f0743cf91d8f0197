"""https: the certificate is that of the name in the address, though an IP address is dialled."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from service.errors import FetchFailed, FetchRefused
from tests.articles.fetch.conftest import Opened
from tests.articles.fetch.support import get, refused
from tests.support.website import Page, Website, redirect

PAGES = {"/": Page(b"secure")}
OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="certificates are made with the openssl command")


class Authority:
    """Issues certificates that are valid for a day, or were. Its own is in `certificate`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.certificate = folder / "ca.pem"
        self._run("req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-days", "1",
                  "-subj", "/CN=authority", "-addext", "basicConstraints=critical,CA:TRUE", "-addext",
                  "keyUsage=critical,keyCertSign", "-keyout", "ca.key", "-out", "ca.pem")  # fmt: skip

    def client(self) -> ssl.SSLContext:
        """Trusts this authority and no other."""
        return ssl.create_default_context(cafile=self.certificate)

    def server(self, names: str, *, days: int = 1) -> ssl.SSLContext:
        """Shows a certificate for `names`, such as `DNS:example.org,IP:127.0.0.1`."""
        extensions = self._folder / "names.cnf"
        extensions.write_text(f"subjectAltName={names}\nbasicConstraints=CA:FALSE\n")
        self._run("req", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", "/CN=site",
                  "-keyout", "site.key", "-out", "site.csr")  # fmt: skip
        self._run("x509", "-req", "-in", "site.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-set_serial", "1",
                  "-days", str(days), "-extfile", "names.cnf", "-out", "site.pem")  # fmt: skip
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._folder / "site.pem", self._folder / "site.key")
        return context

    def _run(self, *arguments: str) -> None:
        subprocess.run([str(OPENSSL), *arguments], cwd=self._folder, check=True, capture_output=True, timeout=30)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


def resolve(host: str) -> list[str]:
    return ["127.0.0.1"]


@pytest.mark.parametrize(
    ("names", "host", "sni"),
    [
        ("DNS:good.example", "good.example", "good.example"),
        ("DNS:*.good.example", "WWW.Good.Example.", "www.good.example"),
        ("DNS:xn--b1amarcd.xn--j1amh", "новини.укр", "xn--b1amarcd.xn--j1amh"),
        ("IP:127.0.0.1", "127.0.0.1", None),
    ],
)
def test_the_right_name_is_accepted_and_told(
    names: str, host: str, sni: str | None, authority: Authority, opened: Opened
) -> None:
    with Website(PAGES, tls=authority.server(names)) as site:
        found = get(opened(site, resolve=resolve, tls=authority.client()), site.url_of(host) + "/")
        assert found.data == b"secure"
        assert site.names == [sni]


@pytest.mark.parametrize(
    ("names", "days", "host"),
    [
        ("DNS:other.example", 1, "good.example"),
        ("DNS:good.example.evil.example", 1, "good.example"),
        ("DNS:good.example", 1, "127.0.0.1"),
        ("IP:127.0.0.1", 1, "good.example"),  # the address that is dialled does not count
        ("DNS:good.example", -1, "good.example"),
    ],
)
def test_a_certificate_that_is_wrong_is_refused(
    names: str, days: int, host: str, authority: Authority, opened: Opened
) -> None:
    with Website(PAGES, tls=authority.server(names, days=days)) as site:
        fetcher = opened(site, resolve=resolve, tls=authority.client())
        assert "certificate" in refused(FetchFailed, fetcher, site.url_of(host) + "/")
        assert not site.requests


def test_only_authorities_that_the_system_knows_are_trusted(authority: Authority, opened: Opened) -> None:
    with Website(PAGES, tls=authority.server("DNS:good.example")) as site:
        fetcher = opened(site, resolve=resolve)
        assert "certificate" in refused(FetchFailed, fetcher, site.url_of("good.example") + "/")
        assert not site.requests


def test_an_operator_can_name_authorities(
    authority: Authority, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.certificate))
    with Website(PAGES, tls=authority.server("DNS:good.example")) as site:
        assert get(opened(site, resolve=resolve), site.url_of("good.example") + "/").data == b"secure"


def test_no_common_version_of_tls(opened: Opened, authority: Authority) -> None:
    old, new = authority.server("DNS:good.example"), authority.client()
    old.maximum_version, new.minimum_version = ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3
    with Website(PAGES, tls=old) as site:
        fetcher = opened(site, resolve=resolve, tls=new)
        assert "No secure connection" in refused(FetchFailed, fetcher, site.url_of("good.example") + "/")
        assert not site.requests


def test_http_may_lead_to_https_but_not_back(authority: Authority, opened: Opened) -> None:
    tls = authority.server("DNS:good.example")
    with Website({}) as plain, Website(dict(PAGES), tls=tls) as secure:
        plain.pages |= {"/": redirect(secure.url_of("good.example") + "/"), "/plain": Page(b"plain")}
        secure.pages["/down"] = redirect(plain.url_of("good.example") + "/plain")
        fetcher = opened(plain, secure, resolve=resolve, tls=authority.client())
        assert get(fetcher, plain.url_of("good.example") + "/").data == b"secure"
        before = plain.accepted
        assert "from https to http" in refused(FetchRefused, fetcher, secure.url_of("good.example") + "/down")
        assert plain.accepted == before
