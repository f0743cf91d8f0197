"""The composition root: settings and a service in, a WSGI application out."""

from __future__ import annotations

from flask_openapi3.openapi import OpenAPI

from service.pipeline.service import Service
from service.settings import Settings
from service.web import api, boundary, context, docs, ops, problems
from service.web.admission import Admission
from service.web.body import BodyRequest
from service.web.body_room import room_for
from service.web.openapi import INFO
from service.web.origins import Origins
from service.web.page.views import page
from service.web.traffic import Traffic
from service.wire.validation import refuse


def create_app(settings: Settings, service: Service | None = None) -> OpenAPI:
    """The application. Without a `service` it gets the one that the settings describe; no model is loaded either way.

    Whoever made the service closes it; `context.context_of(app).service` is the one that was made here.
    """
    app = OpenAPI("service.web", info=INFO, doc_ui=False, static_folder=None, validation_error_callback=refuse)
    app.request_class = BodyRequest
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.url_map.merge_slashes = False
    context.attach(
        app,
        context.Context(
            settings=settings,
            service=service or Service.from_settings(settings),
            admission=Admission(settings.max_in_flight),
            traffic=Traffic(),
            origins=Origins(settings),
            room=room_for(settings),
        ),
    )
    boundary.register(app)
    problems.register(app)
    for blueprint in (*api.BLUEPRINTS, ops.api):
        app.register_api(blueprint)
    app.register_blueprint(page)
    app.register_blueprint(docs.pages)
    return app
