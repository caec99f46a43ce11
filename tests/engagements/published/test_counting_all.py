"""The command that counts all figures, so that no visitor waits for them."""

from django.core.management import call_command

from engagements.published.registry import METRICS


def test_every_figure_is_counted(db, capsys):
    call_command("count_figures")
    assert capsys.readouterr().out == f"{len(METRICS)} figures are counted.\n"
