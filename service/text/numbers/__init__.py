"""Numbers in texts: what is read in them (`reading`), and what of it another text lacks, has elsewhere or moved."""

from service.text.numbers.comparing import CERTAIN_IN_TRANSLATION_FROM, absent, doubtful, missing_numbers
from service.text.numbers.order import moved_numbers, swapped_numbers
from service.text.numbers.reading import CERTAIN_FROM, Number, Reading, numbers, read
from service.text.numbers.retold import ArticleNumbers
from service.text.numbers.sameness import Numbers, said_otherwise
from service.text.numbers.translated import NumberDoubt, compare_numbers
from service.text.numbers.units import LANGUAGES_WITH_UNITS
from service.text.numbers.values import Hour, Magnitude, Month, Value, Weekday
from service.text.numbers.words import LANGUAGES, table

__all__ = [
    "CERTAIN_FROM",
    "CERTAIN_IN_TRANSLATION_FROM",
    "LANGUAGES",
    "LANGUAGES_WITH_UNITS",
    "ArticleNumbers",
    "Hour",
    "Magnitude",
    "Month",
    "Number",
    "NumberDoubt",
    "Numbers",
    "Reading",
    "Value",
    "Weekday",
    "absent",
    "compare_numbers",
    "doubtful",
    "missing_numbers",
    "moved_numbers",
    "numbers",
    "read",
    "said_otherwise",
    "swapped_numbers",
    "table",
]
