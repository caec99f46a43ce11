"""Static files: hashed names for ever-cacheable addresses, compressed once, modules followed."""

from collections.abc import Iterable, Iterator
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage as Manifest

STYLESHEETS = [(glob, rules) for glob, rules in Manifest.patterns if glob == "*.css"]
OUR_MODULES = ("js/*.js", Manifest._js_module_import_aggregation_patterns[1])


class StaticFiles(Manifest):
    """WhiteNoise's storage, with a few differences.

    - In our own modules, and in no other scripts, `import … from "./other.js"` is rewritten to
      the hashed name.
    - `sourceMappingURL` is left alone: packages name source maps that they do not ship.
    - A file that is not in the manifest keeps its plain name, so that tests and commands work
      on a checkout where `collectstatic` never ran.
    - Only what browsers ask for is kept and compressed: a first start takes seconds, not a minute.
    """

    patterns = (*STYLESHEETS, OUR_MODULES)
    keep_only_hashed_files = True

    def stored_name(self, name: str) -> Any:
        return self.hashed_files.get(self.hash_key(self.clean_name(name)), name)

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        return super().compress_files([path for path in paths if not path.endswith(".map")])
