// The datum of the base map. Everything drawn stays in WGS 84; for tiles in GCJ-02 the map's own projection
// shifts each vertex, by the formulas of geo/gcj02.py, and undoes the shift for the pointer.
"use strict";

(function (D) {
  const BOX = { lon: [72.004, 137.8347], lat: [0.8293, 55.8271] };
  const AXIS_M = 6378245;
  const ECCENTRICITY_2 = 0.00669342162296594323;
  const RADIANS = Math.PI / 180;
  // Waves of the distortion: amplitude in metres × 3/2, half waves a degree.
  const BOTH = [[20, 6], [20, 2]];
  const EAST = [[20, 1], [40, 1 / 3], [150, 1 / 12], [300, 1 / 30]];
  const NORTH = [[20, 1], [40, 1 / 3], [160, 1 / 12], [320, 1 / 30]];
  const MOST_STEPS = 30;
  const CONVERGED_DEG = 1e-11;

  const waves = (table, x) => table.reduce((sum, [height, rate]) => sum + height * Math.sin(x * rate * Math.PI), 0);

  const inside = (lon, lat) => lon > BOX.lon[0] && lon < BOX.lon[1] && lat > BOX.lat[0] && lat < BOX.lat[1];

  function offset(lon, lat) {
    const x = lon - 105;
    const y = lat - 35;
    const both = waves(BOTH, x);
    const root = Math.sqrt(Math.abs(x));
    const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + ((both + waves(EAST, x)) * 2) / 3;
    const north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + ((both + waves(NORTH, y)) * 2) / 3;
    const flattening = 1 - ECCENTRICITY_2 * Math.sin(lat * RADIANS) ** 2;
    const meridian = (AXIS_M * (1 - ECCENTRICITY_2)) / flattening ** 1.5;
    const parallel = (AXIS_M / Math.sqrt(flattening)) * Math.cos(lat * RADIANS);
    return [east / (parallel * RADIANS), north / (meridian * RADIANS)];
  }

  D.gcj02FromWgs84 = function (lon, lat) {
    if (!inside(lon, lat)) return [lon, lat];
    const [east, north] = offset(lon, lat);
    return [lon + east, lat + north];
  };

  D.wgs84FromGcj02 = function (lon, lat) {
    if (!inside(lon, lat)) return [lon, lat];
    let [x, y] = [lon, lat];
    for (let step = 0; step < MOST_STEPS; step++) {
      const [east, north] = offset(x, y);
      const moved = Math.max(Math.abs(lon - east - x), Math.abs(lat - north - y));
      [x, y] = [lon - east, lat - north];
      if (moved < CONVERGED_DEG) break;
    }
    return [x, y];
  };

  const mercator = L.Projection.SphericalMercator;
  const shifted = L.extend({}, mercator, {
    project(position) {
      const [lon, lat] = D.gcj02FromWgs84(position.lng, position.lat);
      return mercator.project(L.latLng(lat, lon));
    },
    unproject(point) {
      const there = mercator.unproject(point);
      const [lon, lat] = D.wgs84FromGcj02(there.lng, there.lat);
      return L.latLng(lat, lon);
    },
  });

  const SYSTEMS = { wgs84: L.CRS.EPSG3857, gcj02: L.extend({}, L.CRS.EPSG3857, { projection: shifted }) };

  function useSystem(map, datum, hasTiles) {
    map.options.zoomSnap = hasTiles ? 1 : 0.25;
    const zoom = hasTiles ? Math.round(map.getZoom()) : map.getZoom();
    if (map.options.crs === SYSTEMS[datum] && map.getZoom() === zoom) return;
    const centre = map.getCenter();
    map.options.crs = SYSTEMS[datum];
    map.setView(centre, zoom, { reset: true, animate: false });
  }

  // A base map: its tiles, asked for only once it is chosen, and its datum for all that lies on it.
  D.Basemap = L.LayerGroup.extend({
    initialize(basemap) {
      const options = {
        attribution: basemap.attribution,
        maxNativeZoom: basemap.maxZoom,
        maxZoom: 20,
        subdomains: basemap.subdomains,
        referrerPolicy: "strict-origin-when-cross-origin",
      };
      this.basemap = basemap;
      const tiles = basemap.templates.map((template) => L.tileLayer(template, options));
      L.LayerGroup.prototype.initialize.call(this, tiles.length ? tiles : [new D.Graticule()]);
    },
    beforeAdd(map) {
      useSystem(map, this.basemap.datum, this.basemap.templates.length > 0);
      map.getContainer().dataset.basemap = this.basemap.key;
    },
  });
})(window.Dikuai);
