"""How fast the tracker answers with many organizations, beside a bare server."""
