import pytest

from partners.folding import fold
from tests.factories import an_organization


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("José’s Café, Inc.", "joses cafe inc"),
        ("St. Mary's  &  Sons", "st marys sons"),
        ("ABCD/South End", "abcd south end"),
        ("Ğ Straße", "g strasse"),
        ("中文 学校", "中文 学校"),
        ("!?…", ""),
        ("", ""),
    ],
)
def test_folds_accents_case_and_punctuation(text, folded):
    assert fold(text) == folded


def test_folded_text_follows_its_sources_at_every_save(db):
    organization = an_organization("Círculo", alternate_names=["Círculo de Abuelas"])
    assert organization.search_text == "circulo circulo de abuelas"
    organization.name = "Rueda"
    organization.save()
    organization.refresh_from_db()
    assert (organization.sort_name, organization.search_text) == (
        "rueda",
        "rueda circulo de abuelas",
    )
