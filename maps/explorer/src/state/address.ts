// The address bar holds the whole state: every link to the page opens what its sender saw.

import type { Choice, Condition, Position, Range, Shape } from "./conditions";

export interface View {
  zoom: number;
  centre: Position;
}

export interface State {
  conditions: readonly Condition[];
  sort: string;
  view: View | null;
  /** The plot that is open. */
  plot: string | null;
  /** The plots that are held side by side. */
  compared: readonly string[];
  basemap: string | null;
  /** What the plots' colour says. */
  colour: string;
  /** The unit that areas are told in. */
  unit: AreaUnit;
}

export const AREA_UNITS = ["mu", "m2", "ha"] as const;
export type AreaUnit = (typeof AREA_UNITS)[number];

export const COMPARED_MOST = 4;

export const START: State = {
  conditions: [],
  sort: "",
  view: null,
  plot: null,
  compared: [],
  basemap: null,
  colour: "status",
  unit: "mu",
};

/** What is no property's name: parameters that are read by themselves. */
const OWN = new Set([
  ...["near", "within", "certainty", "q", "inside", "filter", "sortby", "at", "plot", "compare", "base", "colour", "unit"],
  ...["lang", "f", "collection"],
]);

const DIGITS = 6;
const round = (value: number, digits = DIGITS) => Number(value.toFixed(digits));

function writeShape(shape: Shape): string {
  switch (shape.kind) {
    case "rectangle":
      return `rectangle:${shape.corners.map((x) => round(x)).join(",")}`;
    case "circle":
      return `circle:${[...shape.centre.map((x) => round(x)), Math.round(shape.radius_m)].join(",")}`;
    case "polygon":
      return `polygon:${shape.ring.flatMap((at) => at.map((x) => round(x))).join(",")}`;
  }
}

function readShape(text: string): Shape | null {
  const [kind, list] = text.split(":", 2);
  const numbers = (list ?? "").split(",").map(Number);
  if (!list || numbers.some((one) => !Number.isFinite(one))) return null;
  const [a, b, c, d] = numbers as [number, number, number, number];
  if (kind === "rectangle" && numbers.length === 4) return { kind, corners: [a, b, c, d] };
  if (kind === "circle" && numbers.length === 3 && c > 0) return { kind, centre: [a, b], radius_m: c };
  if (kind === "polygon" && numbers.length >= 6 && numbers.length % 2 === 0) {
    const ring = Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i]!, numbers[2 * i + 1]!] as const);
    return { kind, ring };
  }
  return null;
}

function readRange(property: string, text: string): Range | null {
  const match = /^(-?[\d.]*)\.\.(-?[\d.]*)$/.exec(text);
  if (!match) return null;
  const [min, max] = [match[1]!, match[2]!].map((end) => (end === "" ? undefined : Number(end)));
  if (Number.isNaN(min) || Number.isNaN(max) || (min === undefined && max === undefined)) return null;
  return { kind: "range", property, ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

// A comma parts values, so one within a value is written twice.
const writeValues = (values: readonly string[]) => values.map((one) => one.replaceAll(",", ",,")).join(",");

function readValues(text: string): string[] {
  return text
    .replaceAll(",,", "\0")
    .split(",")
    .map((one) => one.replaceAll("\0", ","))
    .filter(Boolean);
}

function readProperty(name: string, text: string): Range | Choice | null {
  if (text.includes("..")) return readRange(name, text);
  const values = readValues(text);
  return values.length ? { kind: "choice", property: name, values } : null;
}

function readCondition(name: string, text: string, all: URLSearchParams): Condition | null {
  if (!text.trim()) return null;
  if (name === "near") {
    const within = all.get("within");
    return { kind: "near", target: text, ...(within && { within }), ...(all.get("certainty") === "certain" && { certain: true }) };
  }
  if (name === "q") return { kind: "words", text };
  if (name === "filter") return { kind: "written", cql2: text };
  if (name === "inside") {
    const shape = readShape(text);
    return shape && { kind: "inside", shape };
  }
  return OWN.has(name) ? null : readProperty(name, text);
}

function writeCondition(condition: Condition, into: URLSearchParams): void {
  switch (condition.kind) {
    case "range":
      into.set(condition.property, `${condition.min ?? ""}..${condition.max ?? ""}`);
      break;
    case "choice":
      into.set(condition.property, writeValues(condition.values));
      break;
    case "near":
      into.set("near", condition.target);
      if (condition.within) into.set("within", condition.within);
      if (condition.certain) into.set("certainty", "certain");
      break;
    case "words":
      into.set("q", condition.text);
      break;
    case "inside":
      into.set("inside", writeShape(condition.shape));
      break;
    case "written":
      into.set("filter", condition.cql2);
      break;
  }
}

function readView(text: string | null): View | null {
  const [zoom, lat, lon] = (text ?? "").split("/").map(Number);
  if (zoom === undefined || lat === undefined || lon === undefined) return null;
  if (![zoom, lat, lon].every(Number.isFinite) || Math.abs(lat) > 85 || Math.abs(lon) > 180) return null;
  return { zoom, centre: [lon, lat] };
}

/** Read the state from the query of an address; what cannot be read is passed over. */
export function readAddress(query: string): State {
  const all = new URLSearchParams(query);
  const names = [...new Set(all.keys())];
  const unit = AREA_UNITS.find((one) => one === all.get("unit"));
  return {
    conditions: names.map((name) => readCondition(name, all.get(name)!, all)).filter((one) => one !== null),
    sort: all.get("sortby") ?? START.sort,
    view: readView(all.get("at")),
    plot: all.get("plot") || null,
    compared: readValues(all.get("compare") ?? "").slice(0, COMPARED_MOST),
    basemap: all.get("base") || null,
    colour: all.get("colour") ?? START.colour,
    unit: unit ?? START.unit,
  };
}

/** Write the state as the query of an address, keeping `kept` parameters of the present one. */
export function writeAddress(state: State, kept: Record<string, string> = {}): string {
  const query = new URLSearchParams(kept);
  for (const condition of state.conditions) writeCondition(condition, query);
  if (state.sort !== START.sort) query.set("sortby", state.sort);
  if (state.view) {
    const [lon, lat] = state.view.centre;
    query.set("at", [round(state.view.zoom, 2), round(lat, 5), round(lon, 5)].join("/"));
  }
  if (state.plot) query.set("plot", state.plot);
  if (state.compared.length) query.set("compare", writeValues(state.compared));
  if (state.basemap) query.set("base", state.basemap);
  if (state.colour !== START.colour) query.set("colour", state.colour);
  if (state.unit !== START.unit) query.set("unit", state.unit);
  // what needs no escape in a query is left readable: people look at addresses
  const text = query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/");
  return text ? `?${text}` : "";
}
