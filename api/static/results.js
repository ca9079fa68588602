// Draws the items of a page on a map: asks for them by the page's own address, and for the metro and towns around.
"use strict";

(function () {
  const FIT_ZOOM_MAX = 12; // near enough to tell plots apart, far enough to see the metro and towns around
  const DOT_BELOW_PX = 14;
  const CANVAS_ABOVE = 800;
  const COLOUR = /^#[0-9a-f]{6}$/i;

  const box = document.getElementById("map");
  if (!box) return;
  const said = box.dataset;
  const zh = said.lang === "zh";
  const colours = JSON.parse(said.colours);
  const accent = getComputedStyle(document.documentElement).getPropertyValue("--accent").trim();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const crowded = document.querySelectorAll("[data-id]").length > CANVAS_ABOVE;
  const map = L.map(box, { preferCanvas: crowded, attributionControl: false, zoomSnap: 0.25, fadeAnimation: !still, zoomAnimation: !still });
  map.createPane("around").style.zIndex = 350;
  map.getPane("around").style.pointerEvents = "none";
  map.setView([31.38, 121.25], 10);
  L.control.scale({ imperial: false }).addTo(map);

  const items = L.featureGroup().addTo(map);
  const drawn = new Map(); // of an item's id: its layers

  const titleOf = (feature) => {
    const { name, name_en: english } = feature.properties || {};
    return String((zh ? name || english : english || name) || feature.id);
  };

  const styleOf = (feature) => {
    const { status, colour } = feature.properties || {};
    const line = COLOUR.test(colour) ? colour : status in colours ? colours[status] : status ? colours[""] : accent;
    return { color: line, weight: 2, fillColor: line, fillOpacity: 0.4 };
  };

  function light(id, on) {
    for (const layer of drawn.get(id) || []) {
      if (layer.setStyle) layer.setStyle({ weight: on ? 5 : 2 });
    }
    const row = document.querySelector(`[data-id="${CSS.escape(id)}"]`);
    if (row) row.classList.toggle("lit", on);
  }

  function open(id) {
    location.assign(`${said.item}${encodeURIComponent(id)}?${said.item.endsWith("/plots/") ? "" : "f=html&"}lang=${said.lang}`);
  }

  // A shape can be reached by the keyboard, says what it is, and opens its page by Enter.
  function listen(layer, feature) {
    const id = String(feature.id);
    const name = document.createElement("span");
    name.textContent = titleOf(feature);
    layer.bindTooltip(name, { sticky: true });
    layer.on({ click: () => open(id), mouseover: () => (layer.bringToFront(), light(id, true)), mouseout: () => light(id, false) });
    const element = layer.getElement && layer.getElement();
    if (!element) return;
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "link");
    element.setAttribute("aria-label", titleOf(feature));
    element.addEventListener("focus", () => light(id, true));
    element.addEventListener("blur", () => light(id, false));
    element.addEventListener("keydown", (event) => {
      if (event.key === "Enter") open(id);
    });
  }

  function add(feature) {
    const layers = [];
    const shape = L.geoJSON(feature, {
      style: styleOf,
      pointToLayer: (_, at) => L.circleMarker(at, { ...styleOf(feature), radius: 6, fillOpacity: 0.8 }),
    });
    shape.eachLayer((layer) => layers.push(layer));
    for (const layer of layers) items.addLayer(layer);
    for (const layer of layers) listen(layer, feature);
    drawn.set(String(feature.id), layers);
    const bounds = shape.getBounds();
    if (!bounds.isValid() || layers.some((layer) => layer instanceof L.CircleMarker)) return;
    if (!/Polygon/.test(feature.geometry.type)) return;
    const dot = L.circleMarker(bounds.getCenter(), { ...styleOf(feature), radius: 7, fillOpacity: 0.85 });
    dots.push({ dot, bounds, feature });
  }

  // A plot too small to be seen gets a dot in its place until the map is near enough.
  const dots = [];
  function showDots() {
    for (const { dot, bounds, feature } of dots) {
      const a = map.latLngToContainerPoint(bounds.getNorthWest());
      const b = map.latLngToContainerPoint(bounds.getSouthEast());
      const small = Math.max(b.x - a.x, b.y - a.y) < DOT_BELOW_PX;
      if (small === map.hasLayer(dot)) continue;
      if (!small) {
        dot.remove();
        continue;
      }
      dot.addTo(map);
      listen(dot, feature);
      drawn.get(String(feature.id)).push(dot);
    }
  }

  function fit() {
    const bounds = items.getBounds();
    if (bounds.isValid()) map.fitBounds(bounds, { padding: [28, 28], maxZoom: FIT_ZOOM_MAX, animate: false });
    showDots();
  }

  function button(text, action) {
    const control = L.control({ position: "topright" });
    control.onAdd = () => {
      const element = L.DomUtil.create("button", "map-button");
      element.type = "button";
      element.textContent = text;
      L.DomEvent.disableClickPropagation(element);
      element.addEventListener("click", action);
      return element;
    };
    control.addTo(map);
  }

  function searchHere() {
    const b = map.getBounds();
    const wrap = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;
    const edges = [wrap(b.getWest()), Math.max(b.getSouth(), -90), wrap(b.getEast()), Math.min(b.getNorth(), 90)];
    const query = new URLSearchParams(location.search);
    query.delete("cursor");
    query.delete("bbox-crs");
    query.set("bbox", edges.map((degrees) => degrees.toFixed(5)).join(","));
    location.search = query.toString();
  }

  function note(text) {
    const element = L.DomUtil.create("p", "map-note", box);
    element.setAttribute("role", "status");
    element.textContent = text;
  }

  const ask = async (url) => {
    const response = await fetch(url, { headers: { Accept: "application/geo+json" } });
    if (!response.ok) throw new Error(`${response.status}`);
    return response.json();
  };

  function drawLines(lines) {
    const style = (line) => ({ color: COLOUR.test(line.properties.colour) ? line.properties.colour : "#7a8088", weight: 3, opacity: 0.55 });
    L.geoJSON(lines, { pane: "around", interactive: false, style }).addTo(map);
  }

  const names = [];
  function drawTowns(towns) {
    for (const town of towns.features) {
      const [lon, lat] = town.geometry.coordinates;
      const icon = L.divIcon({ className: "map-town", html: "<span></span>", iconSize: [0, 0] });
      const marker = L.marker([lat, lon], { icon, pane: "around", interactive: false, keyboard: false }).addTo(map);
      const name = marker.getElement().firstChild;
      name.textContent = titleOf(town);
      names.push(name);
    }
    thinNames();
  }

  // A town's name that would lie over another's is left out until there is room.
  function thinNames() {
    const taken = [];
    for (const name of names) {
      name.hidden = false;
      const a = name.getBoundingClientRect();
      const meets = taken.some((b) => a.left < b.right + 4 && b.left < a.right + 4 && a.top < b.bottom && b.top < a.bottom);
      name.hidden = meets;
      if (!meets) taken.push(a);
    }
  }

  // What lies around is a help only: where the service holds none of it, the map does without.
  async function drawAround() {
    const around = [
      ["metro-lines/items?limit=100", drawLines],
      ["places/items?kind=town&limit=100", drawTowns],
    ];
    const held = await ask(`${said.root}/collections?f=json`);
    const ids = new Set(held.collections.map((collection) => collection.id));
    const wanted = around.filter(([path]) => ids.has(path.split("/")[0]));
    await Promise.all(wanted.map(async ([path, draw]) => draw(await ask(`${said.root}/collections/${path}&f=json`))));
  }

  async function drawItems() {
    const answer = await ask(said.items);
    const features = answer.type === "Feature" ? [answer] : answer.features;
    const placed = features.filter((feature) => feature.geometry);
    placed.forEach(add);
    if (!placed.length) note(said.nowhere);
    fit();
    return placed.length;
  }

  for (const row of document.querySelectorAll("[data-id]")) {
    const { id } = row.dataset;
    for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
      row.addEventListener(event, () => light(id, on));
    }
  }
  button(said.fit, fit);
  if (said.search) button(said.search, searchHere);
  map.on("zoomend", showDots);
  map.on("zoomend", thinNames);

  Promise.all([drawItems(), drawAround().catch(() => null)])
    .then(([count]) => {
      box.dataset.drawn = String(count);
    })
    .catch(() => note(said.failed));
})();
