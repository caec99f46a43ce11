"""The admin's site: for staff, who sign in where everybody does; for others it is not there."""

from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLResolver
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from partners.policies import is_staff

KEPT = {"index", "login", "jsi18n", "app_list"}
"""Of Django's own addresses. Passwords, sessions and choices of many are looked after elsewhere."""


class Site(AdminSite):
    site_title = site_header = _("OCCME tracker: lists and accounts")
    index_title = _("Accounts, words, and lists of everything else")
    site_url = "/my/"
    enable_nav_sidebar = False
    final_catch_all_view = False

    def has_permission(self, request: HttpRequest) -> bool:
        return is_staff(request.user)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        guarded = super().admin_view(view, cacheable)

        def for_staff(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not self.has_permission(request):
                raise Http404
            return guarded(request, *args, **kwargs)

        return update_wrapper(for_staff, view)

    def get_urls(self) -> list[Any]:
        return [
            item
            for item in super().get_urls()
            if isinstance(item, URLResolver) or item.name in KEPT
        ]

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Where everybody signs in, with the second factor; then on to where they wanted to go."""
        return sign_in(request)


@never_cache
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    if is_staff(request.user):
        return redirect("admin:index")
    if request.user.is_authenticated:
        raise Http404
    asked = request.GET.urlencode()
    return redirect(f"/accounts/login/{'?' + asked if asked else ''}")


site = Site(name="admin")
