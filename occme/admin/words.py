"""Words that records choose from, where no page keeps them."""

from django.contrib.admin import register

from occme.admin.base import Edited
from occme.admin.forms import WordForm
from occme.admin.site import site
from partners import rights
from partners.models import FocusArea, Language


@register(Language, site=site)
class Languages(Edited):
    shown = ("name", "own_name", "code", "retired_on")
    written = ("name", "own_name", "code")
    of_one = ("is_retired", "why")
    search_fields = ("name", "own_name", "code")
    form = WordForm
    rules = rights


@register(FocusArea, site=site)
class FocusAreas(Edited):
    shown = ("title", "domain", "slug", "retired_on")
    written = ("title", "description", "domain", "slug")
    of_one = ("is_retired", "why")
    search_fields = ("title", "description")
    list_filter = ("domain",)
    form = WordForm
    rules = rights
