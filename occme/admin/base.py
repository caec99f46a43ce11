"""What all lists of the admin have in common: who sees and changes what is asked of the policies,
never of Django's table of permissions."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from frontend.remembered import BY_MODEL
from occme.admin.forms import VerbForm
from partners import editing
from partners.policies import is_staff

ASKED = ("", "__exact", "__isnull", "__id__exact")
"""How the filters beside a list ask for a column."""


class Listed(ModelAdmin):
    """Rows as staff see them, to look at. Nothing is deleted, and nothing done to many at once.

    `shown` are the columns of the list and the lines of a row's page."""

    shown: tuple[str, ...]
    actions = None
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False
    save_as = False

    def get_urls(self) -> list[Any]:
        """Where a row is deleted there is nothing; and history is on our own pages."""
        kept = ["changelist", "change"]
        kept += ["add"] if isinstance(self, Edited) else []
        kept += ["history"] if self.model in BY_MODEL else []
        info = f"{self.opts.app_label}_{self.opts.model_name}"
        names = {f"{info}_{one}" for one in kept}
        return [item for item in super().get_urls() if item.name in names]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_staff(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not is_staff(request.user):
            return False
        return obj is None or self.get_queryset(request).filter(pk=obj.pk).exists()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = self.model._default_manager
        return rows.visible_to(request.user).order_by(*(self.opts.ordering or ()))

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def lookup_allowed(self, lookup: str, value: str, request: Any = None) -> bool:
        """Only what stands beside the list: any other column would be told letter by letter."""
        offered = {f"{name}{how}" for name in self.list_filter for how in ASKED}
        return lookup in offered and str(value).isprintable()

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        return self.shown

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*self.shown, "own_page") if self.has_page else self.shown

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.get_fields(request, obj)

    @property
    def has_page(self) -> bool:
        return self.model in BY_MODEL or hasattr(self.model, "get_absolute_url")

    def own_page(self, record: Any) -> str:
        known = BY_MODEL.get(self.model)
        address = known.at(record) if known else record.get_absolute_url()
        return format_html('<a href="{}">{}</a>', address, record)

    own_page.short_description = _("Where it is worked on")  # type: ignore[attr-defined]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        record = self.get_object(request, object_id)
        return redirect("record_history", BY_MODEL[self.model].name, record.pk)


class Edited(Listed):
    """Rows that have no page of their own: a verb carries out what is typed here, by its rules, so
    that two who change one row are told, and each change is a line of its history."""

    form = VerbForm
    verbs: Any = editing
    rules: Any
    written: tuple[str, ...]
    """Fields of the form, besides those that are said once, when the row is made."""
    once: tuple[str, ...] = ()
    has_page = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_staff(request.user) and bool(self.rules.may_create(request.user, self.model))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not is_staff(request.user):
            return False
        return obj is None or bool(self.rules.may_change(request.user, obj))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return (*self.once, *self.written)
        return (*self.once, *self.written, *self.of_one, *self.lines, "seen")

    of_one: tuple[str, ...] = ()
    """Fields of the form for a row that is on record."""
    lines: tuple[str, ...] = ()
    """What is told of such a row, and not typed."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return ()
        if not self.has_change_permission(request, obj):
            return tuple(name for name in self.get_fields(request, obj) if name != "seen")
        return (*self.once, *self.lines)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any):
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.by, form.verbs = request.user, self.verbs
        return form

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Choices are those that the person sees; and no small windows beside them."""
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        if hasattr(field, "queryset"):
            field.queryset = field.queryset.visible_to(request.user)
        return field

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The verb has done it."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The same."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The history of the record tells it."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The same."""
