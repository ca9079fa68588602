// Conditions as the service is asked by them: its own parameters where it has one, one CQL2 text for the rest.

import { LISTS, type Choice, type Condition, type Position, type Range, type Shape } from "./conditions";

/** Write a text as CQL2 has it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Write a property's name: in double quotes where it is none by itself. */
export function named(property: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(property) ? property : `"${property.replaceAll('"', '""')}"`;
}

function range({ property, min, max }: Range): string {
  const name = named(property);
  if (min !== undefined && max !== undefined) return `${name} BETWEEN ${min} AND ${max}`;
  return min !== undefined ? `${name} >= ${min}` : `${name} <= ${max}`;
}

function choice({ property, values }: Choice): string {
  const name = named(property);
  const listed = values.map(quoted).join(",");
  if (LISTS.has(property)) return `A_OVERLAPS(${name},(${listed}))`;
  return values.length === 1 ? `${name} = ${listed}` : `${name} IN (${listed})`;
}

const written = ([lon, lat]: Position) => `${lon} ${lat}`;

export function inside(shape: Shape): string {
  switch (shape.kind) {
    case "rectangle":
      return `S_INTERSECTS(geometry,BBOX(${shape.corners.join(",")}))`;
    case "circle":
      return `S_DWITHIN(geometry,POINT(${written(shape.centre)}),${shape.radius_m})`;
    case "polygon": {
      const ring = [...shape.ring, shape.ring[0]!];
      return `S_INTERSECTS(geometry,POLYGON((${ring.map(written).join(",")})))`;
    }
  }
}

function cql2(condition: Condition): string {
  switch (condition.kind) {
    case "range":
      return range(condition);
    case "choice":
      return choice(condition);
    case "inside":
      return inside(condition.shape);
    case "written":
      return `(${condition.cql2})`;
    case "near":
    case "words":
      return "";
  }
}

/** The query parameters that ask for what meets every condition. */
export function queryOf(conditions: readonly Condition[]): URLSearchParams {
  const query = new URLSearchParams();
  for (const condition of conditions) {
    if (condition.kind === "words") query.set("q", condition.text);
    if (condition.kind === "near") {
      query.set("near", condition.target);
      if (condition.within) query.set("within", condition.within);
      if (condition.certain) query.set("certainty", "certain");
    }
  }
  const filter = conditions.map(cql2).filter(Boolean).join(" AND ");
  if (filter) query.set("filter", filter);
  return query;
}
