"""Static files as they are collected for a server."""

from shutil import copyfile

import pytest
from django.contrib.staticfiles.finders import find

from frontend.storage import StaticFiles


@pytest.fixture
def storage(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    return StaticFiles(location=tmp_path, base_url="/static/")


def test_before_collecting_names_stay_plain(storage):
    assert storage.url("css/tokens.css") == "/static/css/tokens.css"


def test_modules_import_by_hashed_names_and_source_maps_stay(storage, settings, tmp_path):
    modules = [f"js/map/{name}.js" for name in ("base", "markers", "streets")]
    paths = ["js/map.js", *modules, "js_lib_leaflet/leaflet.js"]
    for path in paths:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        copyfile(str(find(path)), tmp_path / path)
    done = storage.post_process({path: (storage, path) for path in paths})
    assert [result for _, _, result in done if isinstance(result, Exception)] == []
    text = (tmp_path / storage.hashed_files["js/map.js"]).read_text()
    assert storage.hashed_files["js/map/base.js"].removeprefix("js/") in text
    assert storage.url("js/map.js").startswith("/static/js/map.")
