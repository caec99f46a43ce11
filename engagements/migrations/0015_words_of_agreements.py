"""The words of agreements and promises that were there before they could be searched."""

from django.db import migrations

CHUNK = 1_000


def texts_of(terms):
    promises = [promise["text"] for promise in terms["promises"]]
    return [terms["title"], *terms["sections"].values(), *promises]


def worded(model, texts):
    """Rows of (primary key, texts), kept in chunks so that memory stays flat."""
    held = []
    for pk, of_one in texts:
        row = model(pk=pk)
        row.texts = of_one
        held.append(row)
        if len(held) == CHUNK:
            model.objects.bulk_create(held)
            held = []
    model.objects.bulk_create(held)


def fill(apps, schema_editor):
    def model(name):
        return apps.get_model("engagements", name)

    promises = model("Commitment").objects.order_by("pk").values_list("pk", "text")
    worded(model("CommitmentWords"), ((pk, [text]) for pk, text in list(promises)))
    versions = model("AgreementVersion").objects.filter(round__isnull=False)
    sent = versions.order_by("agreement", "number").values_list("agreement", "round__terms")
    last = {agreement: texts_of(terms) for agreement, terms in sent.iterator(CHUNK)}
    worded(model("AgreementWords"), last.items())


class Migration(migrations.Migration):
    dependencies = [("engagements", "0014_agreements_are_searched")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
