"""The hub of the tests speaks the Hub's protocol: the official client downloads from it and notices its faults."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import huggingface_hub
import pytest
from huggingface_hub.errors import RemoteEntryNotFoundError, RepositoryNotFoundError, RevisionNotFoundError

from tests.models.conftest import REPO
from tests.support.hub import Fault, Hub


@pytest.fixture
def api(hub: Hub) -> huggingface_hub.HfApi:
    return huggingface_hub.HfApi(endpoint=hub.url, token=False)


def test_the_official_client_downloads_a_snapshot(hub: Hub, repository: Path, tmp_path: Path) -> None:
    folder = huggingface_hub.snapshot_download(REPO, endpoint=hub.url, token=False, cache_dir=tmp_path / "cache")
    assert Path(folder).name == hub.commit(REPO)
    assert {path.name: path.read_bytes() for path in Path(folder).iterdir()} == {
        path.name: path.read_bytes() for path in repository.iterdir()
    }


def test_the_official_client_sees_hashes_and_sizes(hub: Hub, api: huggingface_hub.HfApi, repository: Path) -> None:
    weights = next(entry for entry in api.list_repo_tree(REPO) if entry.path == "model.safetensors")
    assert isinstance(weights, huggingface_hub.hf_api.RepoFile)
    assert weights.size == (repository / "model.safetensors").stat().st_size
    assert weights.lfs is not None
    siblings = {each.rfilename: each for each in api.model_info(REPO, files_metadata=True).siblings or []}
    assert siblings["model.safetensors"].lfs is not None
    assert siblings["model.safetensors"].lfs.sha256 == weights.lfs.sha256
    assert siblings["config.json"].lfs is None
    assert siblings["config.json"].blob_id


def test_old_commits_stay_to_be_had(hub: Hub, api: huggingface_hub.HfApi, repository: Path) -> None:
    old = api.model_info(REPO).sha
    (repository / "config.json").write_text("{}")
    assert api.model_info(REPO).sha != old
    assert api.model_info(REPO, revision=old).sha == old


def test_what_is_not_there_is_said_as_the_hub_says_it(hub: Hub, api: huggingface_hub.HfApi, tmp_path: Path) -> None:
    with pytest.raises(RepositoryNotFoundError):
        api.model_info("stislo/none")
    with pytest.raises(RevisionNotFoundError):
        api.model_info(REPO, revision="v9")
    with pytest.raises(RemoteEntryNotFoundError):
        api.hf_hub_download(REPO, "none.json", cache_dir=tmp_path)


def test_a_fault_ends_after_its_times(hub: Hub, api: huggingface_hub.HfApi) -> None:
    hub.misbehave(Fault(route="info", status=503, times=1))
    with pytest.raises(huggingface_hub.errors.HfHubHTTPError):
        api.model_info(REPO)
    assert api.model_info(REPO).id == REPO


def test_it_runs_by_itself(repository: Path) -> None:
    command = [sys.executable, "-m", "tests.support.hub", "--port", "0", str(repository)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.fullmatch(r"STISLO_HUB_URL=(http://127\.0\.0\.1:\d+)\n", line)
        assert found
        assert huggingface_hub.HfApi(endpoint=found[1], token=False).model_info("stislo/repository").sha
        process.terminate()
