"""The addresses of the admin, with all lists registered."""

from occme.admin import people, records, words
from occme.admin.site import site

__all__ = ["people", "records", "site", "words"]

app_name = "admin"
urlpatterns = site.get_urls()
