"""What an operator can decide. Passed around as one frozen object; only `cli` and `wsgi` read the environment."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, ValidationInfo, field_validator

from service.errors import ConfigurationError, UnknownLanguage
from service.hosts import normalize_host, normalize_origin
from service.languages import normalize_code
from service.wrong_values import what_is_wrong

ENV_PREFIX = "STISLO_"


class Settings(BaseModel):
    """Every setting, its default and its meaning. The environment variable is `STISLO_` + the upper-case name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8080, ge=0, le=65535, description="Port to listen on; 0 picks a free one.")
    allowed_hosts: str = Field(
        default="",
        description="Names that this server goes by, such as `summaries.example.org`. Needed for names with dots; IP "
        "addresses, `localhost` and single words always pass. With any given, other names get 403.",
    )
    allowed_origins: str = Field(
        default="",
        description="Origins such as `https://summaries.example.org` whose pages may post here, as its own may.",
    )
    threads: int = Field(default=64, ge=1, le=1024, description="Requests served at the same time.")
    max_in_flight: int = Field(
        default=64, ge=1, description="Requests accepted at the same time; one more is answered 503."
    )
    connection_limit: int = Field(default=1000, ge=10, description="Open connections, idle ones included.")
    idle_timeout_s: int = Field(default=5, ge=1, description="Seconds after which a silent connection is closed.")
    request_timeout_s: float = Field(
        default=10.0, gt=0, description="Seconds that the headers of a request may take, however they come."
    )
    least_bytes_per_s: int = Field(
        default=8_000,
        ge=1,
        description="Bytes a second that a body must come with, and an answer be read with, after those seconds.",
    )
    drain_timeout_s: float = Field(
        default=30.0, ge=0, description="Seconds that requests in progress get to finish after SIGTERM."
    )
    drain_notice_s: float = Field(
        default=0.0, ge=0, description="Seconds between `/readyz` turning 503 and the port closing."
    )
    deadline_s: float = Field(default=120.0, gt=0, le=86_400, description="Seconds that one request may take.")

    max_body_bytes: int = Field(default=4_000_000, ge=1024, description="Largest request body, in bytes.")
    max_text_characters: int = Field(
        default=1_000_000, ge=1, description="Longest text of one request, in characters (all list items together)."
    )
    max_targets: int = Field(default=16, ge=1, description="Most target languages of one request.")
    max_items: int = Field(default=256, ge=1, description="Most texts in one translation or detection request.")

    max_file_bytes: int = Field(default=20_000_000, ge=1024, description="Largest file to summarize, in bytes.")
    max_file_marks: int = Field(
        default=400_000,
        ge=1000,
        description="Most tags of a file to translate, all its parts together; of one without tags, lines and signs of "
        "markup.",
    )
    max_upload_mb: int = Field(
        default=256,
        ge=1,
        description="Room for the bodies and files of all requests together, in MiB, from their headers to their "
        "answers; one address gets half.",
    )
    max_html_characters: int = Field(
        default=2_000_000, ge=1024, description="Longest HTML page, in characters; longer ones take seconds to read."
    )
    max_pages: int = Field(default=1000, ge=1, description="Most pages of a PDF.")
    read_timeout_s: float = Field(default=10.0, gt=0, description="Seconds that reading one file or page may take.")
    read_memory_mb: int = Field(default=1024, ge=256, description="Memory that reading one file or page may take.")
    readers: int = Field(
        default=0,
        ge=0,
        description="Files and pages read at the same time; 0 means one a core, and at least two. One of them "
        "is kept for short ones.",
    )
    read_wait_s: float = Field(
        default=20.0, gt=0, description="Seconds that a file or page waits for its turn to be read; then 503."
    )

    fetch: bool = Field(default=True, description="Whether articles may be given by `url`.")
    fetch_timeout_s: float = Field(
        default=15.0, gt=0, description="Seconds that fetching one article may take, redirects included."
    )
    fetch_max_bytes: int = Field(
        default=20_000_000, ge=1024, description="Largest page or file that is fetched, in bytes after decompression."
    )
    fetch_ports: str = Field(default="80,443", description="Ports that articles may be fetched from.")
    fetch_allow: str = Field(
        default="", description="Hosts that articles may be fetched from, subdomains included; empty means any."
    )
    fetch_deny: str = Field(default="", description="Hosts that are never fetched from, subdomains included.")
    fetch_private: str = Field(
        default="",
        description="Private networks that may be fetched from all the same: `10.1.0.0/16`, a house with its own CMS.",
    )

    cache_mb: int = Field(
        default=128, ge=0, description="Memory for stored translations and summaries, in MiB; 0 stores nothing."
    )

    models_dir: Path = Field(
        default=Path("~/.local/share/stislo/models"), description="Folder that installed models live in."
    )
    glossaries_dir: Path | None = Field(
        default=None,
        description="Folder that stored glossaries live in; default: `glossaries` beside the folder of models.",
    )
    max_glossaries: int = Field(
        default=200,
        ge=0,
        description="Most stored glossaries; 0 means that none is stored. Everybody who can reach this server may use, "
        "replace and delete them.",
    )
    max_glossary_entries: int = Field(default=5000, ge=1, le=50_000, description="Most entries of a stored glossary.")
    catalog: Path | None = Field(
        default=None, description="A models.toml to use instead of the one that comes with the service."
    )
    prompts_dir: Path | None = Field(
        default=None, description="Folder of prompts that go before the built-in ones of the same id."
    )
    pull: Literal["on_demand", "never"] = Field(
        default="on_demand", description="Whether a model that a request needs may be downloaded."
    )
    allow_noncommercial: bool = Field(
        default=False, description="Whether models may be installed whose licence forbids commercial use."
    )
    manage_models: bool = Field(
        default=False,
        description="Whether everybody who can reach this server may install and remove models, over HTTP and on the "
        "page.",
    )
    hub_url: str | None = Field(default=None, description="Address of the model hub; empty means the public one.")
    mirror_url: str | None = Field(
        default=None,
        description="Address of a mirror of one's own for models whose files the catalogue names; asked before others.",
    )
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
    max_queue: int = Field(
        default=4096,
        ge=1,
        description="Sentences and articles that may wait for the models; beyond that new requests get 503.",
    )
    unload_after_s: float = Field(
        default=900.0, ge=0, description="Seconds without use after which a model leaves memory; 0 means never."
    )
    memory_mb: int = Field(
        default=0,
        ge=0,
        description="Memory for loaded models, in MB; 0 means what the machine or container has, less a reserve.",
    )
    warm: str = Field(
        default="",
        description="Pairs and languages whose models `serve` loads at its start, such as `en-uk,en-fr,en`: a language "
        "means its summarizer.",
    )
    shortlist: bool = Field(
        default=True, description="Whether translators may look among likely words only, where that is safe."
    )
    typography: bool = Field(
        default=True,
        description="Whether translations by models that know plain quotes, apostrophes and dashes only get their "
        "language's own, where the text has such marks.",
    )
    shortlist_audit: float = Field(
        default=0.01,
        ge=0,
        le=1,
        description="Share of what was translated with a shortlist that is translated again without, to compare.",
    )
    pivot_language: str = Field(default="en", description="Language that missing pairs and summarizers go through.")

    chat_url: str = Field(
        default="",
        description="Address of a chat server that speaks OpenAI's protocol, with its path: `http://127.0.0.1:8000/v1`.",
    )
    chat_model: str = Field(
        default="", validate_default=True, description="Model that the chat server is asked for, by its name there."
    )
    chat_key: SecretStr | None = Field(default=None, description="Key for the chat server, if it wants one.")
    chat_secret: SecretStr | None = Field(
        default=None,
        description="Secret that the delimiters around articles follow from, beside the article; "
        "instances with the same one ask the same questions and have the same signatures.",
    )
    chat_window: int | None = Field(
        default=None,
        ge=512,
        description="Tokens that a request to the chat server may have, its answer included; "
        "default: what the server says, else 8192.",
    )
    chat_concurrency: int | None = Field(
        default=None,
        ge=1,
        le=1024,
        description="Requests that the chat server gets at the same time; default: what the server says, else 8.",
    )
    chat_first: bool = Field(
        default=False, description="Whether `auto` asks the chat server also where another model could answer."
    )
    chat_schema: Literal["auto", "off"] = Field(
        default="auto",
        description="Whether a chat server that can hold its model to a JSON schema is asked for summaries in JSON: "
        "`auto`, `off`.",
    )
    chat_timeout_s: float = Field(
        default=60.0, gt=0, description="Seconds without a byte after which the chat server is given up."
    )

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
            found = error.errors(include_input=False, include_url=False)
            problems = "; ".join(
                f"{_variable(str(each['loc'][0]))}: {what_is_wrong(each, cls.model_fields, _variable)}"
                for each in found
            )
            raise ConfigurationError(f"Settings cannot be used: {problems}") from error

    @field_validator("warm")
    @classmethod
    def _known_languages(cls, value: str) -> str:
        """The same in normal form: `en-uk,en`."""
        wishes = _items(value)
        if any(wish.count("-") > 1 for wish in wishes):
            raise ValueError("give pairs such as en-uk and languages such as en, with commas between them")
        try:
            return ",".join("-".join(map(normalize_code, wish.split("-"))) for wish in wishes)
        except UnknownLanguage as error:
            raise ValueError(error.detail) from error

    @field_validator("fetch_ports")
    @classmethod
    def _ports(cls, value: str) -> str:
        """The same in normal form: `80,443`."""
        ports = _items(value)
        if not ports or not all(port.isascii() and port.isdigit() and 0 < int(port) < 65_536 for port in ports):
            raise ValueError("give ports from 1 to 65535 with commas between them, such as 80,443")
        return ",".join(dict.fromkeys(str(int(port)) for port in ports))

    @field_validator("allowed_hosts", "fetch_allow", "fetch_deny")
    @classmethod
    def _hosts(cls, value: str) -> str:
        """The same in normal form: `example.org,xn--e1afmkfd.xn--j1amh`."""
        try:
            return ",".join(dict.fromkeys(map(normalize_host, _items(value))))
        except ValueError:
            raise ValueError(
                "give hosts such as example.org or 192.0.2.7, without scheme, port or *, with commas between them"
            ) from None

    @field_validator("allowed_origins")
    @classmethod
    def _origins(cls, value: str) -> str:
        """The same as browsers write it: `https://xn--e1afmkfd.xn--j1amh:8443`."""
        try:
            return ",".join(dict.fromkeys(map(normalize_origin, _items(value))))
        except ValueError:
            raise ValueError(
                "give origins such as https://example.org:8443, without a path, with commas between them"
            ) from None

    @field_validator("fetch_private")
    @classmethod
    def _networks(cls, value: str) -> str:
        """The same in normal form: `10.1.0.0/16,fd00:1::/64`."""
        try:
            networks = [ip_network(item) for item in _items(value)]
        except ValueError:
            networks = None
        if networks is None or not all(network.prefixlen for network in networks):
            raise ValueError("give networks such as 10.1.0.0/16, no bits set behind the prefix, commas between them")
        return ",".join(dict.fromkeys(map(str, networks)))

    @field_validator("chat_url")
    @classmethod
    def _address(cls, value: str) -> str:
        """The same without the slash at its end."""
        try:
            parts = urlsplit(value)
            host, _ = parts.hostname, parts.port
        except ValueError:
            host = None
        usable = host and value.isascii() and value.isprintable() and " " not in value
        if value and not (usable and parts.scheme in ("http", "https")):
            raise ValueError("give an address such as http://127.0.0.1:8000/v1")
        if value and (parts.username is not None or parts.query or parts.fragment):
            raise ValueError("give the address alone; a key goes in STISLO_CHAT_KEY")
        return value.rstrip("/")

    @field_validator("chat_key")
    @classmethod
    def _key(cls, value: SecretStr | None) -> SecretStr | None:
        """The same without white space around it."""
        key = value.get_secret_value().strip() if value else ""
        if not (key.isascii() and key.isprintable() and " " not in key):
            raise ValueError("give a key of ASCII letters, digits and signs")
        return SecretStr(key) if key else None

    @field_validator("chat_model")
    @classmethod
    def _named(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("chat_url") and not value.strip():
            raise ValueError("name the model that the server at STISLO_CHAT_URL is asked for")
        return value.strip()

    @property
    def models_path(self) -> Path:
        """`models_dir` with `~` expanded."""
        return self.models_dir.expanduser()

    @property
    def glossaries_path(self) -> Path:
        """`glossaries_dir` with `~` expanded, or the folder beside that of the models."""
        return self.glossaries_dir.expanduser() if self.glossaries_dir else self.models_path.parent / "glossaries"

    @property
    def prompts_path(self) -> Path | None:
        """`prompts_dir` with `~` expanded."""
        return self.prompts_dir.expanduser() if self.prompts_dir else None


def _variable(name: str) -> str:
    return f"{ENV_PREFIX}{name.upper()}"


def _items(value: str) -> list[str]:
    """What stands between the commas of a list."""
    return [item.strip() for item in value.split(",") if item.strip()]
