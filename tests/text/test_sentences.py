from __future__ import annotations

import pytest
from hypothesis import given

from service.text.sentences import pieces, split
from tests.support.adversarial import text_of
from tests.support.growth import grows
from tests.text.strategies import languages, law, texts


def _split(text: str, language: str = "en") -> list[str]:
    return [sentence.text for sentence in split(text, language)]


@law
@given(texts, languages)
def test_offsets_slice_back_and_only_white_space_is_left_out(text: str, language: str) -> None:
    done = 0
    for sentence in split(text, language):
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip() != ""
        assert text[done : sentence.start].strip() == ""
        done = sentence.end
    assert text[done:].strip() == ""


@law
@given(texts, languages)
def test_pieces_join_to_the_text(text: str, language: str) -> None:
    cut = pieces(text, language)
    assert "".join(piece.text for piece in cut) == text
    assert [piece.text for piece in cut if piece.is_sentence] == _split(text, language)
    assert all(piece.text for piece in cut)
    assert all(piece.text.isspace() for piece in cut if not piece.is_sentence)


@law
@given(texts, languages)
def test_paragraphs_are_numbered_in_order_without_gaps(text: str, language: str) -> None:
    numbers = [sentence.paragraph for sentence in split(text, language)]
    assert sorted({*numbers}) == list(range(len({*numbers})))
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("text", ["", " ", "\n\n\r\n\t", "\u2028\u2029"])
def test_nothing_has_no_sentences(text: str) -> None:
    assert split(text, "en") == ()
    assert "".join(piece.text for piece in pieces(text, "en")) == text


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Mr. Smith met Mrs. Jones at 5 p.m. sharp.", "Then J. K. Rowling left.", "It cost $5.50."]),
        ("en", ["The U.S. economy grew.", "Gen. Lee spoke.", "Really?!", "Yes... maybe.", "Wait…", "What?"]),
        ("en", ['"We won. It was great. We are happy," he said.', "(See this. Now.)", 'He said "go".', "She left."]),
        ("en", ['A 5" pipe burst.', "It was old.", 'Nobody "knew" why.']),
        ("en", ["As he said.[3]", "Done.", "1. First thing.", "2. Second."]),
        ("en", ["Great!", "😀 Next one 😀.", "Family: 👩‍👩‍👧‍👦.", "🇺🇦 flag! 😀"]),
        (
            "en",
            [
                "It closes in May.",
                "Ships wait.",
                "He said no.",
                "Fishermen left at 5 p.m.",
                "Nets, boats, etc.",
                "Gone.",
            ],
        ),
        ("en", ["What a day! and so on.", "Truex Jr. is fifth."]),
        ("fr", ["M. Dupont et Mme Durand sont là.", "Le Dr. Martin, J.-C. Mailly et S. Royal aussi."]),
        (
            "fr",
            ["« Quoi ? » dit-il.", "« Oui. »", "C'est fini…", "Mais non.", "Voici l'art. 5 du code.", "Il paie 3,5 %."],
        ),
        ("fr", ["Il aime l'art.", "Le vol. 3 est long.", "C'était un vol.", "Le juge attend."]),
        ("fr", ['Il dit : "Nous avons gagné. C\'était bien."', "Puis il part.", "L’eau monte jusqu’aux maisons."]),
        ("uk", ["Він живе в м. Київ.", "Т. Шевченко та В. О. Коваль писали.", "У 2022 р. почалося."]),
        (
            "uk",
            [
                "Це коштує 100 тис. грн.",
                "Вони пішли.",
                "«Ми перемогли! Це чудово!» — сказав він.",
                "Проф. Іваненко мовчав.",
            ],
        ),
        ("uk", ["Їхали 90 км/год.", "Об’їзд є.", "Вул. Хрещатик, буд. 5.", "Який вид.", "Ст. 5 діє."]),
        ("de", ["Am 5. Mai kam Dr. Müller.", "Das ist gut."]),
        ("ar", ["هل هذا صحيح؟", "نعم.", "ثم ذهب!"]),
        ("hi", ["यह एक वाक्य है।", "यह दूसरा है।", "तीसरा?"]),
        ("he", ["זה משפט.", "זה משפט שני."]),
        ("xx", ["An unknown language is split.", "By the common rules."]),
    ],
)
def test_sentences_end_where_a_reader_says(language: str, sentences: list[str]) -> None:
    assert _split(" ".join(sentences), language) == sentences


_ABBREVIATED = [
    ("en", ["He takes vitamin C.", "The doctor agreed."]),
    ("en", ["It was Plan B.", "It failed."]),
    ("en", ["J. R. R. Tolkien wrote it.", "He lived in Oxford."]),
    ("en", ["We met at 7 p.m.", "The hall was full."]),
    ("en", ["The game starts at 7:30 p.m. Eastern time on Sunday.", "Tickets are sold out."]),
    ("en", ["The case of Marbury v. Madison is old.", "It matters."]),
    ("en", ["BOSTON, Mass. – The council met.", "Nobody spoke."]),
    ("en", ["The temple dates from 300 B.C.", "It was rebuilt in A.D. 1200."]),
    ("en", ["The bill passed on 3 Jan.", "Space for it was found."]),
    ("en", ["On Jan. 12 she left.", "He stayed."]),
    ("en", ["She lives in the U.S.", "They moved there."]),
    ("en", ["The U.S. Senate voted.", "The bill failed."]),
    ("en", ["The U.N. Security Council met."]),
    ("en", ["He works for Apple Inc. in Cork.", "She does not."]),
    ("en", ["Dr. Smith of St. Mary's met Lt. Col. Jones.", "They talked."]),
    ("en", ["See Fig. 3 and Tab. 2.", "Then read on."]),
    ("en", ["It costs approx. 5,000 euros.", "Nobody paid."]),
    ("en", ["John F. Kennedy Jr. was there.", "He left."]),
    ("en", ["It was 5 ft. 3 in. tall.", "It fell."]),
    ("fr", ["Jean-Paul et J.-M. Dupont sont là.", "Ils parlent."]),
    ("fr", ["Rome fut fondée en 753 av. J.-C.", "La ville grandit."]),
    ("fr", ["En 52 av. J.-C., César gagne.", "Il rentre."]),
    ("fr", ["M. Le Pen et Mme. Royal débattent.", "Le public écoute."]),
    ("fr", ["L'historien J. Le Goff est mort.", "Il avait 90 ans."]),
    ("fr", ["Elle prend de la vitamine C.", "Elle va mieux."]),
    ("fr", ["Voir p. 12 et suiv.", "La suite est claire."]),
    ("fr", ["Tél. 01 02 03 04 05.", "Ouvert le lundi."]),
    ("fr", ["Il pèse env. 3 kg.", "C'est peu."]),
    ("fr", ["Le 3 janv. 2020, il neige.", "Tout ferme."]),
    ("fr", ["Mgr Lebrun et Me Duval arrivent.", "On attend."]),
    ("fr", ["Rendez-vous à 18 h. 30 devant la mairie.", "Venez tous."]),
    ("uk", ["Тел. 044 123 45 67.", "Працюємо щодня."]),
    ("uk", ["Це сталося 300 р. до н. е.", "Місто було велике."]),
    ("uk", ["Чл.-кор. НАН України І. В. Коваль виступив.", "Усі слухали."]),
    ("uk", ["Площа 15 га.", "Тут росте ліс."]),
    ("uk", ["Він живе на вул. Лесі Українки, 5.", "Вона поруч."]),
    ("uk", ["У 2020 р. відкрили міст.", "Його збудували швидко."]),
    ("uk", ["Температура макс. 12 градусів.", "Вітер слабкий."]),
    ("uk", ["Зарплата 15 тис. грн на місяць.", "Це мало."]),
    ("uk", ["Проф. О. Бойко з м. Київ приїхав.", "Він читає лекцію."]),
    ("uk", ["Приїхали політики, лікарі та ін.", "Вони говорили довго."]),
    ("uk", ["Див. табл. 3 і рис. 2.", "Далі текст."]),
    ("uk", ["Закон № 5 від 12.03.2024 р. чинний.", "Він діє."]),
    ("uk", ["Це вітамін С.", "Він корисний."]),
    ("uk", ["Т. Шевченко народився 1814 р.", "Він поет."]),
    ("uk", ["Ціна — 5 млн грн.", "Торги завтра."]),
]


@pytest.mark.parametrize(("language", "sentences"), _ABBREVIATED)
def test_abbreviations_end_a_sentence_where_the_next_begins(language: str, sentences: list[str]) -> None:
    assert _split(" ".join(sentences), language) == sentences


def test_a_note_mark_belongs_to_the_sentence_before_it() -> None:
    assert _split("The plan was approved.1 It cost little.2", "en") == ["The plan was approved.1", "It cost little.2"]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("zh", ["这是第一句。", "这是第二句！", "“真的吗？”他问。", "第三句（包括这个。）结束。", "没有"]),
        ("ja", ["これは文です。", "「本当ですか？」と彼は言った。", "はい！"]),
    ],
)
def test_no_space_is_needed_between_sentences(language: str, sentences: list[str]) -> None:
    assert _split("".join(sentences), language) == sentences


def test_thai_breaks_at_spaces_once_there_is_enough_to_say() -> None:
    clause = "ท่าเรือจะปิดสำหรับเรือขนาดใหญ่ตั้งแต่ฤดูใบไม้ผลิหน้าตามมติของสภาเมือง"
    assert _split(f"{clause} {clause} สั้น {clause}", "th") == [clause, clause, f"สั้น {clause}"]


def test_a_hard_wrapped_line_goes_on() -> None:
    text = (
        "Dear readers, the harbour will be closed to large\n"
        "ships from next spring. Fishermen had fought the\n"
        "Harwell plan for years, and they are not happy.\n"
    )
    sentences = split(text, "en")
    assert [s.text for s in sentences] == [
        "Dear readers, the harbour will be closed to large\nships from next spring.",
        "Fishermen had fought the\nHarwell plan for years, and they are not happy.",
    ]
    assert {s.paragraph for s in sentences} == {0}


def test_headings_and_list_items_stand_alone() -> None:
    text = (
        "THE YEAR IN NUMBERS\n"
        "The council met twelve times\n"
        "- twelve meetings\n"
        "- three votes that were lost by the mayor and her party\n"
        "* one budget\n"
        "2) a second list\n"
        "\n"
        "Next heading\r\n\r\nText."
    )
    assert _split(text) == [line for line in text.splitlines() if line]
    assert [s.paragraph for s in split(text, "en")] == list(range(8))


def test_a_line_for_each_paragraph_is_a_paragraph_each() -> None:
    text = "First paragraph. It has two sentences.\nSecond paragraph here.\nThird"
    assert [(s.text, s.paragraph) for s in split(text, "en")] == [
        ("First paragraph.", 0),
        ("It has two sentences.", 0),
        ("Second paragraph here.", 1),
        ("Third", 2),
    ]


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\n \t\n", "\r\r", "\u2029", "\f", "\u2028\u2028", "\n\n\n\n"])
def test_a_blank_line_ends_a_paragraph_whatever_it_is_made_of(gap: str) -> None:
    found = split(f"goes on and on{gap}lower case start", "en")
    assert [(s.text, s.paragraph) for s in found] == [("goes on and on", 0), ("lower case start", 1)]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\u2028", "\u0085", "\v"])
def test_a_wrapped_line_may_end_with_any_line_break(line_break: str) -> None:
    found = split(f"one line goes{line_break}on here. Next", "en")
    assert [s.text for s in found] == [f"one line goes{line_break}on here.", "Next"]


def test_a_long_quotation_does_not_swallow_the_page() -> None:
    page = "«" + "The council met on Monday. " * 40
    assert len(_split(page)) == 40


def test_text_without_capital_letters_is_split_too() -> None:
    assert _split("hello there. how are you. fine") == ["hello there.", "how are you.", "fine"]


@pytest.mark.parametrize(
    "unit",
    [
        "word ",
        "a",
        ".",
        ". ",
        "«",
        '"',
        "(",
        "[1",
        "« a. b » ",
        " \n",
        "A. ",
        "1. ",
        "... ",
        "ก ",
        "中",
        "\u0301",
        "'",
        "?!",
    ],
)
def test_anything_takes_linear_time(unit: str) -> None:
    assert not grows(lambda text: split(text, "en"), lambda many: text_of(unit, many), 18_750)


def test_a_million_characters_without_a_full_stop_are_one_sentence_in_linear_time() -> None:
    assert len(split("word " * 200_000, "en")) == 1
    assert not grows(lambda text: split(text, "en"), lambda many: "word " * many, 12_500)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The chocolate maker Meridian MRDF.L cut its forecast. Its shares fell.", 2),
        ("Airbus AIR.PA a publié ses comptes. Le titre monte.", 2),
        ("He left NATO.A week later he was back.", 2),
    ],
)
def test_what_exchanges_call_a_share_by_is_one_word(text: str, count: int) -> None:
    assert len(split(text, "en")) == count


def test_a_date_before_brackets_ends_no_sentence() -> None:
    text = "PARIS, 6 nov. (AFI) - Une équipe a annoncé jeudi la découverte. Elle est là."
    assert [sentence.text for sentence in split(text, "fr")] == [text[:-13], "Elle est là."]
    assert [sentence.text for sentence in split("Voir p. 6. (Suite.)", "fr")] == ["Voir p. 6.", "(Suite.)"]
