// The conditions that plots are asked by, each a chip in the page, a parameter in the address bar, and a part of a query.

export type Position = readonly [lon: number, lat: number];

export type Shape =
  | { kind: "rectangle"; corners: readonly [west: number, south: number, east: number, north: number] }
  | { kind: "polygon"; ring: readonly Position[] }
  | { kind: "circle"; centre: Position; radius_m: number };

export interface Range {
  kind: "range";
  property: string;
  min?: number;
  max?: number;
}

export interface Choice {
  kind: "choice";
  property: string;
  values: readonly string[];
}

export interface Nearness {
  kind: "near";
  target: string;
  within?: string;
  certain?: boolean;
}

export interface Words {
  kind: "words";
  text: string;
}

export interface Inside {
  kind: "inside";
  shape: Shape;
}

export interface Written {
  kind: "written";
  cql2: string;
}

export type Condition = Range | Choice | Nearness | Words | Inside | Written;

/** Properties that hold several values each: an item is found by any of them. */
export const LISTS: ReadonlySet<string> = new Set(["metro_lines", "tags"]);

/** Tells which conditions take each other's place: two of the same key do not stand side by side. */
export function keyOf(condition: Condition): string {
  return "property" in condition ? condition.property : condition.kind;
}

/** Put a condition in the place of the one of its key, or behind all others. */
export function withCondition(conditions: readonly Condition[], condition: Condition): Condition[] {
  const at = conditions.findIndex((one) => keyOf(one) === keyOf(condition));
  if (at < 0) return [...conditions, condition];
  return conditions.map((one, i) => (i === at ? condition : one));
}

export function without(conditions: readonly Condition[], key: string): Condition[] {
  return conditions.filter((one) => keyOf(one) !== key);
}

/** Whether a condition asks anything at all. */
export function asks(condition: Condition): boolean {
  switch (condition.kind) {
    case "range":
      return condition.min !== undefined || condition.max !== undefined;
    case "choice":
      return condition.values.length > 0;
    case "near":
      return condition.target !== "";
    case "words":
      return condition.text.trim() !== "";
    case "written":
      return condition.cql2.trim() !== "";
    case "inside":
      return true;
  }
}
