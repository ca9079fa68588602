// What stands around the map: the caption with the search field, buttons, layers, scale and legend.
"use strict";

(function (D) {
  const { el } = D;
  const NARROW_PX = 640;

  const narrow = () => window.innerWidth < NARROW_PX;

  D.caption = function (data, search) {
    const { count, matched, words } = data;
    const some = count === 1 ? words.one_plot : D.fill(words.plots, { n: count.toLocaleString("en") });
    const numbers = { matched: matched.toLocaleString("en"), n: count.toLocaleString("en") };
    const lines = [el("p", { class: "dk-count" }, count ? some : words.no_plots)];
    if (matched > count) lines.push(el("p", { class: "dk-truncated" }, D.fill(words.truncated, numbers)));
    return el("div", { class: "dk-card dk-caption" }, el("h1", {}, data.question || words.title), ...lines, search.node);
  };

  function button(icon, title, act, more) {
    const node = el("button", { type: "button", title, "aria-label": title, ...more }, D.icon(icon));
    node.addEventListener("click", act);
    return node;
  }

  function fullScreen(words) {
    const toggle = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
    const node = button("screen", words.full_screen, toggle);
    document.addEventListener("fullscreenchange", () => {
      const title = document.fullscreenElement ? words.full_screen_exit : words.full_screen;
      node.setAttribute("title", title);
      node.setAttribute("aria-label", title);
    });
    return node;
  }

  D.buttons = function (map, data, measure, fit) {
    const { words } = data;
    const ruler = button("measure", words.measure, () => measure.toggle(!measure.on), { "aria-pressed": "false" });
    map.on("measurestart measureend", () => ruler.setAttribute("aria-pressed", String(measure.on)));
    const zoom = el("div", { class: "dk-bar" },
      button("plus", words.zoom_in, () => map.zoomIn()), button("minus", words.zoom_out, () => map.zoomOut()));
    const more = el("div", { class: "dk-bar" }, button("all", words.all, fit));
    if (document.fullscreenEnabled) more.append(fullScreen(words));
    more.append(ruler);
    return [zoom, more];
  };

  D.isNarrow = narrow;

  D.layerControl = function (map, data, overlays) {
    const { words } = data;
    const bases = data.basemaps.map((basemap) => [basemap.title, new D.Basemap(basemap)]);
    bases[0][1].addTo(map);
    const named = Object.entries(overlays).map(([name, layer]) => [words[`layer_${name}`], layer]);
    const control = L.control.layers(Object.fromEntries(bases), Object.fromEntries(named), { position: "topright" }).addTo(map);
    const toggle = control.getContainer().querySelector(".leaflet-control-layers-toggle");
    toggle.setAttribute("title", words.layers);
    toggle.setAttribute("aria-label", words.layers);
  };

  function sample(kind, text, style) {
    return el("li", {}, el("i", { class: `dk-sample dk-sample-${kind}`, style, "aria-hidden": "true" }), text);
  }

  function statusSamples(data, plots) {
    const present = new Set(plots.plots.map((plot) => plot.status || ""));
    const known = Object.keys(data.statuses).filter((status) => present.has(status));
    const samples = known.map((status) => sample("plot", data.statuses[status], `--colour:${D.style.status[status]}`));
    const others = [...present].some((status) => !(status in data.statuses));
    return others ? [...samples, sample("plot", data.words.legend_unstated, `--colour:${D.style.unstated}`)] : samples;
  }

  function linkSamples(words, plots) {
    const matches = new Set(plots.plots.filter((plot) => plot.nearest).map((plot) => plot.nearest.match || "link"));
    const kinds = ["certain", "possible", "link"].filter((match) => matches.has(match));
    return kinds.map((match) => sample(match === "possible" ? "possible" : "link", words[`legend_${match}`]));
  }

  D.legend = function (data, plots) {
    const { words } = data;
    const marks = plots.plots.length ? [sample("dot", words.legend_dot)] : [];
    if (plots.plots.some((plot) => plot.ring)) marks.push(sample("ring", words.legend_ring));
    marks.push(...linkSamples(words, plots));
    if (data.stations.length) marks.push(sample("station", words.legend_station), sample("interchange", words.legend_interchange));
    return el("details", { class: "dk-card dk-legend", open: !narrow() }, el("summary", {}, words.legend),
      el("ul", {}, ...statusSamples(data, plots)), el("ul", {}, ...marks));
  };
})(window.Dikuai);
