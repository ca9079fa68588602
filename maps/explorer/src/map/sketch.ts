// The outline of a plot as a small drawing, north up.

import type { Geometry } from "geojson";

import type { Position } from "../state/conditions";
import { metresPerDegree } from "./geodesy";

export interface Sketch {
  /** The outline as the path of an SVG. */
  path: string;
  across_m: number;
  down_m: number;
}

function ringsOf(geometry: Geometry | null): Position[][] {
  if (geometry?.type === "Polygon") return geometry.coordinates as unknown as Position[][];
  return geometry?.type === "MultiPolygon" ? (geometry.coordinates.flat() as unknown as Position[][]) : [];
}

/** Draw a polygon as large as a box holds it, in the middle; null for what has no outline. */
export function sketchOf(geometry: Geometry | null, width: number, height: number): Sketch | null {
  const rings = ringsOf(geometry);
  const points = rings.flat();
  if (!points.length) return null;
  const [lons, lats] = [points.map(([lon]) => lon), points.map(([, lat]) => lat)];
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  const [lonM, latM] = metresPerDegree((south + north) / 2);
  const [across, down] = [(east - west) * lonM, (north - south) * latM];
  if (!(across > 0 && down > 0)) return null;
  const scale = Math.min(width / across, height / down);
  const [left, top] = [(width - across * scale) / 2, (height - down * scale) / 2];
  const x = (lon: number) => (left + (lon - west) * lonM * scale).toFixed(1);
  const y = (lat: number) => (top + (north - lat) * latM * scale).toFixed(1);
  const path = rings.map((ring) => `M${ring.map(([lon, lat]) => `${x(lon)} ${y(lat)}`).join("L")}Z`).join("");
  return { path, across_m: across, down_m: down };
}
