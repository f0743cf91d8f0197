"""What an operator can decide. Passed around as one frozen object; only `cli` and `wsgi` read the environment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from service.errors import ConfigurationError

ENV_PREFIX = "STISLO_"


class Settings(BaseModel):
    """Every setting, its default and its meaning. The environment variable is `STISLO_` + the upper-case name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8080, ge=0, le=65535, description="Port to listen on; 0 picks a free one.")
    threads: int = Field(default=16, ge=1, le=1024, description="Requests served at the same time.")
    max_in_flight: int = Field(
        default=64, ge=1, description="Requests accepted at the same time; one more is answered 503."
    )
    connection_limit: int = Field(default=1000, ge=10, description="Open connections, idle ones included.")
    idle_timeout_s: int = Field(default=5, ge=1, description="Seconds after which a silent connection is closed.")
    drain_timeout_s: float = Field(
        default=30.0, ge=0, description="Seconds that requests in progress get to finish after SIGTERM."
    )
    drain_notice_s: float = Field(
        default=0.0, ge=0, description="Seconds between `/readyz` turning 503 and the port closing."
    )
    deadline_s: float = Field(default=120.0, gt=0, description="Seconds that one request may take.")

    max_body_bytes: int = Field(default=4_000_000, ge=1024, description="Largest request body, in bytes.")
    max_text_characters: int = Field(
        default=1_000_000, ge=1, description="Longest text of one request, in characters (all list items together)."
    )
    max_targets: int = Field(default=16, ge=1, description="Most target languages of one request.")
    max_items: int = Field(default=256, ge=1, description="Most texts in one translation or detection request.")

    models_dir: Path = Field(
        default=Path("~/.local/share/stislo/models"), description="Folder that installed models live in."
    )
    catalog: Path | None = Field(
        default=None, description="A models.toml to use instead of the one that comes with the service."
    )
    pull: Literal["on_demand", "never"] = Field(
        default="on_demand", description="Whether a model that a request needs may be downloaded."
    )
    allow_noncommercial: bool = Field(
        default=False, description="Whether models may be installed whose licence forbids commercial use."
    )
    hub_url: str | None = Field(default=None, description="Address of the model hub; empty means the public one.")
    hub_token: SecretStr | None = Field(default=None, description="Token for private models on the hub.")
    hub_timeout_s: float = Field(default=10.0, gt=0, description="Seconds without a byte before a download is retried.")

    backend: Literal["ctranslate2", "torch"] = Field(
        default="ctranslate2", description="What runs the sequence-to-sequence models."
    )
    device: Literal["auto", "cpu", "cuda"] = Field(default="auto", description="Where models run.")
    compute_type: str = Field(
        default="auto", description="CTranslate2 number format; `auto` is int8 on a CPU and float16 on a GPU."
    )
    inter_threads: int = Field(default=0, ge=0, description="Batches computed at the same time; 0 means one a core.")
    intra_threads: int = Field(default=1, ge=1, description="Threads that compute one batch.")
    shortlist: bool = Field(
        default=True, description="Whether translators may look among likely words only, where that is safe."
    )
    shortlist_audit: float = Field(
        default=0.01,
        ge=0,
        le=1,
        description="Share of what was translated with a shortlist that is translated again without, to compare.",
    )
    pivot_language: str = Field(default="en", description="Language that missing pairs and summarizers go through.")

    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="How much is logged.")

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """Settings from `STISLO_*` variables. An unknown or unreadable one raises ConfigurationError naming it.

        An empty value means the default, so that a compose file can pass a variable through unset.
        """
        values = {
            name.removeprefix(ENV_PREFIX).lower(): value
            for name, value in environ.items()
            if name.startswith(ENV_PREFIX) and value != ""
        }
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            problems = "; ".join(
                f"{ENV_PREFIX}{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors(include_input=False)
            )
            raise ConfigurationError(f"Settings cannot be used: {problems}") from error

    @property
    def models_path(self) -> Path:
        """`models_dir` with `~` expanded."""
        return self.models_dir.expanduser()
