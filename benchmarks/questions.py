"""What is asked: a name, and the address."""

API = "/api/v1/organizations/"
TWO_FILTERS = "kind=nonprofit&focus_area=food-and-nutrition"
DETAIL = f"{API}4242/"

QUESTIONS = {
    "50 under two filters and a search": f"{API}?search=tremont+youth&{TWO_FILTERS}",
    "the same, of a frequent word": f"{API}?search=tremont&{TWO_FILTERS}",
    "facets": f"{API}facets/",
    "facets under two filters and a search": f"{API}facets/?search=tremont&{TWO_FILTERS}",
    "facets under a word that nearly all have": f"{API}facets/?search=boston",
    "map in view, zoom 15": f"{API}map/?bbox=-71.1028,42.3225,-71.0808,42.3388&zoom=15",
    "map in view, zoom 16": f"{API}map/?bbox=-71.0948,42.3265,-71.0838,42.3346&zoom=16",
    "whole map": f"{API}map/",
    "nearest 20": f"{API}?near=42.3317,-71.0838&page_size=20",
    "first 50 of all": API,
    "one organization": DETAIL,
}
PAGES = {
    "page of the directory": "/",
    "the same, two filters and a search": f"/?search=tremont&{TWO_FILTERS}",
}
"""Asked of the tracker alone."""
