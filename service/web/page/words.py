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
        **_outlook(interface),
        **_details(interface),
        **_takeaway(interface),
        "problems": _problems(interface),
        "unreachable": _("The service cannot be reached. Check the connection and try again."),
        "broken": _("The answer broke off before it was complete. Try again."),
        "needText": _("There is no text yet. Paste an article first."),
        "needUrl": _("Give the whole address, such as https://example.com/news."),
        "needFile": _("Choose a file first."),
        "needTarget": _("Choose at least one language."),
        "fileTooLarge": _("The file is larger than the {limit} allowed here. Choose a smaller one."),
        "textTooLong": _("The text is longer than the {limit} characters allowed here. Shorten it."),
        "operator": _("For the operator"),
        "instead": _("Instead, in the language of the article ({language}):"),
        "themeAuto": _("Colours: as the system has them"),
        "themeLight": _("Colours: light"),
        "themeDark": _("Colours: dark"),
        "unknownLanguage": _("This language is not offered here. Choose one from the list."),
    }


def _progress(interface: Interface) -> dict[str, Any]:
    _, forms = interface.say, interface.forms
    return {
        "looksLike": _("Looks like {language}"),
        "isHtml": _("This is the code of a page: its article will be read"),
        "characters": _("{n} of {limit} characters"),
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
        "checksRepaired": _("Corrected: {what}"),
        "checksFailed": _("Do not rely on it: {what}"),
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
        "check.protected.warning": _("Something that was to stay as it is may have changed"),
        "check.protected.repaired": _("What was to stay as it is was put back"),
        "check.glossary.ok": _("Terms are as the glossary has them"),
        "check.glossary.warning": _("A term is not as the glossary has it"),
        "check.standalone.warning": _("A sentence needs another one that is not there"),
        "check.standalone.repaired": _("A sentence that said nothing by itself was left out"),
        "check.round_trip.ok": _("Translated back, it says the same"),
        "check.round_trip.warning": _("Translated back, it says something else"),
        "check.round_trip.skipped": _("It was not translated back"),
        "check.untrusted_text.warning": _("A part of the article speaks to whoever summarizes it; it was not used"),
    }


def _outlook(interface: Interface) -> dict[str, Any]:
    """What can be had here now, and why something cannot."""
    _ = interface.say
    return {
        "wayOwn": _("{language}: the article’s own sentences"),
        "wayWritten": _("{language}: written by {model}"),
        "wayTranslated": _("{language}: translated by {model}"),
        "wayComing": _("{language}: a model is being downloaded ({percent} %)"),
        "wayFetched": _("{language}: a model is downloaded first, which takes minutes"),
        "wayNone": _("{language}: not available here now. {reason}"),
        "whyMissing": _("The model for it is not on this server."),
        "whyLicence": _("The licence of its model is not accepted on this server."),
        "whyNoWay": _("No model that is known here translates into it from this language: {source}."),
        "whyNoDownload": _("The model for it cannot be downloaded now."),
        "bannerOwn": _("No translation is available here now: an article is summarized in its own language."),
        "bannerSome": _("Not available here now: {languages}."),
        "bannerAnyway": _("An article can always be summarized in its own language."),
        "bannerComing": _("Being downloaded: {languages}. You can ask already; the answer waits for it."),
    }


def _details(interface: Interface) -> dict[str, Any]:
    """What a check found, in words of a reader."""
    _ = interface.say
    return {
        "detailPerhaps": _("perhaps not in the article: {items}"),
        "detailAdded": _("not in the article: {items}"),
        "detailLost": _("lost on the way: {items}"),
        "detailLeft": _("not translated: {items}"),
        "detailNoWords": _("not words of this language: {items}"),
        "detailSwapped": _("in each other’s place: {items}"),
        "detailNoSupport": _("nothing in the article says this"),
        "detailWeakSupport": _("little in the article says this"),
        "detailLoop": _("a phrase was repeated over and over"),
        "detailTwice": _("a sentence was said twice"),
        "detailBreaksOff": _("a sentence breaks off"),
        "detailShortened": _("it was too long; less is said"),
        "detailTrimmed": _("a sentence was too long; what only adds to it was left out"),
        "detailOtherLanguage": _("a part is in another language"),
        "detailNoNames": _("there are no names in it"),
        "detailNoNumbers": _("there are no numbers in it"),
        "detailNotCompared": _("names are not compared between these languages"),
        "detailTooShort": _("too short to tell the language"),
        "detailBySentence": _("a translation is compared sentence by sentence"),
    }


def _takeaway(interface: Interface) -> dict[str, Any]:
    """What is taken along, edited, compared, kept."""
    _ = interface.say
    return {
        "copy": _("Copy"),
        "copiedLink": _("The link is copied."),
        "linkTooLong": _("This article is too long for a link. Download the summaries instead."),
        "noteMade": _("Made by a machine ({models}); check before you publish."),
        "noteOwn": _("Made by a machine out of the article’s own sentences; check before you publish."),
        "noteEdited": _("Made by a machine and edited by a person."),
        "versionBefore": _("Before: {title}"),
        "removeEntry": _("Remove from the list: {title}"),
        "editText": _("Text of the summary"),
        "checkAgain": _("Check again"),
        "cancelEdit": _("Leave it as it was"),
        "edited": _("Edited by you"),
        "bySentence": _("Sentence by sentence"),
        "original": _("Original"),
    }


# Whose details speak to whoever runs the service. What else goes wrong is told in the caller's own terms in English.
_OPERATORS = frozenset(
    {
        "unsupported_request",
        "model_loading",
        "model_not_installed",
        "model_unusable",
        "no_memory",
        "engine_failed",
        "store_error",
        "hub_unreachable",
        "download_failed",
        "model_missing_on_hub",
        "checksum_mismatch",
        "no_space",
        "conversion_failed",
        "licence_refused",
        "internal",
        "unavailable",
    }
)


def _problems(interface: Interface) -> dict[str, str]:
    """What happened and what to do, by the problem's code, in words of a reader."""
    known = _problem_words(interface)
    if interface.code != "en":
        return known
    return {code: words for code, words in known.items() if code in _OPERATORS}


def _problem_words(interface: Interface) -> dict[str, str]:
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
        "model_missing_on_hub": download,
        "checksum_mismatch": download,
        "no_space": download,
        "conversion_failed": download,
        "licence_refused": _("The licence of a model that is needed is not accepted on this server."),
        "internal": _("Something went wrong in the service. Try again; if it stays so, tell whoever runs it."),
    }
