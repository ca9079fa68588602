"""Read collections with QGIS's own provider and write what it found as JSON; run by the Python that has PyQGIS.

/usr/bin/python3 qgis_reads.py PROFILE URL COLLECTION [WEST,SOUTH,EAST,NORTH]
"""

import json
import sys

from qgis.core import QgsApplication, QgsFeatureRequest, QgsJsonUtils, QgsRectangle, QgsVectorLayer


def read(url: str, collection: str, window: str = "") -> dict[str, object]:
    """Return what a layer says of itself, and its features."""
    layer = QgsVectorLayer(f"url='{url}' typename='{collection}'", collection, "OAPIF")
    request = QgsFeatureRequest()
    if window:
        request.setFilterRect(QgsRectangle(*map(float, window.split(","))))
    return {
        "valid": layer.isValid(),
        "error": layer.error().message(),
        "crs": layer.crs().authid(),
        "count": layer.featureCount(),
        "fields": {field.name(): field.typeName() for field in layer.fields()},
        "features": [
            {
                "properties": json.loads(QgsJsonUtils.exportAttributes(feature)),
                "wkt": feature.geometry().asWkt(9) if feature.hasGeometry() else None,
            }
            for feature in layer.getFeatures(request)
        ],
    }


if __name__ == "__main__":
    profile, *asked = sys.argv[1:]
    application = QgsApplication([], False, profile)
    application.initQgis()
    found = read(*asked)
    print(json.dumps(found, ensure_ascii=False))
    application.exitQgis()
