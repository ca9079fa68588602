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

/** How things look on every map, as maps/style.py says. */
export interface Style {
  status: Record<string, string>;
  unstated: string;
  plot: { weight: number; fillOpacity: number; selectedWeight: number; dotRadius: number; crowdDotRadius: number; dotBelowPx: number };
  ring: { weight: number; dash: string; opacity: number; fillOpacity: number; shareMin: number };
  link: { weight: number; opacity: number; possibleDash: string };
  metro: { fallback: string; casing: number; steps: { zoom: number; line: number; station: number; interchange: number }[] };
  /** The zoom from which a kind of label may be shown; labels that would overlap give way in this order. */
  labelZooms: Record<LabelKind, number>;
  /** More plots than this get smaller dots, and only the open one its line to what is nearest. */
  crowdAbove: number;
  /** More plots than this are drawn on one canvas instead of as one element each. */
  canvasAbove: number;
}

export type LabelKind = "plot" | "town" | "line" | "link" | "interchange" | "station" | "place";

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
