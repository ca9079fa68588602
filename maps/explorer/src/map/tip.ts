// What is told of a plot under the pointer: its name, its figures, and how far it may lie from where it is drawn.

import * as figures from "../figures";
import type { Item } from "../service/service";
import type { Lang } from "../settings";
import type { AreaUnit } from "../state/address";
import { nameOf, words } from "../words";
import { el } from "./elements";

export function tipOf(item: Item, lang: Lang, unit: AreaUnit): HTMLElement {
  const say = words(lang);
  const { area_mu, floor_area_ratio, location_uncertainty_m: uncertainty } = item.properties;
  const known = [
    typeof area_mu === "number" && figures.area(area_mu * figures.M2_PER_MU, unit, lang),
    typeof floor_area_ratio === "number" && `${say("far_short")} ${figures.number(floor_area_ratio)}`,
    typeof uncertainty === "number" && uncertainty > 0 && say("place_within", { length: figures.length(uncertainty, lang) }),
  ].filter((one) => one !== false);
  return el("div", { class: "tip" }, el("b", {}, nameOf(item, lang)), el("span", {}, known.join(" · ")));
}
