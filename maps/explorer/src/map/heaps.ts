// Plots that lie too close to be told apart, as heaps with their number: one a cell, so that none covers another.

/** A plot, or several counted together, in pixels of a tile. */
export interface Counted {
  x: number;
  y: number;
  count: number;
}

export interface Heap extends Counted {
  radius: number;
}

/** The side of a cell; it divides a tile's. */
export const CELL_PX = 64;

const RADIUS_PX = { least: 11, most: 28, each: 4.2 } as const;

export const radiusOf = (count: number) => Math.min(RADIUS_PX.least + Math.log10(count) * RADIUS_PX.each, RADIUS_PX.most);

const cellOf = ({ x, y }: Counted) => `${Math.floor(x / CELL_PX)}/${Math.floor(y / CELL_PX)}`;

/** Where a heap may stand within its cell: as near to the middle of its plots as its circle has room. */
function kept(at: number, radius: number): number {
  const start = Math.floor(at / CELL_PX) * CELL_PX;
  return Math.min(Math.max(at, start + radius), start + CELL_PX - radius);
}

/** Heap up what lies in the cells in which several are counted together already; the rest stays by itself. */
export function heapUp<T extends Counted>(all: readonly T[]): { heaps: Heap[]; single: T[] } {
  const crowded = new Set(all.filter((one) => one.count > 1).map(cellOf));
  const cells = new Map<string, T[]>();
  for (const one of all) {
    const cell = cellOf(one);
    if (crowded.has(cell)) cells.set(cell, [...(cells.get(cell) ?? []), one]);
  }
  const heaps = [...cells.values()].map((held): Heap => {
    const count = held.reduce((sum, one) => sum + one.count, 0);
    const middle = (axis: "x" | "y") => held.reduce((sum, one) => sum + one[axis] * one.count, 0) / count;
    const radius = radiusOf(count);
    return { x: kept(middle("x"), radius), y: kept(middle("y"), radius), count, radius };
  });
  return { heaps, single: all.filter((one) => !crowded.has(cellOf(one))) };
}
