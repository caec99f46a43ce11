"""Django's admin for what has no page of its own; see docs/decisions. It stands above all apps."""
