// Lengths and areas on the ground, of figures as small as people draw by hand.

import type { Position } from "../state/conditions";

const RADIANS = Math.PI / 180;
const AXIS_M = 6378137; // GRS 80, CGCS2000 and WGS 84 alike
const ECCENTRICITY_2 = 0.00669438;

/** Metres of a degree of longitude and of latitude at a latitude. */
export function metresPerDegree(lat: number): [east: number, north: number] {
  const flattening = 1 - ECCENTRICITY_2 * Math.sin(lat * RADIANS) ** 2;
  const meridian = (AXIS_M * (1 - ECCENTRICITY_2)) / flattening ** 1.5;
  const parallel = (AXIS_M / Math.sqrt(flattening)) * Math.cos(lat * RADIANS);
  return [parallel * RADIANS, meridian * RADIANS];
}

// Metres east and north of the first point, on the plane that touches the ellipsoid at the middle latitude.
function plane(points: readonly Position[]): [number, number][] {
  const latitudes = points.map(([, lat]) => lat);
  const [east, north] = metresPerDegree((Math.min(...latitudes) + Math.max(...latitudes)) / 2);
  const [lon0, lat0] = points[0] ?? [0, 0];
  return points.map(([lon, lat]) => [(lon - lon0) * east, (lat - lat0) * north]);
}

export function distance(from: Position, to: Position): number {
  const [, [x, y]] = plane([from, to]) as [[number, number], [number, number]];
  return Math.hypot(x, y);
}

export function lengthOf(points: readonly Position[], closed = false): number {
  const path = closed && points.length ? [...points, points[0]!] : points;
  return path.slice(1).reduce((sum, point, i) => sum + distance(path[i]!, point), 0);
}

export function areaOf(points: readonly Position[]): number {
  const corners = plane(points);
  const twice = corners.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length]!;
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}
