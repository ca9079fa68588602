// What a plot says when it is opened: built when that happens, from text alone.
"use strict";

(function (D) {
  const { el } = D;

  function heading(plot, data) {
    const colour = D.style.status[plot.status] || D.style.unstated;
    const status = data.statuses[plot.status] || data.words.legend_unstated;
    return el("header", {},
      el("p", { class: "dk-status" }, el("i", { style: `background:${colour}` }), status),
      el("h2", {}, ...D.unbroken(plot.name)),
      plot.other && el("p", { class: "dk-other" }, plot.other));
  }

  function headline(plot, data) {
    if (!plot.headline) return "";
    const figures = plot.headline.map(([name, value, note]) =>
      el("div", {}, el("dt", {}, data.labels[name]), el("dd", {}, value, note && el("small", {}, note))));
    return el("dl", { class: "dk-headline" }, ...figures);
  }

  // The four neighbours, each on its own side, as on a plan.
  function boundaries(plot, data) {
    if (!plot.boundaries) return "";
    const sides = plot.boundaries.map(([name, value]) =>
      el("div", { class: `dk-${name.replace("_", "-")}` }, el("dt", {}, data.labels[name]), el("dd", {}, value)));
    return el("section", {}, el("h3", {}, data.words.boundaries), el("dl", { class: "dk-boundaries" }, ...sides));
  }

  function rows(pairs, data) {
    if (!pairs) return "";
    const lines = pairs.map(([name, value]) => el("div", {}, el("dt", {}, data.labels[name]), el("dd", {}, value)));
    return el("dl", { class: "dk-rows" }, ...lines);
  }

  // The record's own nearest station, where the query asked for no target.
  function metro(plot, data, lines) {
    if (!plot.metro) return "";
    const badges = (plot.metroLines || []).map((line) => D.lineBadge(lines, line));
    return el("section", {}, rows(plot.metro, data), el("p", {}, ...badges));
  }

  function nearest(plot, data, lines) {
    const { words } = data;
    if (!plot.nearest) return metro(plot, data, lines);
    const target = plot.nearest;
    const badges = target.lines.map((line) => D.lineBadge(lines, line));
    const chip = target.match && el("span", { class: `dk-chip dk-${target.match}` }, words[target.match]);
    const length = target.metres === 0 ? words.inside : target.length;
    const spread = target.spread && D.fill(words.uncertain_by, { length: target.spread });
    const walk = target.walk && target.metres > 0 && D.fill(words.walk, { n: target.walk });
    return el("section", { class: "dk-nearest" },
      el("h3", {}, words.nearest),
      el("p", {}, el("b", {}, target.name), " ", ...badges, chip || ""),
      el("p", {}, [length, spread, walk].filter(Boolean).join(" · ")));
  }

  function doubts(plot, data) {
    if (!plot.doubts) return "";
    return el("section", { class: "dk-doubts" }, el("h3", {}, data.labels.doubts),
      el("ul", {}, ...plot.doubts.map((doubt) => el("li", {}, doubt))));
  }

  function sources(plot, data) {
    if (!plot.sources) return "";
    const items = plot.sources.map(([title, url, published]) =>
      el("li", {}, D.webLink(url, title), published && el("small", {}, ` ${published}`)));
    return el("section", { class: "dk-sources" }, el("h3", {}, data.labels.sources), el("ul", {}, ...items));
  }

  function details(plot, data) {
    if (!data.plotPage) return "";
    const href = data.plotPage + encodeURIComponent(plot.id);
    return el("a", { class: "dk-details", href }, data.words.details, D.icon("link"));
  }

  D.popupContent = function (plot, data, lines) {
    return el("article", { class: "dk-plot", tabindex: "-1", "aria-label": plot.name },
      heading(plot, data),
      headline(plot, data),
      nearest(plot, data, lines),
      doubts(plot, data),
      boundaries(plot, data),
      rows(plot.rows, data),
      sources(plot, data),
      details(plot, data));
  };

  D.tooltipContent = function (plot, data) {
    const area = plot.headline && plot.headline.find(([name]) => name === "area_mu");
    const figures = [data.statuses[plot.status], area && `${area[1]} ${data.words.unit_mu}`];
    return el("div", { class: "dk-tip" }, el("b", {}, plot.name), el("span", {}, figures.filter(Boolean).join(" · ")));
  };
})(window.Dikuai);
