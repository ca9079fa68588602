// Asks the service whenever the question or the view has changed, and never faster than people move.

import { computed, effect, signal } from "@preact/signals";

import { Latest } from "../service/latest";
import type { Service } from "../service/service";
import { CROWD_ABOVE } from "../map/explorer_map";
import { FILTERED } from "./filters";
import { boxOf } from "../map/plots";
import { opened, results, statistics } from "./results";
import { conditions, query, state, toBeFound } from "./store";
import { forget, trying } from "./trying";

const PAUSE_MS = 120;

/** So few plots are brought into view with the rings that they lie in; of those that are sorted by nearness, the first. */
const FEW = 6;
const UNCERTAINTY = "location_uncertainty_m";

/** What the list and the map show of a plot: enough of it, and no more. */
const SHOWN = [
  ...["name", "name_en", "status", "town", "area_mu", "site_area_m2", "floor_area_ratio", "gross_floor_area_m2", "price_cny"],
  ...["metro_station", "metro_lines", "metro_distance_m", "metro_walk_min", "location_method", "location_uncertainty_m"],
  ...["land_use_name", "planned_use"],
];

export type Box = readonly [west: number, south: number, east: number, north: number];

/** The window of the world that the map shows. */
export const shownWindow = signal<Box | null>(null);

/** Whether the map still is where a link said that it is to be. */
let isAsGiven = state.peek().view !== null;

function isToBeFound([west, south, east, north]: Box): boolean {
  const shown = shownWindow.peek();
  return toBeFound.peek() || !shown || west > shown[2] || east < shown[0] || south > shown[3] || north < shown[1];
}

/** Whether plots are asked for by their nearness alone, however far they are. */
function isNearFirst(): boolean {
  return conditions.peek().some((one) => one.kind === "near" && !one.within);
}

const sort = computed(() => state.value.sort);

/** Begin to ask; `known` are the properties that the collection has. */
export function startAsking(service: Service, known: ReadonlySet<string>, fit: (box: Box) => void): void {
  const properties = SHOWN.filter((name) => known.has(name)).join(",");
  const ofView = new Latest();
  const ofAll = new Latest();
  const ofPlot = new Latest();
  const ofFirst = new Latest();

  const askView = async () => {
    const bbox = shownWindow.value!.join(",");
    const asked = { bbox, limit: String(CROWD_ABOVE), properties, ...(sort.value && { sortby: sort.value }) };
    const items = await ofView.run((signal) => service.items(query.value, asked, signal));
    if (!items) return;
    results.value = { items: items.features, inView: items.numberMatched ?? items.numberReturned };
  };

  const askAll = async () => {
    const of = FILTERED.filter((one) => known.has(one.property)).map((one) => one.property);
    const found = await ofAll.run((signal) => service.statistics(of, query.value, signal));
    if (!found) return;
    statistics.value = found;
    const isMissed = found.bbox !== null && !isAsGiven && isToBeFound(found.bbox);
    isAsGiven = false;
    toBeFound.value = false;
    if (isMissed) fit(((isNearFirst() || found.numberMatched <= FEW) && (await boxOfFirst())) || found.bbox!);
  };

  const boxOfFirst = async () => {
    const asked = { limit: String(FEW), ...(known.has(UNCERTAINTY) && { properties: UNCERTAINTY }) };
    const first = await ofFirst.run((signal) => service.items(query.value, asked, signal));
    return first ? boxOf(first.features, service.settings.style) : null;
  };

  const askPlot = async (id: string) => {
    const item = await ofPlot.run((signal) => service.item(id, signal));
    if (item) opened.value = item;
  };

  later(() => [shownWindow.value, query.value, sort.value], () => shownWindow.value && trying("view", askView));
  later(() => [query.value], () => trying("all", askAll));
  effect(() => {
    const id = state.value.plot;
    if (id === null) {
      opened.value = null;
      forget("plot");
    } else if (opened.peek()?.id !== id) void trying("plot", () => askPlot(id));
  });
}

/** Do something a moment after the last change of what `watched` reads. */
function later(watched: () => unknown, act: () => unknown): void {
  let timer = 0;
  effect(() => {
    watched();
    clearTimeout(timer);
    timer = window.setTimeout(act, PAUSE_MS);
  });
}
