// What plots can be filtered by, in the order of the panel.

export type Filtered =
  | { property: string; kind: "range"; quantity: "area" | "floor_area" | "ratio" | "money" | "length" | "minutes" | "years" }
  | { property: string; kind: "choice" };

export const FILTERED: readonly Filtered[] = [
  { property: "area_mu", kind: "range", quantity: "area" },
  { property: "floor_area_ratio", kind: "range", quantity: "ratio" },
  { property: "floor_area_max_m2", kind: "range", quantity: "floor_area" },
  { property: "metro_distance_m", kind: "range", quantity: "length" },
  { property: "metro_walk_min", kind: "range", quantity: "minutes" },
  { property: "metro_lines", kind: "choice" },
  { property: "status", kind: "choice" },
  { property: "town", kind: "choice" },
  { property: "land_use_name", kind: "choice" },
  { property: "price_cny", kind: "range", quantity: "money" },
  { property: "tenure_years", kind: "range", quantity: "years" },
  { property: "location_method", kind: "choice" },
];
