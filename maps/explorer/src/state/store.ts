// The state of the page as signals, kept in step with the address bar.

import { computed, effect, signal } from "@preact/signals";

import { readAddress, writeAddress, type State } from "./address";
import { asks, keyOf, withCondition, without, type Condition } from "./conditions";
import { queryOf } from "./query";

export const state = signal<State>(readAddress(location.search));

/** Whether the map is to go to what the next answer finds; else it goes there only if nothing of it is in view. */
export const toBeFound = signal(state.peek().view === null && state.peek().plot === null);

export const conditions = computed(() => state.value.conditions);

/** What the service is asked by: changes only when the text of it does. */
export const query = computed(() => queryOf(conditions.value).toString());

export function change(part: Partial<State>): void {
  state.value = { ...state.peek(), ...part };
}

/** Set a condition, or take it away where it asks nothing. */
export function ask(condition: Condition): void {
  const now = state.peek().conditions;
  change({ conditions: asks(condition) ? withCondition(now, condition) : without(now, keyOf(condition)) });
}

export function stopAsking(key: string): void {
  change({ conditions: without(state.peek().conditions, key) });
}

/** The language is always said: who opens a link reads what its sender read, whatever their browser prefers. */
function kept(): Record<string, string> {
  const all = new URLSearchParams(location.search);
  const said = { lang: document.documentElement.lang.slice(0, 2), collection: all.get("collection") ?? "" };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value));
}

/** The address of this page in a state. */
export function addressOf(held: State): string {
  return `${location.pathname}${writeAddress(held, kept())}`;
}

/** Write every change into the address bar: what was chosen makes a step to go back to, moving the map does not. */
export function followAddress(): void {
  let steps = stepOf(state.value);
  addEventListener("popstate", () => {
    state.value = readAddress(location.search);
    steps = stepOf(state.value);
  });
  effect(() => {
    const next = addressOf(state.value);
    const step = stepOf(state.value);
    if (next === location.pathname + location.search) return;
    if (step === steps) history.replaceState(null, "", next);
    else history.pushState(null, "", next);
    steps = step;
  });
}

function stepOf(held: State): string {
  return writeAddress({ ...held, view: null, basemap: null, colour: "", unit: "mu" });
}
