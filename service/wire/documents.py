"""Files to translate: from their bodies to requests, and from translated files to answers."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from pathlib import PurePosixPath

from pydantic import BaseModel, Field

from service.errors import Malformed, NoText, TooLarge, Unusable
from service.languages import normalize_code
from service.settings import Settings
from service.types import TranslatedFile, TranslationRequest, Upload
from service.wire.answers import CheckAnswer, LanguageAnswer, StepAnswer
from service.wire.glossaries import sent_terms, stored_terms
from service.wire.requests import protected_patterns, source_language
from service.wire.schemas import DocumentBody

_LONGEST_NAME = 255


class DocumentAnswer(BaseModel):
    """A translated file."""

    data: str = Field(description="The file's bytes in base64.")
    name: str = Field(
        description="The name that was sent, with the language before its ending; that of a PDF ends with .html."
    )
    media_type: str
    language: str
    source_language: LanguageAnswer
    steps: list[StepAnswer]
    checks: list[CheckAnswer]
    signature: str = Field(description="Everything that decides the output; equal signatures, equal output.")


def document_request(body: DocumentBody, settings: Settings) -> tuple[Upload, TranslationRequest]:
    """The file of a body and what is asked for. Raises Malformed, TooLarge or Unusable, naming the field."""
    request = TranslationRequest(
        texts=(),
        target_languages=(normalize_code(body.target_language, field="target_language"),),
        source_language=source_language(body.source_language),
        quality=body.quality,
        model=body.model,
        cache=body.cache,
        protect=protected_patterns(body.protect),
        glossary=sent_terms(body.glossary),
        stored=stored_terms(body.glossary_ids, settings),
    )
    return _file(body, settings.max_file_bytes), request


def document_answer(file: TranslatedFile, name: str) -> DocumentAnswer:
    """What a translated file says on the wire; `name` is what it was called."""
    path = PurePosixPath(name.replace("\\", "/"))
    return DocumentAnswer(
        data=b64encode(file.data).decode(),
        name=f"{path.stem}.{file.language}{'.html' if path.suffix.lower() == '.pdf' else path.suffix}",
        media_type=file.media_type,
        language=file.language,
        source_language=LanguageAnswer.of(file.source, detected=file.detected),
        steps=[StepAnswer.of(step) for step in file.steps],
        checks=[CheckAnswer.of(check) for check in file.checks],
        signature=file.signature,
    )


def _file(body: DocumentBody, limit: int) -> Upload:
    if (body.file is None) == (body.data is None):
        raise Malformed("Send the file once: in JSON as 'data', in a form as 'file'.", field="data")
    name = body.name or (body.file.name if body.file else None)
    if not name or len(name) > _LONGEST_NAME:
        raise Unusable("The file needs a name; its ending says what it is.", field="name")
    data = body.file.data if body.file else _decoded(body.data or "")
    field = "file" if body.file else "data"
    if not data:
        raise NoText("The file is empty; send one with text in it.", field=field)
    if len(data) > limit:
        raise TooLarge(f"The file is larger than the {limit} bytes allowed here.", field=field)
    return Upload(data, name)


def _decoded(data: str) -> bytes:
    try:
        return b64decode(data, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unusable("The bytes of the file must be base64.", field="data") from error
