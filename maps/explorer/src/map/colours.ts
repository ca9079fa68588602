// What the colour of a plot says, and the legend of it.

import type { Style } from "../settings";

/** The colours of what is coloured by its status. */
export type StatusColours = Pick<Style, "status" | "unstated">;

export interface Swatch {
  colour: string;
  /** For a value: the value. For a step: its ends, `undefined` where open. */
  value?: string;
  from?: number;
  to?: number;
}

export interface Colouring {
  property: string;
  swatches: readonly Swatch[];
  unstated: string;
  of(properties: Record<string, unknown>): string;
}

// One hue from pale to deep, told apart in grey too: the more, the deeper.
const DEEPENING = ["#f2c14e", "#e58c4a", "#c8553d", "#8c2f4f", "#4f1d4d"] as const;

/** Ends of the steps of what is coloured by its amount; of distances the least is the deepest. */
const STEPS: Record<string, { ends: readonly number[]; least_first: boolean }> = {
  floor_area_ratio: { ends: [1, 1.5, 2, 3], least_first: false },
  area_mu: { ends: [20, 50, 100, 200], least_first: false },
  metro_distance_m: { ends: [500, 1000, 2000, 4000], least_first: true },
};

export const COLOURED_BY = ["status", ...Object.keys(STEPS)] as const;

function byStatus(style: StatusColours): Colouring {
  return {
    property: "status",
    swatches: Object.entries(style.status).map(([value, colour]) => ({ value, colour })),
    unstated: style.unstated,
    of: (properties) => style.status[String(properties["status"] ?? "")] ?? style.unstated,
  };
}

export function colouring(property: string, style: StatusColours): Colouring {
  const steps = STEPS[property];
  if (!steps) return byStatus(style);
  const { ends, least_first } = steps;
  const ramp = least_first ? [...DEEPENING].reverse() : DEEPENING;
  const swatches = ramp.map((colour, i): Swatch => ({
    colour,
    ...(i > 0 && { from: ends[i - 1]! }),
    ...(i < ends.length && { to: ends[i]! }),
  }));
  return {
    property,
    swatches,
    unstated: style.unstated,
    of: (properties) => {
      const value = properties[property];
      if (typeof value !== "number") return style.unstated;
      const at = ends.findIndex((end) => value < end);
      return ramp[at < 0 ? ends.length : at]!;
    },
  };
}
