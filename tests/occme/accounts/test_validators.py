"""What free texts may not hold, what they may, and what is said about it."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from occme.accounts.validators import adds_up, identity_numbers, no_identity_numbers

REFUSED = [
    ("His number is 123-45-6789.", "social_security"),
    ("123 45 6789", "social_security"),
    ("123.45.6789", "social_security"),
    ("123–45–6789", "social_security"),
    ("(078-05-1120)", "social_security"),
    ("SSN 123456789", "social_security"),
    ("ssn: 123456789", "social_security"),
    ("Social Security number is 123456789", "social_security"),
    ("social security # 123-456789", "social_security"),
    ("his 123-45-6789 04/05/1980", "social_security"),
    ("04/05/1980 123-45-6789", "social_security"),
    ("case 5 123-45-6789", "social_security"),
    ("123-45-6789-", "social_security"),
    ("- -123-45-6789.Next", "social_security"),
    ("123-45 6789", "social_security"),
    ("123 - 45 - 6789", "social_security"),
    ("123/45/6789", "social_security"),
    ("123_45_6789", "social_security"),
    ("123  45  6789", "social_security"),
    ("123\u00a045\u00a06789", "social_security"),
    ("123\t45\t6789", "social_security"),
    ("123\u00ad45\u00ad6789", "social_security"),
    ("123\u221245\u22126789", "social_security"),
    ("SSN123-45-6789", "social_security"),
    ("SSN-123-45-6789", "social_security"),
    ("SS# 123456789", "social_security"),
    ("SS no. 123456789", "social_security"),
    ("S.S.N. 123456789", "social_security"),
    ("ssns: 123456789", "social_security"),
    ("SSN: 123  45  6789", "social_security"),
    ("social-security no 123456789", "social_security"),
    ("Soc. Sec. 123456789", "social_security"),
    ("912-70-1234", "taxpayer"),
    ("ITIN 912701234", "taxpayer"),
    ("MRN 1234567", "medical_record"),
    ("mrn: BH-1234567", "medical_record"),
    ("Medical record number 00123456", "medical_record"),
    ("Medical record no. 00123456", "medical_record"),
    ("patient ID #1234567", "medical_record"),
    ("MRN1234567", "medical_record"),
    ("MR# 1234567", "medical_record"),
    ("DOB 4/5/1961", "birth"),
    ("DOB: March 4th, 1980", "birth"),
    ("born 3/4/1980", "birth"),
    ("Born on the clinic’s list: DOB 4 / 5 / 1961", "birth"),
    ("born on 4th of March 1980", "birth"),
    ("DOB: 1961-04-05", "birth"),
    ("D.O.B. 04.05.61", "birth"),
    ("Date of birth: April 5, 1961", "birth"),
    ("birthdate is 5 Apr 1961", "birth"),
    ("4111 1111 1111 1111", "card"),
    ("card 5555555555554444", "card"),
    ("4111.1111.1111.1111", "card"),
    ("4111\u00a01111\u00a01111\u00a01111-", "card"),
    ("3782-822463-10005", "card"),
    ("6011 1111 1111 1117 until 12/29", "card"),
]

ALLOWED = [
    "",
    "Call 617-555-0100 or (617) 555-0100, extension 12345.",
    "617-555-0100 617-555-0101",
    "617 555 0100",
    "617/555/0100, 617_555_0100, 617 - 555 - 0100, 1-617-555-0100, +1 617 555 0100",
    "+49 170 12 3456",
    "+49 170-12-3456",
    "MA 02119-1234 and 12-3456789 and 617-555-0100 10/15/2026",
    "Paid $500 12/2026, room 210 10-1130, pages 101-12 2026, 120/80 1030",
    "120 45 1234 17, 2026 120 45 1234",
    "The SS is the sum of squares, 123456789; social media 123456789",
    "A newborn’s mother came on 3/4/2026; it was born of need in 2019.",
    "+49 170 12 3456",
    "+49 170 12 3456 78",
    "EIN 12-3456789",
    "123456789",
    "02119-1234, 02120 1234",
    "ISBN 978-0-306-40615-7, 0-306-40615-2, 9780306406157",
    "2026-10-15, 10/15/2026, 10.15.2026, 2026 10 1555",
    "We promised $1,234,567.89 by 2027-07-01.",
    "Social security benefits: 40 people came, 12 asked; see 2026-10-15.",
    "The medical record office sees 12000 people; patient numbers grow.",
    "We celebrated the birthday of the garden on 4/5/2026.",
    "000-12-3456, 666-12-3456, 123-00-4567, 123-45-0000, 900-10-1234",
    "4111 1111 1111 1112",
    "Tracking 9400110200881234567890, 4006381333931",
    "10:30-11:45-1200, rooms 101-12-2, item 123-45-6789-1",
    "Grant K12-34-5678, invoice INV-123-45-6789",
]


@pytest.mark.parametrize(("text", "kind"), REFUSED)
def test_numbers_of_persons_are_found(text, kind):
    assert {found for found, _last in identity_numbers(text)} == {kind}


@pytest.mark.parametrize("text", ALLOWED)
def test_other_numbers_pass(text):
    assert list(identity_numbers(text)) == []
    no_identity_numbers(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "He is 123-45-6789, she is 4111 1111 1111 1111.",
            (
                "This looks like a social security number (…-6789). The tracker never keeps those, nor "
                "anything about patients; please take it out."
            ),
        ),
        (
            "MRN 1234567",
            (
                "This looks like the number of a medical record (…67). The tracker keeps nothing about "
                "patients; please take it out."
            ),
        ),
        (
            "DOB 4/5/1961",
            (
                "This looks like somebody’s date of birth. The tracker never keeps those, nor anything "
                "about patients; please take it out."
            ),
        ),
    ],
)
def test_it_is_said_what_was_found_and_why(text, sentence):
    with pytest.raises(ValidationError) as refused:
        no_identity_numbers(text)
    assert refused.value.messages == [sentence]


AREAS = st.integers(1, 899).filter(lambda area: area != 666)
WORDS = st.text(st.characters(whitelist_categories=("L", "Zs", "Po")), max_size=30)


@given(
    WORDS,
    AREAS,
    st.integers(1, 99),
    st.integers(1, 9999),
    st.sampled_from(" -.‑–/_\u00a0\t\u00ad\u2212"),
    WORDS,
)
def test_every_social_security_number_is_found(before, area, group, serial, mark, after):
    number = f"{area:03}{mark}{group:02}{mark}{serial:04}"
    found = list(identity_numbers(f"{before}\n{number}\n{after}"))
    assert found == [("social_security", f"{serial:04}")]


@given(st.integers(200, 999), st.integers(200, 999), st.integers(0, 9999), st.sampled_from("- ./_"))
def test_no_telephone_number_is(area, exchange, line, mark):
    assert list(identity_numbers(f"{area}{mark}{exchange}{mark}{line:04}")) == []


@given(st.integers(0, 99), st.integers(0, 9_999_999), st.integers(0, 99_999), st.integers(0, 9999))
def test_no_number_of_an_employer_or_zip_code_is(office, number, code, more):
    assert list(identity_numbers(f"{office:02}-{number:07}; {code:05}-{more:04}")) == []


@given(st.dates(), st.sampled_from(["%Y-%m-%d", "%m/%d/%Y", "%m.%d.%Y", "%d %B %Y", "%Y %m %d"]))
def test_no_day_is(day, form):
    assert list(identity_numbers(f"On {day.strftime(form)} we met.")) == []


@given(st.decimals(0, 10**9, places=2))
def test_no_amount_is(amount):
    assert list(identity_numbers(f"${amount:,} and {amount}")) == []


@given(st.from_regex(r"4[0-9]{14}", fullmatch=True))
def test_a_card_is_known_by_its_last_digit(digits):
    numbers = [f"{digits}{last}" for last in range(10)]
    assert sum(map(adds_up, numbers)) == 1
    assert sum(1 for number in numbers if list(identity_numbers(number))) == 1


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    list(identity_numbers(text))
