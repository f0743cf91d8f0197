"""What the page's script has to say, in the interface's language: keys that the script knows, and their words.

`{names}` in braces are filled in by the script. The words of the English page are the message ids of the catalogues.
"""

from __future__ import annotations

from typing import Any

from service.web.page.catalogue import Interface


def words(interface: Interface) -> dict[str, Any]:
    """Words by key: a string, or where a number decides one string a plural category."""
    _ = interface.say
    return {
        **_progress(interface),
        **_results(interface),
        **_checks(interface),
        "problems": {} if interface.code == "en" else _problems(interface),
        "unreachable": _("The service cannot be reached. Check the connection and try again."),
        "broken": _("The answer broke off before it was complete. Try again."),
        "needText": _("There is no text yet. Paste an article first."),
        "needUrl": _("Give the whole address, such as https://example.com/news."),
        "needFile": _("Choose a file first."),
        "needTarget": _("Choose at least one language."),
        "fileTooLarge": _("The file is larger than the {limit} allowed here. Choose a smaller one."),
        "unknownLanguage": _("This language is not offered here. Choose one from the list."),
    }


def _progress(interface: Interface) -> dict[str, Any]:
    _, forms = interface.say, interface.forms
    return {
        "looksLike": _("Looks like {language}"),
        "isAddress": _("This is an address: the page there will be read"),
        "working": _("Working"),
        "waiting": _("Waiting"),
        "translating": _("Translating"),
        "partOf": _("{done} of {of}"),
        "seconds": _("{seconds} s"),
        "milliseconds": _("{n} ms"),
        "cancelled": _("Cancelled."),
        "ready": _("{language}: ready."),
        "failed": _("{language}: failed."),
        "downloading": _("Downloading {model}"),
        "loading": _("Loading {model}"),
        "downloaded": _("The models are here. Try again."),
        "summariesIn": forms("One summary in {time}.", "{n} summaries in {time}."),
        "translationsIn": forms("One translation in {time}.", "{n} translations in {time}."),
        "words": forms("{n} word", "{n} words"),
    }


def _results(interface: Interface) -> dict[str, Any]:
    _, forms = interface.say, interface.forms
    return {
        "copied": _("Copied."),
        "copiedMarkdown": _("Copied as Markdown."),
        "stop": _("Stop"),
        "listen": _("Listen"),
        "source": _("Source"),
        "checksPassed": _("All checks passed"),
        "checksRepaired": _("Checked and corrected"),
        "checksWarn": forms("{n} thing to look at", "{n} things to look at"),
        "stepDetect": _("Detected the language"),
        "stepExtract": _("Picked the article's own best sentences, without a model"),
        "stepPassthrough": _("The article was short enough already"),
        "stepKeywords": _("Made of keywords, as no sentence fits a headline"),
        "stepSummarize": _("Summarized by {model} ({languages})"),
        "stepTranslate": _("Translated by {model} ({languages})"),
        "installing": _("being downloaded"),
        "installed": _("installed"),
        "available": _("not installed"),
        "failedState": _("failed"),
        "removeModel": _("Remove {model} from this server?"),
    }


def _checks(interface: Interface) -> dict[str, Any]:
    """A plain sentence for every check and how it ended."""
    _ = interface.say
    return {
        "check.language.ok": _("It is written in the right language"),
        "check.language.warning": _("The language may be wrong in places"),
        "check.language.repaired": _("Parts were in the wrong language and were replaced"),
        "check.language.failed": _("The language may be the wrong one"),
        "check.language.skipped": _("Too short to check the language"),
        "check.numbers.ok": _("All numbers are in the article"),
        "check.numbers.warning": _("A number deserves a second look"),
        "check.numbers.repaired": _("A number was wrong and was corrected or left out"),
        "check.numbers.failed": _("A number differs from the article"),
        "check.numbers.skipped": _("Numbers were not checked"),
        "check.names.ok": _("All names are in the article"),
        "check.names.warning": _("A name deserves a second look"),
        "check.names.repaired": _("A name was wrong and was corrected or left out"),
        "check.names.failed": _("A name is not in the article"),
        "check.names.skipped": _("Names were not checked"),
        "check.length.ok": _("It is as short as you asked"),
        "check.length.warning": _("It may be longer than you asked"),
        "check.length.repaired": _("It was too long and was shortened"),
        "check.length.failed": _("It is longer than you asked"),
        "check.length.skipped": _("The length was not checked"),
        "check.repetition.ok": _("Nothing is said twice"),
        "check.repetition.warning": _("Something may be said twice"),
        "check.repetition.repaired": _("A repetition was removed"),
        "check.repetition.failed": _("Something is said over and over"),
        "check.repetition.skipped": _("Repetition was not checked"),
        "check.support.ok": _("Every sentence rests on the article"),
        "check.support.warning": _("A sentence has little support in the article"),
        "check.support.repaired": _("A sentence without support was left out"),
        "check.support.failed": _("A sentence has no support in the article"),
        "check.support.skipped": _("Support was not checked"),
        "check.characters.warning": _("A model does not know all characters of the text"),
        "check.standalone.warning": _("A sentence needs another one that is not there"),
        "check.standalone.repaired": _("A sentence that said nothing by itself was left out"),
        "check.untrusted_text.warning": _("A part of the article speaks to whoever summarizes it; it was not used"),
    }


def _problems(interface: Interface) -> dict[str, str]:
    """What happened and what to do, by the problem's code, for those who do not read English problems."""
    _ = interface.say
    overloaded = _("The service is busy. Try again in a moment.")
    later = _("The service cannot answer now. Try again in a moment.")
    download = _("A model could not be downloaded. Try again later or ask whoever runs this service.")
    return {
        "body_too_large": _("This is larger than the service allows. Send less at once."),
        "file_too_large": _("The file or page takes more room or time than is allowed. Try a smaller one."),
        "limit_exceeded": _("This is more than the service allows at once. Send less."),
        "undetected_language": _("The language could not be detected. Choose it under “More choices”."),
        "unknown_language": _("This language is not known here. Choose another one."),
        "no_text": _("No text was found. Check that the article is in it, or paste its text."),
        "invalid_text": _("The text holds characters that are not text. Paste it as plain text."),
        "unsupported_input": _("This kind of file or page is not read here. Paste the text instead."),
        "unreadable_file": _("The file is damaged or protected. Save it anew or paste its text."),
        "fetch_refused": _("This server does not fetch from that address. Paste the text instead."),
        "fetch_failed": _("The page could not be fetched. Check the address or paste the text."),
        "unsupported_request": _("No model can do this. Choose another language."),
        "unavailable": later,
        "overloaded": overloaded,
        "draining": _("The service is restarting. Try again in a moment."),
        "cancelled": _("Cancelled."),
        "model_loading": _("A model is being made ready. Try again in a moment."),
        "model_not_installed": _("A model is missing. Ask whoever runs this service to install it."),
        "model_unusable": _("A model on this server is damaged. Ask whoever runs this service to install it anew."),
        "no_memory": _("There is not enough memory for a model. Try again later or ask for fewer languages."),
        "engine_failed": _("The model failed on this text. Try again, or try another style."),
        "deadline_exceeded": _("This took longer than allowed. Try a shorter text or fewer languages."),
        "store_error": download,
        "forbidden": _("This server does not allow it."),
        "hub_unreachable": download,
        "download_failed": download,
        "internal": _("Something went wrong in the service. Try again; if it stays so, tell whoever runs it."),
    }
