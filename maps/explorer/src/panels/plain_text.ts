// A plot or a search as lines of text, for a chat.

import * as figures from "../figures";
import type { Item } from "../service/service";
import type { Condition } from "../state/conditions";
import { named } from "../names";
import { nameOf } from "../words";
import { titleOf, valueTitle, type Page } from "./context";
import { amount, tell } from "./telling";

const TOLD = ["area_mu", "floor_area_ratio", "floor_area_max_m2", "gross_floor_area_m2", "price_cny"] as const;
const SIDES = ["east", "south", "west", "north"] as const;

function metroText({ say, settings }: Page, { properties }: Item): string {
  const { metro_station: name, metro_distance_m: away, metro_walk_min: walk, location_uncertainty_m: spread } = properties;
  if (typeof name !== "string" || typeof away !== "number") return "";
  const length = (metres: number) => figures.length(metres, settings.lang);
  const said = [say("distance_to", { name: named(name, settings.lang), length: length(away) })];
  if (typeof spread === "number" && spread > 0) said.push(say("plus_minus", { length: length(spread) }));
  if (typeof walk === "number") said.push(say("walk", { n: figures.minutes(walk) }));
  return said.join(" ");
}

function sidesText({ say }: Page, { properties }: Item): string {
  const stated = SIDES.filter((side) => typeof properties[`boundary_${side}`] === "string");
  return stated.map((side) => `${say(side)} ${String(properties[`boundary_${side}`])}`).join(" · ");
}

export function plotText(page: Page, item: Item, link: string): string {
  const { settings } = page;
  const { properties } = item;
  const { status, town, doubts } = properties;
  const told = TOLD.filter((name) => typeof properties[name] === "number");
  const figuresTold = told.map((name) => `${titleOf(page, name)} ${amount(page, name, Number(properties[name]))}`);
  const state = [typeof status === "string" ? valueTitle(page, "status", status) : "", typeof town === "string" ? named(town, settings.lang) : ""];
  const doubted = Array.isArray(doubts) ? (doubts as Record<string, string>[]).map((one) => `! ${one[`text_${settings.lang}`]}`) : [];
  const about = [state.filter(Boolean).join(" · "), figuresTold.join(" · "), metroText(page, item), sidesText(page, item), ...doubted];
  // a line break within a text would look like a line of its own
  return [nameOf(item, settings.lang), ...about, link].filter(Boolean).map((line) => line.replace(/\s+/g, " ")).join("\n");
}

export function searchText(page: Page, conditions: readonly Condition[], matched: number, link: string): string {
  const asked = conditions.map((one) => tell(page, one)).join(" · ");
  return [asked, page.say("of_all", { n: figures.number(matched) }), link].filter(Boolean).join("\n");
}
