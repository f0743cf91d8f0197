"""Numbers in texts: what is read in them (`reading`), and what of it another text lacks, has elsewhere or moved."""

from service.text.numbers.comparing import CERTAIN_IN_TRANSLATION_FROM, absent, doubtful, missing_numbers
from service.text.numbers.order import moved_numbers, swapped_numbers
from service.text.numbers.reading import CERTAIN_FROM, Number, Reading, numbers, read
from service.text.numbers.values import Hour, Magnitude, Month, Value, Weekday
from service.text.numbers.words import LANGUAGES, table

__all__ = [
    "CERTAIN_FROM",
    "CERTAIN_IN_TRANSLATION_FROM",
    "LANGUAGES",
    "Hour",
    "Magnitude",
    "Month",
    "Number",
    "Reading",
    "Value",
    "Weekday",
    "absent",
    "doubtful",
    "missing_numbers",
    "moved_numbers",
    "numbers",
    "read",
    "swapped_numbers",
    "table",
]
