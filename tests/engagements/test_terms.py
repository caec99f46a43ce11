"""The text of an agreement: what it takes, when its promises are due, and what it is signed by."""

from datetime import date
from time import perf_counter

import pytest
from django.core.exceptions import ValidationError

from engagements.agreements.differing import Piece, differences, marked
from engagements.agreements.writing import amendment_of, renewal_of
from engagements.rhythms import due_days, months_later
from engagements.terms import Promise, Terms
from tests import factories

DATA = {
    "title": "Together",
    "starts_on": "2026-09-01",
    "ends_on": "2027-08-31",
    "sections": {"purpose": "Cook"},
    "promises": [
        {"key": "pay", "by": "staff", "text": "Pay", "quantity": "1,250.50", "unit": "dollars"}
    ],
}


def test_it_is_read_and_written_the_same():
    terms = Terms.read(DATA)
    assert terms.promises == (Promise(key="pay", text="Pay", quantity="1250.5", unit="dollars"),)
    assert Terms.read(terms.as_data()) == terms


def test_the_hash_is_of_the_text_and_not_of_how_it_was_sent():
    partner = {"key": "room", "by": "partner", "text": "Room"}
    one = Terms.read(DATA | {"promises": [partner, *DATA["promises"]]})
    other = Terms.read({**DATA, "promises": [*DATA["promises"], partner]})
    assert one.digest() == other.digest()
    assert one.canonical().startswith(b'{"ends_on":"2027-08-31","promises":[{"by":"staff"')
    assert Terms.read(DATA | {"title": "Together."}).digest() != Terms.read(DATA).digest()


@pytest.mark.parametrize(
    ("changed", "problems"),
    [
        ({"starts_on": "soon"}, {"starts_on": ["It takes a day, such as 2027-07-01."]}),
        ({"review_months": "0"}, {"review_months": ["It takes a number of months, from 1 to 60."]}),
        ({"review_months": "9" * 400}, {"review_months": ["It takes a number of months, from 1 to 60."]}),
        ({"review_months": "0060" + "9" * 9}, {"review_months": ["It takes a number of months, from 1 to 60."]}),
        ({"title": "x" * 201}, {"title": ["It takes at most 200 letters."]}),
        ({"title": "a\u200bb"}, {"title": ["This holds an invisible control character."]}),
        ({"title": ["x"]}, {"title": ["It takes a text."]}),
        ({"sections": {"secret": "x"}}, {"sections": ["“secret” is not a part of it."]}),
        ({"sections": "x"}, {"sections": ["It takes an object."]}),
        ({"promises": "x"}, {"promises": ["It takes a list of at most 40 promises."]}),
        ({"promises": [{}] * 41}, {"promises": ["It takes a list of at most 40 promises."]}),
        ({"promises": ["x"]}, {"promises/0": ["It takes an object."]}),
        ({"promises": [{"by": "me"}]}, {"promises/0/by": ["It is one of: staff, partner, joint."]}),
        ({"promises": [{"quantity": "2,5"}]}, {"promises/0/quantity": ["It takes a number above 0, such as 12 or 2.5."]}),
        ({"promises": [{"quantity": "NaN"}]}, {"promises/0/quantity": ["It takes a number above 0, such as 12 or 2.5."]}),
        ({"promises": [{"quantity": "1e5"}]}, {"promises/0/quantity": ["It takes a number above 0, such as 12 or 2.5."]}),
        ({"promises": [{"quantity": "0.001"}]}, {"promises/0/quantity": ["It takes a number above 0, such as 12 or 2.5."]}),
        ({"promises": [{"quantity": True}]}, {"promises/0/quantity": ["It takes a number above 0, such as 12 or 2.5."]}),
        ({"promises": [{"by": ["staff"]}]}, {"promises/0/by": ["It is one of: staff, partner, joint."]}),
        ({"promises": [{"key": "a"}, {"key": "a"}]}, {"promises": ["Two promises have the same key."]}),
        ({"owner": "x"}, {"terms": ["“owner” is not a part of it."]}),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_told_where_it_stands(changed, problems):
    with pytest.raises(ValidationError) as refused:
        Terms.read(DATA | changed)
    assert refused.value.message_dict == problems


@pytest.mark.parametrize("data", [None, [], "x", 5])
def test_other_than_an_object_is_refused(data):
    with pytest.raises(ValidationError):
        Terms.read(data)


def test_what_is_missing_is_told_by_path():
    terms = Terms.read(
        {"promises": [{"unit": "hours", "due_on": "2026-01-01"}], "starts_on": "2026-09-01"}
    )
    assert list(terms.gaps()) == [
        ("title", "Give it a title."),
        ("sections/purpose", "Say what you want to do together."),
        ("ends_on", "Say from when until when it holds."),
        ("promises/0/text", "Say in plain words what is promised."),
        ("promises/0/quantity", "Say how many hours."),
        ("promises/0/due_on", "This day is outside of the term of the agreement."),
    ]
    assert list(factories.terms().gaps()) == []


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "far"),
    [("9998-01-01", "9999-12-31", ["starts_on", "ends_on"]), ("0001-01-01", "0002-01-01", ["starts_on", "ends_on"]), ("2199-01-01", "2200-01-01", ["ends_on"])],
)  # fmt: skip
def test_a_term_from_which_no_days_can_be_counted_is_not_sent(starts_on, ends_on, far):
    terms = Terms.read(DATA | {"starts_on": starts_on, "ends_on": ends_on})
    sentence = "Look at the year of this day: it is too far away."
    assert list(terms.gaps()) == [(name, sentence) for name in far]


def test_texts_of_the_same_few_words_are_compared_in_seconds():
    before, after = "a " * 2_500, "b " * 2_500
    began = perf_counter()
    pieces = marked(before, after)
    assert perf_counter() - began < 5
    told = {how: "".join(one.text for one in pieces if one.how != how) for how in ("gone", "new")}
    assert told == {"new": before, "gone": after}


FIRST, LAST = date(2026, 9, 1), date(2026, 12, 18)


@pytest.mark.parametrize(
    ("every", "first", "days"),
    [
        ("once", None, ["2026-12-18"]),
        ("once", date(2026, 10, 1), ["2026-10-01"]),
        ("monthly", None, ["2026-09-30", "2026-10-31", "2026-11-30"]),
        ("monthly", date(2026, 9, 30), ["2026-09-30", "2026-10-30", "2026-11-30"]),
        ("quarterly", None, ["2026-11-30"]),
        ("yearly", None, ["2026-12-18"]),
        ("weekly", date(2026, 12, 1), ["2026-12-01", "2026-12-08", "2026-12-15"]),
    ],
)
def test_a_promise_is_due_once_in_each_period(every, first, days):
    assert [str(day) for day in due_days(every, first, FIRST, LAST)] == days


def test_a_month_later_is_the_last_day_where_the_month_is_shorter():
    assert months_later(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_later(date(2026, 11, 30), 3) == date(2027, 2, 28)


def test_a_renewal_is_for_as_long_again(autumn):
    renewed = renewal_of(
        Terms.read(DATA | {"promises": [{"key": "a", "text": "x", "due_on": "2026-09-15"}]})
    )
    assert (renewed.starts_on, renewed.ends_on) == (date(2027, 9, 1), date(2028, 8, 30))
    assert renewed.promises[0].due_on == date(2027, 9, 15)


def test_an_amendment_is_for_the_rest_of_the_term(autumn):
    rows = [
        {"key": "past", "text": "x", "due_on": "2026-09-15"},
        {"key": "again", "text": "x", "due_on": "2026-09-15", "every": "monthly"},
        {"key": "open", "text": "x", "every": "monthly"},
    ]
    rest = amendment_of(Terms.read(DATA | {"promises": rows}), date(2026, 10, 20))
    assert (rest.starts_on, rest.ends_on) == (date(2026, 10, 20), date(2027, 8, 31))
    assert [(one.key, one.due_on) for one in rest.promises] == [
        ("again", date(2026, 11, 15)),
        ("open", None),
    ]


def test_differences_are_sentences():
    before = Terms.read(DATA)
    after = Terms.read(
        DATA
        | {
            "ends_on": "2027-06-30",
            "sections": {"purpose": "Cook and eat", "values": "Ask first"},
            "promises": [
                {
                    "key": "pay",
                    "by": "staff",
                    "text": "Pay",
                    "quantity": "900",
                    "unit": "dollars",
                    "due_on": "2027-01-15",
                },
                {"key": "room", "by": "partner", "text": "A room."},
            ],
        }
    )
    assert [(one.line, one.sentence) for one in differences(before, after)] == [
        ("", "The last day was “Aug. 31, 2027”, and is now “June 30, 2027”."),
        ("purpose", "“What we want to do together” reads differently."),
        ("values", "“What matters to both of us” is new."),
        (
            "pay",
            "“Pay”: How many was “1250.5”, and is now “900”. When it is due is now “Jan. 15, 2027”.",
        ),
        ("room", "New: The partner: A room."),
    ]
    assert [one.sentence for one in differences(after, Terms.read(DATA | {"promises": []}))][
        -2:
    ] == [
        "Taken out: OCCME: Pay.",
        "Taken out: The partner: A room.",
    ]
    assert differences(None, after) == []


def test_both_texts_are_marked_word_by_word():
    assert marked("within ten working days", "within five working days") == [
        Piece("same", "within "),
        Piece("gone", "ten"),
        Piece("new", "five"),
        Piece("same", " working days"),
    ]
    pieces = marked("one\ntwo  three", "one\ntwo")
    assert "".join(text for how, text in pieces if how != "new") == "one\ntwo  three"
