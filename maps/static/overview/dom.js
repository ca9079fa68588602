// Making elements. Text from records enters the document here alone, and only ever as text.
"use strict";

window.Dikuai = window.Dikuai || {};

(function (D) {
  const ICONS = {
    plus: "M12 5v14M5 12h14",
    minus: "M5 12h14",
    all: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5M9 9h6v6H9z",
    screen: "M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5",
    measure: "M3 15 15 3l6 6L9 21zM7 11l2 2M10 8l3 3M13 5l2 2",
    search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5",
    link: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  };

  // el("p", {class: "note"}, "text", child): strings become text nodes, nothing is parsed as HTML.
  D.el = function (tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === undefined || value === false || value === "") continue;
      if (name === "style") node.style.cssText = value; // as an attribute, the page's policy would not have it
      else node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.filter((child) => child !== undefined && child !== ""));
    return node;
  };

  D.icon = function (name) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    const path = document.createElementNS(space, "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("class", "dk-icon");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", ICONS[name]);
    svg.append(path);
    return svg;
  };

  // Fills the {names} of one of our own sentences.
  D.fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // A name whose codes, such as JDS3-0101, are not broken at their hyphens.
  D.unbroken = function (text) {
    const parts = text.split(/([A-Za-z0-9]+(?:-[A-Za-z0-9]+)+)/);
    return parts.map((part, i) => (i % 2 && part.length <= 20 ? D.el("span", { class: "dk-code" }, part) : part));
  };

  // A link only to the web: whatever else an address is, its text is shown instead.
  D.webLink = function (address, text) {
    if (!/^https?:\/\//i.test(address)) return D.el("span", {}, text);
    return D.el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text);
  };

  // The metro line's number in its own colour, dark or light text by the colour's luminance.
  D.lineBadge = function (lines, key) {
    const line = lines.get(key);
    const colour = line ? line.colour : D.style.metro.fallback;
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    const dark = 0.299 * red + 0.587 * green + 0.114 * blue > 150;
    const title = line ? line.name : undefined;
    const text = /^\d+$/.test(key) || !line ? key : line.name;
    return D.el("span", { class: "dk-badge", style: `background:${colour};color:${dark ? "#1b1f24" : "#fff"}`, title }, text);
  };

  // A control of our own in a corner of the map; clicks and wheel turns on it are not the map's.
  D.control = function (map, position, node) {
    const control = new L.Control({ position });
    control.onAdd = () => {
      L.DomEvent.disableClickPropagation(node);
      L.DomEvent.disableScrollPropagation(node);
      return node;
    };
    return control.addTo(map);
  };

  D.calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  L.Map.mergeOptions({ zoomAnimation: !D.calm, fadeAnimation: !D.calm, markerZoomAnimation: !D.calm, inertia: !D.calm });
})(window.Dikuai);
