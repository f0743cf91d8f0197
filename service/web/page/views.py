"""The page's three views, as HTML that is whole before any script runs."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, request, send_from_directory, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from service.languages import INTERFACE_LANGUAGES, language_name, right_to_left
from service.version import VERSION
from service.web.context import current
from service.web.page import assets
from service.web.page.catalogue import Interface, interface
from service.web.page.words import words
from service.web.problems import handle_error

# No inline script or style, nothing from elsewhere; and a script that sets HTML instead of text is stopped.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
VIEWS = ("summarize", "translate", "models")
_FOR_EVER = "public, max-age=31536000, immutable"
_UNITS = ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"))

page = Blueprint("page", __name__, template_folder="templates")


@page.get("/")
def summarize() -> Response:
    writers = [
        model.spec.id
        for model in current().service.models()
        if model.state == "installed" and model.spec.task != "translate"
    ]
    return _view("summarize.html", writers=writers)


@page.get("/translator")
def translate() -> Response:
    return _view("translate.html")


@page.get("/models")
def models() -> Response:
    return _view("models.html", models=current().service.models(), size=_size)


@page.app_errorhandler(NotFound)
def missing(error: NotFound) -> Response:
    """Whoever looks for a page is shown one; programs are told as they are of every problem."""
    told = handle_error(error)
    accepted = request.accept_mimetypes
    if request.path.startswith("/v1/") or accepted.best_match(("application/json", "text/html")) != "text/html":
        return told
    shown = _view("missing.html")
    shown.status_code = told.status_code
    return shown


@page.get("/page/<version>/<name>")
def asset(version: str, name: str) -> BaseResponse:
    """A file of the page. An old page may still ask for an old version: it gets the current file, and not for long."""
    response = send_from_directory(assets.FOLDER, name)
    response.headers["Cache-Control"] = _FOR_EVER if version == assets.version() else "no-store"
    return response


def _view(template: str, **values: Any) -> Response:
    shown = _asked_interface()
    endpoint = (request.endpoint or "").removeprefix("page.")
    code, chosen = shown.code, request.args.get("lang") == shown.code

    def view(name: str, lang: str | None = code if chosen else None) -> str:
        """The address of a view; a language that was chosen with the switch stays chosen."""
        return url_for(f"page.{name if name in VIEWS else VIEWS[0]}", lang=lang)

    languages = [
        (status.code, _title(language_name(status.code, code)), right_to_left(status.code))
        for status in current().service.languages()
    ]
    html = render_template(
        template,
        _=shown.say,
        interface=code,
        interfaces=[(other, _title(language_name(other, other))) for other in INTERFACE_LANGUAGES],
        view=view,
        name=endpoint if endpoint in VIEWS else "missing",
        asset=lambda name: url_for("page.asset", version=assets.version(), name=name),
        scripts=assets.scripts(endpoint),
        languages=languages,
        first=INTERFACE_LANGUAGES,
        settings=current().settings,
        words=words(shown),
        version=VERSION,
        **values,
    )
    headers = {
        "Content-Security-Policy": _POLICY,
        "Content-Language": code,
        "Vary": "Accept-Language",
        # Unlike `no-store` this lets somebody go back to what they had typed.
        "Cache-Control": "private, no-cache",
    }
    return Response(html, mimetype="text/html", headers=headers)


def _asked_interface() -> Interface:
    """The language that the address names with `lang`, else the first one of the browser's that there is."""
    asked = request.args.get("lang", "")
    if asked not in INTERFACE_LANGUAGES:
        accepted = (tag.replace("_", "-").split("-")[0].lower() for tag in request.accept_languages.values())
        asked = next((code for code in accepted if code in INTERFACE_LANGUAGES), INTERFACE_LANGUAGES[0])
    return interface(asked)


def _title(name: str) -> str:
    """A language's name as it begins a line: not every language writes it with a capital letter."""
    return name[:1].upper() + name[1:]


def _size(count: int) -> str:
    """A number of bytes as people say it: `1.2 GB`."""
    unit, name = next(((unit, name) for unit, name in _UNITS if count >= unit), _UNITS[-1])
    digits = 1 if count < 10 * unit else 0
    return f"{count / unit:.{digits}f}\N{NO-BREAK SPACE}{name}"
