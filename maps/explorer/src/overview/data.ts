// What the page tells its script: one block of JSON, written by maps/overview.py.

import type { Feature, Geometry } from "geojson";

import type { Line } from "../map/elements";
import type { Place, Station } from "../map/reference";
import type { Basemap, Lang, Style } from "../settings";
import type { Position } from "../state/conditions";

/** A property's name and its value, as text. */
type Row = [name: string, value: string];

export interface Target {
  name: string;
  lines: string[];
  metres: number;
  length: string;
  spread: string;
  walk: string;
  match: "certain" | "possible" | "";
  /** From the plot's edge to the target. */
  path?: [Position, Position];
}

/** A plot, with what its pop-up says; what is not stated is not there. */
export interface PlotProperties {
  id: string;
  name: string;
  other?: string;
  status?: string;
  headline?: [name: string, value: string, note: string][];
  rows?: Row[];
  boundaries?: Row[];
  doubts?: string[];
  sources?: [title: string, url: string, published: string][];
  nearest?: Target;
  metro?: Row[];
  metroLines?: string[];
  centre: Position;
  /** Of the circle that holds the plot, in metres. */
  radius: number;
  /** Of the circle that it surely lies in; 0 for none. */
  ring: number;
}

export interface OverviewData {
  lang: Lang;
  words: Record<string, string>;
  labels: Record<string, string>;
  statuses: Record<string, string>;
  style: Style;
  basemaps: Basemap[];
  question: string;
  count: number;
  matched: number;
  bounds: [[south: number, west: number], [north: number, east: number]] | [];
  plots: { features: Feature<Geometry, PlotProperties>[] };
  stations: (Station & { other?: string })[];
  lines: (Omit<Line, "key"> & { line: string })[];
  places: (Place & { other?: string })[];
  /** What stands before a plot's id in the address of its page; empty where it has none. */
  plotPage: string;
}

export function word(data: OverviewData, key: string): string {
  return data.words[key] ?? key;
}
