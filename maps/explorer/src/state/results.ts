// What the service answered last, for the map and the list alike.

import { signal } from "@preact/signals";

import type { Item, Problem, Statistics } from "../service/service";

export interface Results {
  items: readonly Item[];
  /** How many there are in the view. */
  inView: number;
}

export const results = signal<Results | null>(null);
export const statistics = signal<Statistics | null>(null);
export const waiting = signal(true);
export const problem = signal<{ problem: Problem; again: (() => void) | null } | null>(null);

/** The plot that the pointer or the keyboard is at, in the list or on the map. */
export const hovered = signal<string | null>(null);

/** The plot that is open, whole. */
export const opened = signal<Item | null>(null);
