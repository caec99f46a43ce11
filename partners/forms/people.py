from partners.forms.records import RecordForm
from partners.models import Contact


class ContactForm(RecordForm):
    """A person at an organization."""

    class Meta:
        model = Contact
        fields = [
            "name",
            "title",
            "email",
            "phone",
            "language",
            "pronouns",
            "rank",
            "since",
            "until",
        ]
