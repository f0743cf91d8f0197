"""The hub client against a hub that misbehaves: every fault ends in the right bytes or in a clear error."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.errors import ChecksumMismatch, DownloadFailed, HubUnreachable, ModelMissingOnHub, StoreError
from service.models.hub import Hub as Client
from service.models.hub import RemoteFile, Snapshot
from service.models.install import wanted_files
from tests.models.conftest import QUICK, REPO, SILENCE_S
from tests.support.hub import Fault, Hub

WEIGHTS = "model.safetensors"


@pytest.fixture
def client(hub: Hub) -> Client:
    return Client(hub.url, None, SILENCE_S, retry=QUICK)


def for_fault(client: Client, fault: Fault) -> Client:
    """The client, or one that does not wait long for a hub that falls silent."""
    return client if fault.stall_at is None else Client(client.url, None, 0.5, retry=QUICK)


@pytest.fixture
def weights(client: Client) -> tuple[Snapshot, RemoteFile]:
    snapshot = client.resolve(REPO, "main")
    return snapshot, next(file for file in snapshot.files if file.name == WEIGHTS)


def fetch(client: Client, weights: tuple[Snapshot, RemoteFile], folder: Path) -> list[int]:
    heard: list[int] = []
    folder.mkdir(exist_ok=True)
    client.fetch(*weights, folder, heard.append)
    return heard


def same(repository: Path, folder: Path) -> bool:
    there = [path.name for path in folder.iterdir()]
    return there == [WEIGHTS] and (folder / WEIGHTS).read_bytes() == (repository / WEIGHTS).read_bytes()


def test_a_revision_is_resolved_to_its_commit_and_files_with_hashes(hub: Hub, client: Client) -> None:
    snapshot = client.resolve(REPO, "main")
    assert snapshot.commit == hub.commit(REPO)
    assert {file.name for file in snapshot.files} >= {WEIGHTS, "config.json", "source.spm"}
    assert all(file.sha256 or file.git_sha1 for file in snapshot.files)
    assert len(hub.requests) == 1


def test_a_file_arrives_whole(
    client: Client, weights: tuple[Snapshot, RemoteFile], repository: Path, tmp_path: Path
) -> None:
    heard = fetch(client, weights, tmp_path / "to")
    assert same(repository, tmp_path / "to")
    assert heard[-1] == weights[1].bytes


def test_a_file_that_is_there_is_not_fetched_again(
    hub: Hub, client: Client, weights: tuple[Snapshot, RemoteFile], tmp_path: Path
) -> None:
    fetch(client, weights, tmp_path / "to")
    fetch(client, weights, tmp_path / "to")
    assert len(hub.asked(file=WEIGHTS)) == 1


def test_a_wrong_file_of_that_name_is_replaced(
    client: Client, weights: tuple[Snapshot, RemoteFile], repository: Path, tmp_path: Path
) -> None:
    (tmp_path / "to").mkdir()
    (tmp_path / "to" / WEIGHTS).write_bytes(b"x" * weights[1].bytes)
    fetch(client, weights, tmp_path / "to")
    assert same(repository, tmp_path / "to")


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=503, times=2),
        Fault(status=500, times=1),
        Fault(status=429, retry_after="0", times=2),
        Fault(status=429, retry_after="1", times=1),
        Fault(drop=True, times=2),
        Fault(cut_at=40_000, times=2),
        Fault(cut_at=0, times=2),
        Fault(stall_at=30_000, times=1),
        Fault(flip=True, times=1),
    ],
    ids=lambda fault: ", ".join(
        f"{name}={getattr(fault, name)}"
        for name in ("status", "retry_after", "drop", "cut_at", "stall_at", "flip", "times")
        if getattr(fault, name) not in (None, False)
    ),
)
def test_a_passing_fault_is_outlasted(
    hub: Hub, client: Client, weights: tuple[Snapshot, RemoteFile], repository: Path, tmp_path: Path, fault: Fault
) -> None:
    hub.misbehave(fault)
    fetch(for_fault(client, fault), weights, tmp_path / "to")
    assert same(repository, tmp_path / "to")


def test_a_connection_that_keeps_breaking_but_moves_on_gets_there(
    hub: Hub, client: Client, weights: tuple[Snapshot, RemoteFile], repository: Path, tmp_path: Path
) -> None:
    hub.misbehave(Fault(cut_at=12_000))
    fetch(client, weights, tmp_path / "to")
    assert same(repository, tmp_path / "to")
    ranges = [request.range for request in hub.asked(file=WEIGHTS)]
    assert len(ranges) > QUICK.attempts
    assert ranges[:3] == [None, "bytes=12000-", "bytes=24000-"]


def test_another_process_goes_on_where_the_first_one_was_killed(
    hub: Hub, client: Client, weights: tuple[Snapshot, RemoteFile], repository: Path, tmp_path: Path
) -> None:
    hub.misbehave(Fault(cut_at=50_000, times=1), Fault(status=503))
    with pytest.raises(HubUnreachable):
        fetch(client, weights, tmp_path / "to")
    hub.misbehave()
    fetch(Client(hub.url, None, SILENCE_S, retry=QUICK), weights, tmp_path / "to")
    assert hub.requests[-1].range == "bytes=50000-"
    assert hub.requests[-1].status == 206
    assert same(repository, tmp_path / "to")


def test_what_was_left_behind_and_is_wrong_is_thrown_away(
    client: Client, weights: tuple[Snapshot, RemoteFile], repository: Path, tmp_path: Path
) -> None:
    (tmp_path / "to").mkdir()
    file = weights[1]
    (tmp_path / "to" / f"{file.name}.{file.sha256}.incomplete").write_bytes(b"not what it was" * 1000)
    fetch(client, weights, tmp_path / "to")
    assert same(repository, tmp_path / "to")


@pytest.mark.parametrize(
    ("fault", "error", "said"),
    [
        (Fault(status=503), HubUnreachable, "answered 503"),
        (Fault(status=429, retry_after="3600"), HubUnreachable, "answered 429"),
        (Fault(drop=True), HubUnreachable, "cannot be reached"),
        (Fault(cut_at=0), DownloadFailed, "broke off"),
        (Fault(stall_at=0), DownloadFailed, "broke off"),
        (Fault(flip=True), ChecksumMismatch, "twice"),
        (Fault(status=404, error_code="EntryNotFound"), ModelMissingOnHub, "--update"),
        (Fault(status=403), ModelMissingOnHub, "STISLO_HUB_TOKEN"),
        (Fault(status=418), DownloadFailed, "answered 418"),
    ],
)
def test_a_lasting_fault_is_an_error_and_leaves_no_file(
    hub: Hub,
    client: Client,
    weights: tuple[Snapshot, RemoteFile],
    tmp_path: Path,
    fault: Fault,
    error: type[StoreError],
    said: str,
) -> None:
    hub.misbehave(fault)
    with pytest.raises(error, match=said):
        fetch(for_fault(client, fault), weights, tmp_path / "to")
    assert not (tmp_path / "to" / WEIGHTS).exists()


def test_a_long_wait_is_handed_on_rather_than_waited_for(hub: Hub, client: Client) -> None:
    hub.misbehave(Fault(route="info", status=429, retry_after="3600"))
    with pytest.raises(HubUnreachable) as caught:
        client.resolve(REPO, "main")
    assert caught.value.retry_after == 3600
    assert len(hub.requests) == 1


@pytest.mark.parametrize(
    ("repo", "revision", "said"),
    [
        ("stislo/none", "main", "refuses access"),
        (REPO, "v9", "the revision is not"),
        (REPO, "0" * 40, "revision is not"),
    ],
)
def test_what_the_hub_does_not_have_is_missing(client: Client, repo: str, revision: str, said: str) -> None:
    with pytest.raises(ModelMissingOnHub, match=said):
        client.resolve(repo, revision)


@pytest.mark.parametrize("fault", [Fault(route="info", status=503), Fault(route="info", drop=True)])
def test_a_hub_that_is_down_is_not_a_missing_model(hub: Hub, client: Client, fault: Fault) -> None:
    hub.misbehave(fault)
    with pytest.raises(HubUnreachable):
        client.resolve(REPO, "main")
    assert len(hub.requests) == QUICK.attempts


def test_nobody_at_the_address_is_an_unreachable_hub(hub: Hub) -> None:
    with pytest.raises(HubUnreachable, match="STISLO_HUB_URL"):
        Client("http://127.0.0.1:9", None, SILENCE_S, retry=QUICK).resolve(REPO, "main")


def test_something_else_at_the_address_is_said_to_be_no_hub(tmp_path: Path) -> None:
    import threading
    from functools import partial
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Nothing is printed."""

    page = tmp_path / "api" / "models" / "stislo" / "tiny" / "revision"
    page.mkdir(parents=True)
    (page / "main").write_text("<html>Please log in to this network.</html>")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        with pytest.raises(HubUnreachable, match="does not speak the hub's protocol"):
            Client(address, None, SILENCE_S, retry=QUICK).resolve(REPO, "main")
        server.shutdown()


def test_the_token_goes_to_the_hub_and_without_one_nothing_does(hub: Hub, client: Client, tmp_path: Path) -> None:
    with_token = Client(hub.url, "secret-token", SILENCE_S, retry=QUICK)
    snapshot = with_token.resolve(REPO, "main")
    with_token.fetch(snapshot, snapshot.files[0], tmp_path, lambda count: None)
    client.resolve(REPO, "main")
    assert [request.authorization for request in hub.requests] == ["Bearer secret-token"] * 2 + [None]


def test_large_files_come_from_elsewhere_where_the_token_does_not_go(repository: Path, tmp_path: Path) -> None:
    with Hub({REPO: repository}, redirects=True) as hub:
        client = Client(hub.url, "secret-token", SILENCE_S, retry=QUICK)
        snapshot = client.resolve(REPO, "main")
        weights = snapshot, next(file for file in snapshot.files if file.name == WEIGHTS)
        hub.misbehave(Fault(route="store", cut_at=40_000, times=1), Fault(route="store", status=503, times=1))
        fetch(client, weights, tmp_path / "to")
    assert same(repository, tmp_path / "to")
    stored = hub.asked(route="store")
    assert [request.range for request in stored] == [None, "bytes=40000-", "bytes=40000-"]
    assert {request.authorization for request in stored} == {None}
    assert {request.authorization for request in hub.asked(route="file")} == {"Bearer secret-token"}


def test_the_hub_learns_nothing_about_this_machine_but_versions(hub: Hub, client: Client) -> None:
    client.resolve(REPO, "main")
    parts = [part.strip().split("/")[0] for part in hub.requests[0].user_agent.split(";")]
    assert parts == ["stislo", "hf_hub", "python"]


def test_only_what_is_needed_is_fetched_and_no_pickle_beside_safetensors(hub: Hub, repository: Path) -> None:
    for name in ("pytorch_model.bin", "tf_model.h5", "training_args.bin", "model.onnx", "evil.py", "requirements.txt"):
        (repository / name).write_bytes(b"0")
    (repository / "onnx").mkdir()
    (repository / "onnx" / "config.json").write_text("{}")
    (repository / "pytorch_model.bin.index.json").write_text("{}")
    names = [file.name for file in wanted_files(Client(hub.url, None, SILENCE_S).resolve(REPO, "main"))]
    assert names == [
        "config.json",
        "generation_config.json",
        "source.spm",
        "target.spm",
        "tokenizer_config.json",
        "vocab.json",
        WEIGHTS,
    ]


def test_a_pickle_is_taken_where_there_is_nothing_else(hub: Hub, repository: Path) -> None:
    (repository / WEIGHTS).rename(repository / "pytorch_model.bin")
    names = [file.name for file in wanted_files(Client(hub.url, None, SILENCE_S).resolve(REPO, "main"))]
    assert "pytorch_model.bin" in names


def test_a_repository_without_weights_is_refused(hub: Hub, repository: Path) -> None:
    (repository / WEIGHTS).unlink()
    with pytest.raises(ModelMissingOnHub, match="no weights"):
        wanted_files(Client(hub.url, None, SILENCE_S).resolve(REPO, "main"))


@pytest.mark.parametrize("name", ["../../up.json", "/etc/up.json", "a/b.json", "..", ".hidden.json", "c:\\up.json"])
def test_names_that_lead_elsewhere_are_not_fetched(name: str) -> None:
    files = tuple(RemoteFile(each, 1, "0" * 64, None) for each in (name, WEIGHTS))
    assert [file.name for file in wanted_files(Snapshot(REPO, "0" * 40, files))] == [WEIGHTS]
