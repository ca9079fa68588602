// What the page says to its script: one block of JSON, written by the service.

export type Lang = "zh" | "en";
export type Datum = "wgs84" | "gcj02";

export interface Basemap {
  key: string;
  title: string;
  templates: string[];
  attribution: string;
  datum: Datum;
  maxZoom: number;
  subdomains: string;
}

export interface Style {
  status: Record<string, string>;
  unstated: string;
  metro: { fallback: string; casing: number; steps: { zoom: number; line: number; station: number; interchange: number }[] };
}

export interface Settings {
  lang: Lang;
  /** What stands before every path, without a slash at its end. */
  root: string;
  /** The collection that is explored. */
  collection: string;
  /** Where its items lie; null where there are none. */
  extent: readonly [west: number, south: number, east: number, north: number] | null;
  basemaps: Basemap[];
  style: Style;
}

export function readSettings(page: Document): Settings {
  const held = page.getElementById("settings")?.textContent;
  if (!held) throw new Error("the page holds no settings");
  return JSON.parse(held) as Settings;
}
