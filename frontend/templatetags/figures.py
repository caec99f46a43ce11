"""Figures of reports: where their records are."""

from django import template

from frontend.addresses import path_of

register = template.Library()
register.filter("records", path_of)
