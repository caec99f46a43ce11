"""`python -m benchmarks.geocoding`: how many addresses the offline geocoder places in a second."""

import csv
import os
from time import perf_counter

import django


def addresses() -> dict[str, list[str]]:
    """Kinds of question → 4,460 of each, of the streets in the fixtures."""
    from django.conf import settings

    with (settings.FIXTURES_DIR / "address_points.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        "listed": [f"{row['number']} {row['street']}, Boston, MA {row['zip']}" for row in rows],
        "between": [f"{int(row['number']) + 2} {row['street']} {row['zip']}" for row in rows],
        "misspelled": [f"{row['number']} X{row['street']}" for row in rows],
    }


def measure() -> None:
    """Prints a line for each kind of question."""
    from partners.geocoding import RefusedError
    from partners.geocoding.offline import address_points

    began = perf_counter()
    points = address_points()
    print(f"read in {perf_counter() - began:.2f} s")
    for kind, asked in addresses().items():
        refused, began = 0, perf_counter()
        for text in asked:
            try:
                points.find(text)
            except RefusedError:
                refused += 1
        rate = len(asked) / (perf_counter() - began)
        print(f"{kind:<12} {rate:>8,.0f} per second, {refused:,} refused")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "occme.settings")
    django.setup()
    measure()
