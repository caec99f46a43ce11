"""OGC API – Features 1.0, Part 1 (17-069r4: Core, GeoJSON, OpenAPI 3.0), for maps of other people."""
