"""The language of running text, by script, by common words, and by a model."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from mlcia_check.checks.language_names import NAMES
from mlcia_check.measure.document.language import language, language_of
from mlcia_check.model.answers import Breach, Doubt, NotApplicable
from mlcia_check.model.measured_paper import Part, Role, Unmeasured
from tests.drafts import column
from tests.fixtures_table import fixture
from tests.papers import answers, page, paper

ENGLISH = (
    "We show that the model leaks more than it should, and that this can be measured by anyone who pays. "
)
CHINESE = "本文表明，模型泄露的信息比预期更多，任何付费用户都可以测量这一点。"
SENTENCES = {
    "en": ENGLISH,
    "zh": CHINESE,
    "de": "Wir zeigen, dass das Modell mehr verrät, als es sollte, und dass dies von jedem "
    "gemessen werden kann. ",
    "fr": "Nous montrons que le modèle révèle plus que ce qui est prévu et que cela peut "
    "être mesuré par tous. ",
    "es": "Mostramos que el modelo revela más de lo que debería y que esto puede ser "
    "medido por los usuarios. ",
    "pt": "Mostramos que o modelo revela mais do que deveria e que isso pode ser medido "
    "por qualquer pessoa. ",
    "it": "Mostriamo che il modello rivela più di quanto dovrebbe e che questo può essere "
    "misurato da tutti. ",
    "nl": "Wij laten zien dat het model meer prijsgeeft dan het zou moeten en dat dit door "
    "iedereen kan worden. ",
    "pl": "Pokazujemy, że model ujawnia więcej, niż powinien, i że może to być zmierzone "
    "przez każdego z nas. ",
    "sv": "Vi visar att modellen avslöjar mer än den borde och att detta kan mätas av alla "
    "som betalar för det. ",
    "tr": "Modelin olması gerekenden daha çok bilgi verdiğini ve bunun herkes tarafından "
    "ölçülebileceğini bir de ",
    "ru": "Мы показываем, что модель раскрывает больше, чем должна, и что это может измерить каждый. ",
    "uk": "Ми показуємо, що модель розкриває більше, ніж повинна, і що це може виміряти "
    "кожен із її клієнтів. ",
    "sl": "Pokažemo, da model razkrije več, kot bi smel, in da lahko to izmeri vsak njegov uporabnik. ",
    "cs": "Ukazujeme, že model prozrazuje více, než by měl, a že to může změřit každý jeho uživatel. ",
    "id": "Kami menunjukkan bahwa model membocorkan lebih banyak daripada yang seharusnya kepada siapa pun. ",
    "vi": "Chúng tôi cho thấy mô hình tiết lộ nhiều hơn mức cần thiết và ai cũng có thể đo được điều này. ",
    "hu": "Megmutatjuk, hogy a modell többet árul el, mint kellene, és hogy ezt bárki megmérheti. ",
    "el": "Δείχνουμε ότι το μοντέλο αποκαλύπτει περισσότερα από όσα πρέπει και ότι ο καθένας το μετρά. ",
    "ar": "نبين أن النموذج يكشف أكثر مما ينبغي وأن أي مستخدم يدفع ثمن الخدمة يستطيع قياس ذلك. ",
    "he": "אנו מראים שהמודל מגלה יותר ממה שצריך וכי כל משתמש שמשלם יכול למדוד זאת. ",
    "hi": "हम दिखाते हैं कि मॉडल आवश्यकता से अधिक जानकारी देता है और इसे कोई भी उपयोगकर्ता माप सकता है। ",
    "ja": "本論文では、モデルが必要以上の情報を漏らすこと、そしてそれを誰でも測定できることを示す。",
    "ko": "우리는 모델이 필요한 것보다 더 많은 정보를 누설하며 누구나 이를 측정할 수 있음을 보인다. ",
}


@pytest.mark.parametrize(("code", "sentence"), SENTENCES.items())
def test_the_language_is_told(code: str, sentence: str) -> None:
    assert language_of(sentence * 20) == code


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "too-little-text"),
        (ENGLISH, "too-little-text"),
        ("0 1 2 3 4 5 6 7 8 9 " * 500, "too-little-text"),
        (
            "Lorem dolor amet consectetur adipiscing elit tempor incididunt labore magna aliqua. " * 20,
            "unknown-language",
        ),
    ],
)
def test_what_cannot_be_told(text: str, reason: str) -> None:
    assert language_of(text) == Unmeasured(reason)


@pytest.mark.parametrize(
    ("mixture", "code"),
    [
        (CHINESE * 20 + "Transformer BERT ImageNet CIFAR federated learning " * 6, "zh"),
        (CHINESE * 20 + ENGLISH * 4, "zh"),
        (ENGLISH * 20 + CHINESE * 2, "en"),
        (ENGLISH * 20 + SENTENCES["de"] * 4, "en"),
        (SENTENCES["pt"] * 20 + ENGLISH * 5, "pt"),
        (SENTENCES["sl"] * 30 + ENGLISH * 5, "sl"),
        (ENGLISH * 20 + SENTENCES["ja"] * 6, "en"),
        (ENGLISH * 20 + "".join(SENTENCES[code] * 5 for code in ("sl", "es", "nl", "ru")), "en"),
        (CHINESE * 20 + "日文例句：これはペンです。", "zh"),
    ],
)
def test_the_larger_part_decides(mixture: str, code: str) -> None:
    assert language_of(mixture) == code


@given(st.lists(st.sampled_from(["x", "17", "∈", "[3]", "GPT-4", "\n", "αβ", "‘"]), max_size=60))
def test_symbols_and_names_between_do_not_matter(scatter: list[str]) -> None:
    words = (ENGLISH * 20).split()
    step = max(1, len(words) // (len(scatter) + 1))
    mixed = [
        part
        for index, word in enumerate(words)
        for part in (word, *scatter[index // step : index // step + 1])
    ]
    assert language_of(" ".join(mixed)) == "en"


@pytest.mark.parametrize(
    ("role", "part"),
    [("listing", "body"), ("caption", "body"), ("front-note", "body"), (None, "bibliography")],
)
def test_only_running_text_is_read(role: Role, part: Part) -> None:
    other = column(*[ENGLISH] * 40, role=role, part=part)
    assert language(column(*[SENTENCES["pt"]] * 20) + other) == "pt"


def as_oldest_fonts(text: str) -> str:
    """As TeX's oldest fonts give it: each accent a character of its own, before its letter."""
    spacing = {"\u030c": "ˇ", "\u0301": "´", "\u030a": "˚"}
    pairs = (unicodedata.normalize("NFD", letter) for letter in text)
    return "".join(spacing.get(pair[1:], pair[1:]) + pair[0] for pair in pairs)


def test_accents_that_stand_apart_are_put_back() -> None:
    assert language_of(as_oldest_fonts(SENTENCES["cs"]) * 20) == "cs"


def test_half_a_surrogate_is_read_over() -> None:
    assert language_of(SENTENCES["pt"] * 20 + "\ud835") == "pt"


@pytest.mark.parametrize(("name", "loaded"), [("tiny", False), ("chinese-noto", False), ("slovene", True)])
def test_the_model_is_loaded_only_where_a_look_does_not_tell(name: str, loaded: bool) -> None:
    script = (
        "import sys; from mlcia_check import check; check(sys.argv[1], limits=None);"
        "sys.exit(7 if 'gcld3' in sys.modules else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(fixture(name))], check=False)
    assert done.returncode == (7 if loaded else 0)


def test_every_language_of_the_model_has_its_names() -> None:
    for code in SENTENCES:
        assert all(NAMES[code])
    assert len(set(NAMES.values())) == len(NAMES)


def test_accepted_languages_pass() -> None:
    for code in ("en", "zh"):
        assert answers("language", paper(language=code)) == []


def test_another_language_is_named() -> None:
    (breach,) = answers("language", paper(language="pt"))
    assert isinstance(breach, Breach)
    assert breach.detail == {
        "name_en": "Portuguese",
        "name_zh": "葡萄牙语",
        "allowed_en": "English and Chinese",
        "allowed_zh": "英语、中文",
    }


@pytest.mark.parametrize(
    ("pages", "characters", "asked"), [(9, 100, True), (2, 5000, True), (1, 2000, False), (1, 0, True)]
)
def test_too_little_text_is_for_a_person_but_in_a_placeholder(
    pages: int, characters: int, asked: bool
) -> None:
    sheets = tuple(page(number, characters=characters) for number in range(1, pages + 1))
    measured = structs.replace(paper(language=Unmeasured("too-little-text")), pages=sheets)
    (answer,) = answers("language", measured)
    assert isinstance(answer, Doubt if asked else NotApplicable)
