// Search by name: a combobox (WAI-ARIA APG, "list autocomplete") over plots, stations and places.

import L from "leaflet";

import { el, icon } from "../map/elements";
import type { Position } from "../state/conditions";
import { word, type OverviewData } from "./data";
import { matching, type Named } from "./matching";
import type { Plot, Plots } from "./plots";

const MOST = 8;
const CLOSE_ZOOM = 15;

interface Entry {
  kind: "plot" | "station" | "place";
  item: Named;
  at: L.LatLng;
  plot?: Plot;
}

export class Search {
  readonly node: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly entries: readonly Entry[];
  private found: Entry[] = [];
  private active = -1;

  constructor(
    private readonly map: L.Map,
    private readonly data: OverviewData,
    private readonly plots: Plots,
  ) {
    this.entries = entriesOf(data, plots);
    const search = word(data, "search");
    this.input = el("input", {
      type: "search", role: "combobox", placeholder: search, "aria-label": search, autocomplete: "off",
      "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list",
    });
    this.list = el("ul", { id: "found", role: "listbox", "aria-label": search, hidden: true });
    this.node = el("div", { class: "search" }, icon("search"), this.input, this.list);
    for (const event of ["input", "focus"]) this.input.addEventListener(event, () => this.look());
    this.input.addEventListener("blur", () => this.show([], false));
    this.input.addEventListener("keydown", (event) => this.onKey(event));
  }

  private look(): void {
    const { value } = this.input;
    this.show(matching(value, this.entries, ({ item }) => item, MOST), value.trim() !== "");
  }

  private show(found: Entry[], isSearched: boolean): void {
    this.found = found;
    this.active = found.length ? 0 : -1;
    const none = isSearched ? [el("li", { class: "none" }, word(this.data, "search_none"))] : [];
    this.list.replaceChildren(...(found.length ? found.map((entry, index) => this.option(entry, index)) : none));
    this.list.hidden = !isSearched;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.mark();
  }

  private option({ kind, item }: Entry, index: number): HTMLElement {
    const option = el("li", { role: "option", id: `found-${index}` },
      el("span", {}, item.name, item.other !== undefined && el("small", {}, item.other)),
      el("small", {}, word(this.data, `kind_${kind}`)));
    option.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.go(index);
    });
    return option;
  }

  private mark(): void {
    [...this.list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === this.active)));
    if (this.active < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `found-${this.active}`);
  }

  private onKey(event: KeyboardEvent): void {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move && this.found.length) {
      event.preventDefault();
      this.active = (this.active + move + this.found.length) % this.found.length;
      this.mark();
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.go(this.active);
    } else if (event.key === "Escape") {
      this.show([], false);
    }
  }

  private go(index: number): void {
    const { kind, item, at, plot } = this.found[index]!;
    this.input.value = item.name;
    this.show([], false);
    const zoom = Math.max(this.map.getZoom(), kind === "place" ? CLOSE_ZOOM - 2 : CLOSE_ZOOM);
    this.map.setView(at, zoom, { animate: false });
    if (plot) this.plots.open(plot, at, this.input);
  }
}

function entriesOf(data: OverviewData, { plots }: Plots): Entry[] {
  const spots = (kind: Entry["kind"], items: readonly (Named & { at: Position })[]) =>
    items.map((item): Entry => ({ kind, item, at: L.latLng(item.at[1], item.at[0]) }));
  return [
    ...plots.map((plot): Entry => ({ kind: "plot", item: plot, at: plot.at, plot })),
    ...spots("station", data.stations),
    ...spots("place", data.places),
  ];
}
