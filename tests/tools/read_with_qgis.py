"""Run by the system's Python: opens each layer of an address in QGIS, and says what it found."""

import json
import os
import sys

from qgis.core import QgsApplication, QgsFeatureRequest, QgsRectangle, QgsVectorLayer, QgsWkbTypes

NAMES = ("organizations", "engagements", "neighborhoods", "catchment")


def opened(address: str, name: str, *options: str) -> QgsVectorLayer:
    source = " ".join([f"url='{address}'", f"typename='{name}'", *options])
    return QgsVectorLayer(source, name, "OAPIF")


def told(address: str, name: str) -> dict:
    layer = opened(address, name, "pagingEnabled='true'")
    view = opened(address, name, "restrictToRequestBBOX='1'")
    box = QgsFeatureRequest().setFilterRect(QgsRectangle(-71.0625, 42.25, -71, 42.5))
    return {
        "valid": layer.isValid(),
        "error": layer.error().message(),
        "crs": layer.crs().authid(),
        "type": QgsWkbTypes.displayString(layer.wkbType()),
        "count": layer.featureCount(),
        "fields": {field.name(): field.typeName() for field in layer.fields()},
        "features": [
            [feature["id"], json.loads(feature.geometry().asJson(7) or "null")]
            for feature in layer.getFeatures()
        ],
        "in_box": len(list(view.getFeatures(box))),
    }


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    sys.stdout.write(json.dumps({name: told(sys.argv[1], name) for name in NAMES}))
    sys.stdout.flush()
    os._exit(0)  # QGIS without a window may crash while it takes itself apart.
