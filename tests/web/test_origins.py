"""Pages of other sites neither cost this server anything nor manage its models; programs and its own page may ask."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from pydantic import ValidationError

from service.app import create_app
from service.settings import Settings
from service.web.admission import OPERATIONS_PATHS
from tests.support.fake_service import SPEC, FakeService
from tests.web.test_bad_input import assert_problem

OWN = "127.0.0.1:8080"
NAME = "summaries.example.org"
EVIL = "https://evil.example"
FORM = "multipart/form-data"
BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("POST", "/v1/summaries"): {"text": "Good news."},
    ("POST", "/v1/translations"): {"text": "Good news.", "target_languages": ["uk"]},
    ("POST", "/v1/detections"): {"text": "Good news."},
    ("POST", "/v1/checks"): {"task": "summary", "text": "Good news.", "source": {"text": "Good news."}},
    ("POST", "/v1/models"): {"id": SPEC.id},
}
CALLS = [*BODIES, ("DELETE", f"/v1/models/{SPEC.id}")]


def serving(service: FakeService, **chosen: Any) -> FlaskClient:
    return create_app(Settings(manage_models=True, **chosen), service.as_service()).test_client()


def ask(client: FlaskClient, call: tuple[str, str], host: str = OWN, **headers: str) -> Any:
    method, path = call
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.open(path, method=method, json=BODIES.get(call), headers={"Host": host, **named})


@pytest.mark.parametrize(
    "sent",
    [
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site", "Origin": "http://127.0.0.1:3000"},
        {"Sec_Fetch_Site": "cross-site", "Origin": f"http://{OWN}"},
        {"Sec_Fetch_Site": "anything"},
        {"Origin": EVIL},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://127.0.0.1:3000"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": f"http://{OWN}.evil.example"},
        {"Origin": f"http://evil@{OWN}"},
        {"Origin": f"http://{OWN}/"},
        {"Origin": f"ftp://{OWN}"},
        {"Origin": "http://127.0.0.1:99999"},
        {"Origin": "http://[::1"},
        {"Origin": "\x00"},
    ],
)
@pytest.mark.parametrize("call", CALLS)
def test_a_page_of_another_site_is_refused(service: FakeService, call: tuple[str, str], sent: dict[str, str]) -> None:
    problem = assert_problem(ask(serving(service), call, **sent), 403, "forbidden")
    assert "STISLO_ALLOWED_ORIGINS" in problem["detail"]
    assert service.requests == []


def test_a_form_that_another_site_posts_is_refused_before_it_is_read(service: FakeService) -> None:
    class Unreadable(io.RawIOBase):
        def readinto(self, buffer: object) -> int:
            raise AssertionError("the body was read")

    answer = serving(service).post(
        "/v1/summaries",
        content_type=f"{FORM}; boundary=b",
        headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Origin": EVIL},
        environ_overrides={"wsgi.input": Unreadable(), "CONTENT_LENGTH": "1000"},
    )
    assert_problem(answer, 403, "forbidden")


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"Sec_Fetch_Site": "same-origin"},
        {"Sec_Fetch_Site": "none"},
        {"Sec_Fetch_Site": "same-origin", "Origin": f"https://{NAME}"},
        {"Origin": f"http://{OWN}"},
        {"Origin": f"https://{OWN}"},
    ],
)
@pytest.mark.parametrize("call", CALLS)
def test_programs_and_the_own_page_are_let_in(
    service: FakeService, call: tuple[str, str], sent: dict[str, str]
) -> None:
    assert ask(serving(service), call, **sent).status_code == 200
    assert len(service.requests) == 1


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("host", ["evil.example", "evil.example:8080", "EVIL.EXAMPLE.", "127.0.0.1.evil.example"])
@pytest.mark.parametrize("bound", ["127.0.0.1", "0.0.0.0", "::"])
def test_a_page_whose_name_was_led_here_is_refused(
    service: FakeService, call: tuple[str, str], host: str, bound: str
) -> None:
    client = serving(service, host=bound)
    for sent in ({"Origin": f"http://{host}"}, {"Sec_Fetch_Site": "same-origin"}):
        problem = assert_problem(ask(client, call, host, **sent), 403, "forbidden")
        assert "STISLO_ALLOWED_HOSTS" in problem["detail"]
    assert service.requests == []


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", OWN, "localhost:8080", "LOCALHOST", "stislo.localhost", "[::1]:8080", "192.0.2.7:8080", "myserver"],
)
@pytest.mark.parametrize("bound", ["127.0.0.1", "::1", "localhost", "0.0.0.0"])
def test_names_that_no_stranger_owns_need_no_setting(service: FakeService, host: str, bound: str) -> None:
    client = serving(service, host=bound)
    assert client.get("/", headers={"Host": host}).status_code == 200
    assert ask(client, ("POST", "/v1/models"), host, Origin=f"http://{host}").status_code == 200


@pytest.mark.parametrize(
    "host", ["localhost@evil.example", "evil.example#localhost", "a b", "[::1", "2130706433", "й" * 90]
)
def test_what_is_no_host_is_no_name_of_the_server(service: FakeService, host: str) -> None:
    call = ("POST", "/v1/models")
    sent = host.encode().decode("latin-1")
    assert_problem(ask(serving(service), call, sent, Origin=f"http://{sent}"), 403, "forbidden")


def test_behind_loopback_a_foreign_name_reads_nothing_either(service: FakeService) -> None:
    on_loopback, on_all = serving(service), serving(service, host="0.0.0.0")
    for path in ("/", "/v1/models", "/docs", "/nowhere"):
        assert_problem(on_loopback.get(path, headers={"Host": "evil.example"}), 403, "forbidden")
    assert ask(on_all, ("POST", "/v1/summaries"), NAME).status_code == 200, "a program, by a name that is not known"
    assert on_all.get("/v1/models", headers={"Host": NAME}).status_code == 200


def test_with_names_given_no_others_are_answered_but_for_probes(service: FakeService) -> None:
    client = serving(service, host="0.0.0.0", allowed_hosts=f"{NAME.upper()}, новини.укр")
    for host in (NAME, f"{NAME}:8443", "xn--b1amarcd.xn--j1amh"):
        answer = ask(client, ("POST", "/v1/models"), host, Origin=f"https://{host}")
        assert answer.status_code == 200, answer.text
    for host in ("evil.example", f"www.{NAME}"):
        assert_problem(client.get("/v1/models", headers={"Host": host}), 403, "forbidden")
        assert {client.get(path, headers={"Host": host}).status_code for path in OPERATIONS_PATHS} == {200}


def test_an_origin_that_is_allowed_may_post_whatever_a_proxy_makes_of_the_host(service: FakeService) -> None:
    client = serving(service, allowed_origins=f"https://{NAME}:443, http://[::1]:3000")
    call = ("POST", "/v1/summaries")
    for sent in ({}, {"Sec_Fetch_Site": "cross-site"}):
        assert ask(client, call, Origin=f"https://{NAME}", **sent).status_code == 200
        assert ask(client, call, Origin="http://[::1]:3000", **sent).status_code == 200
        assert_problem(ask(client, call, Origin=f"http://{NAME}", **sent), 403, "forbidden")
        assert_problem(ask(client, call, Origin=f"https://{NAME}:8443", **sent), 403, "forbidden")
    assert not [name for name in client.get("/").headers.keys() if name.startswith("Access-Control")]  # noqa: SIM118


@pytest.mark.parametrize(
    "wrong",
    [{"allowed_hosts": f"https://{NAME}"}, {"allowed_hosts": f"{NAME}:80"}, {"allowed_hosts": "*"}]
    + [{"allowed_origins": origin} for origin in (NAME, f"https://{NAME}/", "null", "*", "ftp://a", "http://a:99999")],
)
def test_settings_that_are_no_names_and_no_origins_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=r"give (hosts|origins) such as"):
        Settings(**wrong)


def test_the_page_of_another_site_cannot_frame_the_own_one(service: FakeService) -> None:
    client = serving(service)
    refused = ask(client, ("POST", "/v1/summaries"), Origin=EVIL)
    for answer in (client.get("/"), client.get("/docs"), client.get("/nowhere"), refused):
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
