// The datum of the base map. Everything drawn stays in WGS 84; for tiles in GCJ-02 the map's own projection shifts each
// vertex, and undoes the shift for the pointer.

import L from "leaflet";

import type { Datum } from "../settings";
import { gcj02FromWgs84, wgs84FromGcj02 } from "./gcj02";

const mercator = L.Projection.SphericalMercator;

const shifted = L.extend({}, mercator, {
  project(position: L.LatLng) {
    const [lon, lat] = gcj02FromWgs84([position.lng, position.lat]);
    return mercator.project(L.latLng(lat, lon));
  },
  unproject(point: L.Point) {
    const there = mercator.unproject(point);
    const [lon, lat] = wgs84FromGcj02([there.lng, there.lat]);
    return L.latLng(lat, lon);
  },
});

export const SYSTEMS: Record<Datum, L.CRS> = {
  wgs84: L.CRS.EPSG3857,
  gcj02: L.extend({}, L.CRS.EPSG3857, { projection: shifted }) as L.CRS,
};

/** Show the map in the system of its base map; zooms between the whole ones are for maps without tiles. */
export function useSystem(map: L.Map, datum: Datum, hasTiles: boolean): void {
  map.options.zoomSnap = hasTiles ? 1 : 0.25;
  const zoom = hasTiles ? Math.round(map.getZoom()) : map.getZoom();
  if (map.options.crs === SYSTEMS[datum] && map.getZoom() === zoom) return;
  const centre = map.getCenter();
  map.options.crs = SYSTEMS[datum];
  map.setView(centre, zoom, { animate: false, reset: true } as L.ZoomPanOptions);
}
