"""What all API resources share: problems, pages, renderers, strict parameters."""
