"""What requests look like on the wire. A field's `description` is what the documentation says of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, InstanceOf, Tag, model_validator
from pydantic.json_schema import SkipJsonSchema

from service.types import MOST_WORDS, EngineChoice, Extra, Fallback, Length, Quality, Style, TextFormat, Upload

FILE_DESCRIPTION = (
    "The article as a file: plain text, Markdown, HTML, .docx, .odt, .epub or PDF. Offsets index the text found in it."
)

ARTICLE_FILE_DESCRIPTION = (
    "An article as a file: plain text, Markdown, HTML, .docx, .odt, .epub or PDF. Its text is translated; for the same "
    "kind of file in another language there are documents."
)

TRANSLATED_FILE_DESCRIPTION = (
    "The file: .txt, .md, .html, .srt, .vtt, .po, .xliff, .docx, .pptx, .xlsx, .odt or .epub, told by the ending of "
    "its name. Of a .pdf the text comes back, as .html."
)

# Tags of the two shapes that `text` can have. They show up in pydantic's paths, where `validation.py` drops them.
ONE, MANY = "<one>", "<many>"


def _shape(value: Any) -> str | None:
    return ONE if isinstance(value, str) else MANY if isinstance(value, list) else None


Texts = Annotated[
    Annotated[str, Tag(ONE)] | Annotated[list[str], Field(min_length=1), Tag(MANY)],
    Discriminator(_shape, custom_error_type="text_or_list", custom_error_message="must be a string or a list of them"),
]


class Body(BaseModel):
    """A JSON object of exactly these fields and types: nothing is converted, nothing unknown is passed over.

    `null` in an optional field means that it is left out.
    """

    model_config = ConfigDict(strict=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _leave_out_null(cls, body: Any) -> Any:
        if not isinstance(body, dict):
            return body
        optional = {name for name, field in cls.model_fields.items() if not field.is_required()}
        return {name: value for name, value in body.items() if value is not None or name not in optional}


class GlossaryEntry(Body):
    """A term and what it must become in one language."""

    source: str = Field(min_length=1, description="The term in the source language.", examples=["ceasefire"])
    target: str = Field(min_length=1, description="What it becomes.", examples=["припинення вогню"])
    language: str = Field(description="Target language that the entry is for.", examples=["uk"])


class GlossaryBody(Body):
    """Terms that translations must use."""

    entries: list[GlossaryEntry] = Field(description="The terms, at most 200 of 100 characters.")


class StoredEntry(Body):
    """A term and what it must become."""

    source: str = Field(min_length=1, description="The term in the glossary's source language.", examples=["ceasefire"])
    target: str = Field(min_length=1, description="What it becomes.", examples=["припинення вогню"])
    language: str | None = Field(
        default=None, description="Target language of this entry, where it is not `target_language`.", examples=["uk"]
    )


class StoredGlossaryBody(Body):
    """A glossary to store. Its terms are `entries` or, in a form or as the whole body, a table: exactly one of them."""

    name: str = Field(description="What people call it; at most 100 characters.")
    source_language: str = Field(description="Language of the terms; texts in others are left alone.")
    target_language: str | None = Field(
        default=None, description="Language of what they become, for entries and rows that name none."
    )
    entries: list[StoredEntry] | None = Field(
        default=None, description="The terms, each of at most 100 characters; in JSON only."
    )
    # A form has it, JSON cannot: no JSON value is an Upload.
    file: SkipJsonSchema[InstanceOf[Upload] | None] = Field(
        default=None,
        description="The terms as a table in UTF-8, of tabs, semicolons or commas: source, target and, where rows "
        "differ, language.",
    )


GlossaryIds = Annotated[
    list[str],
    Field(
        max_length=8,
        description="Stored glossaries whose terms translations must use, by their ids; what comes first goes before, "
        "and `glossary` before all of them.",
    ),
]


class SummaryBody(Body):
    """An article and what is wanted of it. Exactly one of `text`, `html` and `url`; in a form, also `file`."""

    text: str | None = Field(default=None, description="The article as plain text; offsets in the answer index it.")
    html: str | None = Field(
        default=None, description="The article as a whole HTML page; offsets index the text that was found in it."
    )
    url: str | None = Field(
        default=None, description="Where the article is, http or https; offsets index the text that was found there."
    )
    # A form has it, JSON cannot: no JSON value is an Upload.
    file: SkipJsonSchema[InstanceOf[Upload] | None] = Field(default=None, description=FILE_DESCRIPTION)
    title: str | None = Field(default=None, description="The article's headline; goes before the page's or file's own.")
    source_language: str = Field(
        default="auto", description="Language of the article (`en`, `fr`, `uk`, ...), or `auto` to detect it."
    )
    target_languages: list[str] | None = Field(
        default=None,
        min_length=1,
        description="Languages to summarize in, each once; answered in this order. Without it: the article's own.",
    )
    style: Style = Field(default="paragraph", description="Form of the summary.")
    length: Length = Field(
        default="medium",
        description="headline: at most 12, 17 or 22 words; bullets: at most 3, 5 or 7 items; "
        "paragraph: 1 sentence, at most 3, or at most 6.",
    )
    max_words: int | None = Field(
        default=None, ge=1, le=MOST_WORDS, description="Ceiling on words, on top of `length`. A sentence is never cut."
    )
    engine: EngineChoice = Field(
        default="auto", description="What writes the summary; `extractive` picks sentences and needs no model."
    )
    model: str | None = Field(default=None, description="Id of the summarizer to use (`GET /v1/models` lists them).")
    quality: Quality = Field(
        default="balanced", description="How hard models try: `fast` is greedy, `best` searches wider."
    )
    glossary: GlossaryBody | None = Field(default=None, description="Terms that translations must use.")
    glossary_ids: GlossaryIds = Field(default_factory=list)
    cache: bool = Field(default=True, description="Whether a stored answer may be given and this one stored.")
    fallback: Fallback = Field(
        default="none",
        description="`source`: a language that cannot be served has, in `fallback` of its entry, the summary in the "
        "article's own language, unless that is a target itself. The answer is then 200 though no target was served.",
    )
    include: list[Literal["text", Extra]] = Field(
        default_factory=list,
        description="What to add to the answer: `text` (the article's text as it was read, which offsets index), "
        "`keywords` of the article, and a suggested `title` in each language.",
    )


class TranslationBody(Body):
    """One text or a list of them, or a whole article, and the languages to translate into. Exactly one of `text`,
    `html` and `url`; in a form, also `file`.
    """

    text: Texts | None = Field(default=None, description="A string or a list of them; the answer has the same shape.")
    html: str | None = Field(
        default=None,
        description="A whole HTML page whose article is read and translated, as text; for markup that stays, send it "
        "as `text` with the format `html`.",
    )
    url: str | None = Field(default=None, description="Where an article is, http or https; it is read and translated.")
    # A form has it, JSON cannot: no JSON value is an Upload.
    file: SkipJsonSchema[InstanceOf[Upload] | None] = Field(default=None, description=ARTICLE_FILE_DESCRIPTION)
    source_language: str = Field(
        default="auto",
        description="Language of the text, or `auto`: each text alone is detected, an article as a whole.",
    )
    target_languages: list[str] = Field(
        min_length=1, description="Languages to translate into, each once; answered in this order."
    )
    format: TextFormat = Field(
        default="text",
        description="What the text is. `html` is a page or a part of one, `markdown` CommonMark with tables and "
        "strikethrough; their markup is kept.",
    )
    quality: Quality = Field(
        default="balanced", description="How hard models try: `fast` is greedy, `best` searches wider."
    )
    model: str | None = Field(default=None, description="Id of the translator to use (`GET /v1/models` lists them).")
    glossary: GlossaryBody | None = Field(default=None, description="Terms that translations must use.")
    glossary_ids: GlossaryIds = Field(default_factory=list)
    protect: list[str] = Field(
        default_factory=list,
        description="What is to come out as it is, beside addresses, placeholders, handles, hashtags, emoji and "
        "versions: words or phrases in their own case; in a word, `*` stands for any characters. At most 100.",
    )
    alternatives: int = Field(
        default=0,
        ge=0,
        le=3,
        description="Further translations to give of each text: the next best ones that the model found, where its "
        "engine gives more than one. None of texts with markup, protected parts or a glossary.",
    )
    cache: bool = Field(default=True, description="Whether a stored answer may be given and this one stored.")
    include: list[Literal["text"]] = Field(
        default_factory=list, description="What to add to the answer of an article: its `text` as it was read."
    )


class DocumentBody(Body):
    """A file to translate. In a form it is the part `file`; in JSON its bytes are `data`, and `name` says its name."""

    data: str | None = Field(default=None, description="The file's bytes in base64.")
    name: str | None = Field(
        default=None, description="The file's name; its ending says what it is. In a form, the name that `file` has."
    )
    # A form has it, JSON cannot: no JSON value is an Upload.
    file: SkipJsonSchema[InstanceOf[Upload] | None] = Field(default=None, description=TRANSLATED_FILE_DESCRIPTION)
    target_language: str = Field(description="Language to translate into.")
    source_language: str = Field(default="auto", description="Language of the file, or `auto` to detect it.")
    quality: Quality = Field(
        default="balanced", description="How hard models try: `fast` is greedy, `best` searches wider."
    )
    model: str | None = Field(default=None, description="Id of the translator to use (`GET /v1/models` lists them).")
    glossary: GlossaryBody | None = Field(default=None, description="Terms that translations must use.")
    glossary_ids: GlossaryIds = Field(default_factory=list)
    protect: list[str] = Field(default_factory=list, description="What is to come out as it is, as in translations.")
    cache: bool = Field(default=True, description="Whether a stored answer may be given and this one stored.")


class ModelBody(Body):
    """A model to install."""

    id: str = Field(description="Its id in the catalogue (`GET /v1/models` lists them).")


class SourceBody(Body):
    """What a text was made of."""

    text: str = Field(description="The text that was translated, or the article that was summed up.")
    language: str = Field(default="auto", description="Its language, or `auto`.")


class CheckBody(Body):
    """A text and what it was made of."""

    task: Literal["translation", "summary"] = Field(description="What the text is of its source.")
    text: str = Field(description="The text to check; spans in the answer index it.")
    language: str = Field(default="auto", description="Language that the text should be in, or `auto`.")
    source: SourceBody = Field(description="What it was made of.")


class DetectionBody(Body):
    """One text or a list of them."""

    text: Texts = Field(description="A string or a list of them; the answer has the same shape.")
    limit: int = Field(default=3, ge=1, le=20, description="Most candidates to give for a text.")
