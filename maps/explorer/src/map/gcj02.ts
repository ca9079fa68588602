// From WGS 84 to GCJ-02 and back, by the formulas of geo/gcj02.py.

import type { Position } from "../state/conditions";

const BOX = { lon: [72.004, 137.8347], lat: [0.8293, 55.8271] } as const;
const AXIS_M = 6378245;
const ECCENTRICITY_2 = 0.00669342162296594323;
const RADIANS = Math.PI / 180;

type Wave = readonly [height: number, rate: number];

// Waves of the distortion: amplitude in metres × 3/2, half waves a degree.
const BOTH: readonly Wave[] = [[20, 6], [20, 2]];
const EAST: readonly Wave[] = [[20, 1], [40, 1 / 3], [150, 1 / 12], [300, 1 / 30]];
const NORTH: readonly Wave[] = [[20, 1], [40, 1 / 3], [160, 1 / 12], [320, 1 / 30]];
const MOST_STEPS = 30;
const CONVERGED_DEG = 1e-11;

function waves(table: readonly Wave[], x: number): number {
  return table.reduce((sum, [height, rate]) => sum + height * Math.sin(x * rate * Math.PI), 0);
}

function inside(lon: number, lat: number): boolean {
  return lon > BOX.lon[0] && lon < BOX.lon[1] && lat > BOX.lat[0] && lat < BOX.lat[1];
}

function offset(lon: number, lat: number): Position {
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

export function gcj02FromWgs84([lon, lat]: Position): Position {
  if (!inside(lon, lat)) return [lon, lat];
  const [east, north] = offset(lon, lat);
  return [lon + east, lat + north];
}

export function wgs84FromGcj02([lon, lat]: Position): Position {
  if (!inside(lon, lat)) return [lon, lat];
  let [x, y] = [lon, lat];
  for (let step = 0; step < MOST_STEPS; step++) {
    const [east, north] = offset(x, y);
    const moved = Math.max(Math.abs(lon - east - x), Math.abs(lat - north - y));
    [x, y] = [lon - east, lat - north];
    if (moved < CONVERGED_DEG) break;
  }
  return [x, y];
}
