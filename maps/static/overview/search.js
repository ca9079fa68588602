// Search by name: a combobox (WAI-ARIA APG, "list autocomplete") over plots, stations and places.
"use strict";

(function (D) {
  const MOST = 8;
  const CLOSE_ZOOM = 15;

  const plain = (text) => (text || "").normalize("NFKC").toLowerCase();

  function entries(data, plots) {
    const spots = (kind, list) => list.map((item) => ({ kind, item, at: L.latLng(item.at[1], item.at[0]) }));
    const all = [
      ...plots.plots.map((plot) => ({ kind: "plot", item: plot, at: plot.at })),
      ...spots("station", data.stations),
      ...spots("place", data.places),
    ];
    return all.map((entry) => ({ ...entry, key: [entry.item.name, entry.item.other, entry.item.id].map(plain).join("\n") }));
  }

  D.Search = L.Class.extend({
    initialize(map, data, plots) {
      Object.assign(this, { map, data, plots, entries: entries(data, plots), found: [], active: -1 });
      const { search } = data.words;
      this.input = D.el("input", {
        type: "search", role: "combobox", placeholder: search, "aria-label": search, autocomplete: "off",
        "aria-expanded": "false", "aria-controls": "dk-found", "aria-autocomplete": "list",
      });
      this.list = D.el("ul", { id: "dk-found", role: "listbox", "aria-label": search, hidden: true });
      this.node = D.el("div", { class: "dk-search" }, D.icon("search"), this.input, this.list);
      this.input.addEventListener("input", () => this._look());
      this.input.addEventListener("focus", () => this._look());
      this.input.addEventListener("blur", () => this._show([]));
      this.input.addEventListener("keydown", (event) => this._key(event));
    },

    _look() {
      const wanted = plain(this.input.value).trim();
      if (!wanted) return this._show([]);
      const hits = this.entries.filter((entry) => entry.key.includes(wanted));
      const begins = (entry) => (plain(entry.item.name).startsWith(wanted) ? 0 : 1);
      return this._show(hits.sort((a, b) => begins(a) - begins(b)).slice(0, MOST), true);
    },

    _show(found, searched) {
      this.found = found;
      this.active = found.length ? 0 : -1;
      const options = found.map((entry, index) => this._option(entry, index));
      const none = D.el("li", { class: "dk-none" }, this.data.words.search_none);
      this.list.replaceChildren(...(options.length || !searched ? options : [none]));
      this.list.hidden = !searched;
      this.input.setAttribute("aria-expanded", String(found.length > 0));
      this._mark();
    },

    _option({ kind, item }, index) {
      const option = D.el("li", { role: "option", id: `dk-found-${index}` },
        D.el("span", {}, item.name, item.other ? D.el("small", {}, item.other) : ""),
        D.el("small", {}, this.data.words[`kind_${kind}`]));
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        this._go(index);
      });
      return option;
    },

    _mark() {
      [...this.list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === this.active)));
      if (this.active < 0) this.input.removeAttribute("aria-activedescendant");
      else this.input.setAttribute("aria-activedescendant", `dk-found-${this.active}`);
    },

    _key(event) {
      const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (move && this.found.length) {
        event.preventDefault();
        this.active = (this.active + move + this.found.length) % this.found.length;
        this._mark();
      } else if (event.key === "Enter" && this.active >= 0) {
        event.preventDefault();
        this._go(this.active);
      } else if (event.key === "Escape") {
        this._show([]);
      }
    },

    _go(index) {
      const { kind, item, at } = this.found[index];
      this.input.value = item.name;
      this._show([]);
      const zoom = Math.max(this.map.getZoom(), kind === "place" ? CLOSE_ZOOM - 2 : CLOSE_ZOOM);
      this.map.setView(at, zoom, { animate: false });
      if (kind === "plot") this.plots.open(item, at, this.input);
    },
  });
})(window.Dikuai);
