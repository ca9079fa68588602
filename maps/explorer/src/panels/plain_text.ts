// A plot or a search as lines of text, for a chat.

import * as figures from "../figures";
import type { Item } from "../service/service";
import type { Condition } from "../state/conditions";
import { named } from "../names";
import { nameOf } from "../words";
import { titleOf, valueTitle, type Page } from "./context";
import { amount, tell } from "./telling";

const TOLD = ["area_mu", "floor_area_ratio", "gross_floor_area_m2", "price_cny"] as const;

export function plotText(page: Page, item: Item, link: string): string {
  const { say, settings } = page;
  const { properties } = item;
  const { status, metro_station, metro_distance_m, location_uncertainty_m: spread } = properties;
  const figuresTold = TOLD.filter((name) => typeof properties[name] === "number").map(
    (name) => `${titleOf(page, name)} ${amount(page, name, Number(properties[name]))}`,
  );
  const metro =
    typeof metro_station === "string" && typeof metro_distance_m === "number"
      ? say("distance_to", { name: named(metro_station, settings.lang), length: figures.length(metro_distance_m, settings.lang) })
      : "";
  const uncertain = typeof spread === "number" && spread > 0 ? say("place_within", { length: figures.length(spread, settings.lang) }) : "";
  const state = typeof status === "string" ? valueTitle(page, "status", status) : "";
  const lines = [nameOf(item, settings.lang), [state, ...figuresTold].filter(Boolean).join(" · "), metro, uncertain, link];
  return lines.filter(Boolean).join("\n");
}

export function searchText(page: Page, conditions: readonly Condition[], matched: number, link: string): string {
  const asked = conditions.map((one) => tell(page, one)).join(" · ");
  return [asked, page.say("of_all", { n: figures.number(matched) }), link].filter(Boolean).join("\n");
}
