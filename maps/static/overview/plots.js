// The plots: an outline where it is large enough to see, a dot where it is not; about it the ring that the plot
// surely lies in, and the line to what is nearest.
"use strict";

(function (D) {
  const EQUATOR_M_PER_PX = 40075016.686 / 256;

  const BUTTONS_PX = 62;

  const latLng = ([lon, lat]) => L.latLng(lat, lon);
  const colourOf = (plot) => D.style.status[plot.status] || D.style.unstated;

  const isCrowd = (plots) => plots.length > D.style.crowdAbove;

  function pixels(metres, at, zoom) {
    return (metres * 2 ** zoom) / (EQUATOR_M_PER_PX * Math.cos((at.lat * Math.PI) / 180));
  }

  D.Plots = L.LayerGroup.extend({
    initialize(features, data, lines, labels) {
      L.LayerGroup.prototype.initialize.call(this);
      Object.assign(this, { _data: data, _lines: lines, _labels: labels });
      this._onCanvas = features.length > D.style.canvasAbove;
      this.plots = features.map((feature) => ({ ...feature.properties, at: latLng(feature.properties.centre), feature }));
      this._dotRadius = isCrowd(features) ? D.style.plot.crowdDotRadius : D.style.plot.dotRadius;
      labels.setGroup("plots", this.plots.map((plot) => this._label(plot)));
    },

    onAdd(map) {
      this._renderer = this._renderer || (this._onCanvas ? L.canvas({ pane: "plots", padding: 0.3 }) : L.svg({ pane: "plots" }));
      map.on("zoomend", this._choose, this);
      this._labels.show("plots", true);
      this._choose();
    },

    onRemove(map) {
      map.off("zoomend", this._choose, this);
      this._labels.show("plots", false);
      for (const plot of this.plots) if (plot.shape) plot.shape.remove();
    },

    // Opens a plot's pop-up; `returnTo` is the element that the focus goes back to when it closes.
    open(plot, at, returnTo) {
      const map = this._map;
      const content = D.popupContent(plot, this._data, this._lines);
      const popup = L.popup(this._popupOptions(map.getSize()));
      popup.setLatLng(at || plot.at).setContent(content).openOn(map);
      this._nameCloseButton(popup);
      if (returnTo) content.focus({ preventScroll: true });
      this._select(plot, true);
      popup.on("remove", () => {
        this._select(plot, false);
        if (returnTo && returnTo.isConnected) returnTo.focus({ preventScroll: true });
      });
    },

    // How much of the map's left and top the caption takes; set by the page.
    room: () => ({ left: 16, top: 16 }),

    _popupOptions(size) {
      const { left, top } = this.room();
      const width = size.x - left - BUTTONS_PX;
      return {
        maxWidth: Math.min(360, width),
        minWidth: Math.min(300, width),
        maxHeight: Math.max(160, Math.min(520, size.y - top - 90)),
        autoPanPaddingTopLeft: [left, top],
        autoPanPaddingBottomRight: [BUTTONS_PX, 24],
      };
    },

    _label(plot) {
      const away = () => Math.max(this._dotRadius, Math.min(40, this._radius(plot)));
      return Object.defineProperty({ kind: "plot", nodes: D.unbroken(plot.name), at: plot.at }, "away", { get: away });
    },

    _radius(plot) {
      return pixels(plot.radius, plot.at, this._map ? this._map.getZoom() : 10);
    },

    // An outline for the plots that are large enough at this zoom, a dot for the others.
    _choose() {
      const map = this._map;
      const zoom = map.getZoom();
      for (const plot of this.plots) {
        const form = pixels(plot.radius * 2, plot.at, zoom) < D.style.plot.dotBelowPx ? "dot" : "outline";
        if (plot.shape && plot.form === form && map.hasLayer(plot.shape)) continue;
        const focused = plot.shape && document.activeElement === plot.shape.getElement?.();
        if (plot.shape) plot.shape.remove();
        plot.form = form;
        plot.shape = plot[form] = plot[form] || this._shape(plot, form);
        plot.shape.addTo(map);
        if (focused) plot.shape.getElement().focus({ preventScroll: true });
      }
    },

    _shape(plot, form) {
      const { weight, fillOpacity } = D.style.plot;
      const radius = this._dotRadius;
      const colour = colourOf(plot);
      const look = { renderer: this._renderer, color: colour, fillColor: colour, weight, fillOpacity, className: "dk-shape" };
      const shape = form === "outline"
        ? L.GeoJSON.geometryToLayer(plot.feature, look)
        : L.circleMarker(plot.at, { ...look, radius, color: "#fff", fillOpacity: 1 });
      shape.bindTooltip(() => D.tooltipContent(plot, this._data), { sticky: true });
      shape.on("click", (event) => this._clicked(event, plot)).on("add", () => this._makeReachable(shape, plot));
      return shape;
    },

    _clicked(event, plot) {
      if (this._map.getContainer().classList.contains("dk-measuring")) return;
      L.DomEvent.stopPropagation(event);
      this.open(plot, plot.form === "dot" ? plot.at : event.latlng);
    },

    // Elements of their own can be tabbed to; on a canvas the search field is the way for the keyboard.
    _makeReachable(shape, plot) {
      const element = shape.getElement?.();
      if (!element || element.hasAttribute("tabindex")) return;
      element.setAttribute("tabindex", "0");
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", plot.name);
      element.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        this.open(plot, undefined, element);
      });
    },

    _select(plot, on) {
      const { weight, selectedWeight } = D.style.plot;
      for (const shape of [plot.dot, plot.outline]) if (shape) shape.setStyle({ weight: on ? selectedWeight : weight });
      this.fire("select", { plot, on });
    },

    _nameCloseButton(popup) {
      const button = popup.getElement().querySelector(".leaflet-popup-close-button");
      button.setAttribute("aria-label", this._data.words.close);
      button.setAttribute("title", this._data.words.close);
    },
  });

  // The dashed rings; the one of the open plot stands out.
  D.Rings = L.LayerGroup.extend({
    initialize(plots) {
      L.LayerGroup.prototype.initialize.call(this);
      const { weight, dash, opacity, fillOpacity } = D.style.ring;
      const many = plots.plots.length > D.style.canvasAbove;
      const renderer = many ? L.canvas({ pane: "rings" }) : L.svg({ pane: "rings" });
      const rings = new Map();
      for (const plot of plots.plots) {
        if (!plot.ring) continue;
        const look = { renderer, weight, opacity, dashArray: dash, color: colourOf(plot), interactive: false, className: "dk-ring" };
        rings.set(plot.id, L.circle(plot.at, { ...look, radius: plot.ring, fillOpacity: many ? 0 : fillOpacity }));
      }
      for (const ring of rings.values()) this.addLayer(ring);
      plots.on("select", ({ plot, on }) => rings.get(plot.id)?.setStyle({ weight: on ? weight * 2 : weight, opacity: on ? 1 : opacity }));
    },
  });

  // From each plot's edge to what is nearest, with the length where there is room for it; of a crowd, only the open one's.
  D.Links = L.LayerGroup.extend({
    initialize(plots, labels) {
      L.LayerGroup.prototype.initialize.call(this);
      this._labels = labels;
      const linked = plots.plots.filter((plot) => plot.nearest && plot.nearest.path && plot.nearest.metres > 0);
      if (isCrowd(plots.plots)) {
        this._follow(plots);
        return;
      }
      for (const plot of linked) this.addLayer(this._line(plot.nearest));
      labels.setGroup("links", linked.map(({ nearest }) => this._label(nearest)));
    },

    onAdd(map) {
      L.LayerGroup.prototype.onAdd.call(this, map);
      this._labels.show("links", true);
    },

    onRemove(map) {
      L.LayerGroup.prototype.onRemove.call(this, map);
      this._labels.show("links", false);
    },

    _follow(plots) {
      plots.on("select", ({ plot, on }) => {
        this.clearLayers();
        const nearest = on && plot.nearest && plot.nearest.path ? plot.nearest : undefined;
        if (nearest) this.addLayer(this._line(nearest));
        this._labels.setGroup("links", nearest ? [this._label(nearest)] : []);
      });
    },

    _line({ path, match }) {
      const { weight, opacity, possibleDash, colour } = D.style.link;
      const dashArray = match === "possible" ? possibleDash : null;
      const look = { weight, opacity, dashArray, color: colour, pane: "links", interactive: false, className: "dk-link" };
      return L.polyline(path.map(latLng), look);
    },

    _label({ path, length, spread, metres }) {
      const [from, to] = path.map(latLng);
      const at = L.latLng((from.lat + to.lat) / 2, (from.lng + to.lng) / 2);
      // From the zoom at which the line is longer than its label.
      const least = Math.log2((110 * EQUATOR_M_PER_PX * Math.cos((at.lat * Math.PI) / 180)) / Math.max(metres, 1));
      return { kind: "link", text: spread ? `${length} ± ${spread}` : length, at, least };
    },
  });
})(window.Dikuai);
