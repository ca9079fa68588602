// What plots can be filtered by, in the order of the panel.

export interface Filtered {
  property: string;
  kind: "range" | "choice";
}

export const FILTERED: readonly Filtered[] = [
  { property: "area_mu", kind: "range" },
  { property: "floor_area_ratio", kind: "range" },
  { property: "floor_area_max_m2", kind: "range" },
  { property: "gross_floor_area_m2", kind: "range" },
  { property: "metro_distance_m", kind: "range" },
  { property: "metro_walk_min", kind: "range" },
  { property: "metro_lines", kind: "choice" },
  { property: "status", kind: "choice" },
  { property: "town", kind: "choice" },
  { property: "land_use_name", kind: "choice" },
  { property: "price_cny", kind: "range" },
  { property: "tenure_years", kind: "range" },
  { property: "location_method", kind: "choice" },
  { property: "location_uncertainty_m", kind: "range" },
];
