// Names on the map, none over another: the more important label is placed first, the next takes what room is left.
"use strict";

(function (D) {
  const MOST = 260;
  const CROWD = 150; // more plots than this in view are better left unnamed
  const GAP_PX = 3;
  const ORDER = ["plot", "town", "line", "link", "interchange", "station", "place"];

  const overlaps = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  const within = (a, b) => a[0] >= b[0] && a[1] >= b[1] && a[2] <= b[2] && a[3] <= b[3];

  // Where a label may stand around its point, the best place first: the upper left corner's offset.
  function places(label, width, height) {
    const middle = [-width / 2, -height / 2];
    if (label.kind === "town" || label.kind === "link") return [middle];
    const away = (label.away || 7) + GAP_PX;
    return [
      [away, -height / 2],
      [-width - away, -height / 2],
      [-width / 2, -height - away],
      [-width / 2, away],
    ];
  }

  D.Labels = L.Layer.extend({
    initialize(zooms) {
      this._zooms = zooms;
      this._groups = new Map();
      this._shown = new Set();
      this._hidden = new Set();
    },

    // Each label: kind, text (or nodes), at (LatLng); away is the radius in pixels of what it names, least a least zoom
    // of its own.
    setGroup(name, labels) {
      this._groups.set(name, labels);
      this._later();
    },

    show(name, visible) {
      if (visible) this._hidden.delete(name);
      else this._hidden.add(name);
      this._later();
    },

    getEvents() {
      return { moveend: this._later, viewreset: this._later, resize: this._later };
    },

    onAdd() {
      this._box = L.DomUtil.create("div", "dk-labels leaflet-zoom-hide", this.getPane("labels"));
      this._box.setAttribute("aria-hidden", "true");
      this._later();
    },

    onRemove() {
      this._box.remove();
    },

    // Once a frame, however many things changed.
    _later() {
      if (!this._map || this._waiting) return;
      this._waiting = requestAnimationFrame(() => {
        this._waiting = 0;
        if (this._map) this._place();
      });
    },

    _candidates() {
      const zoom = this._map.getZoom();
      const bounds = this._map.getBounds().pad(0.1);
      const found = [];
      for (const [name, labels] of this._groups) {
        if (this._hidden.has(name)) continue;
        const visible = labels.filter(({ kind, least, at }) =>
          zoom >= Math.max(this._zooms[kind], least || 0) && bounds.contains(at));
        if (name !== "plots" || visible.length <= CROWD) found.push(...visible);
      }
      return found.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)).slice(0, MOST);
    },

    _measure(labels) {
      for (const label of labels) {
        if (!label.node) label.node = D.el("span", { class: `dk-label dk-label-${label.kind}` }, ...(label.nodes || [label.text]));
        if (!label.node.isConnected) this._box.append(label.node);
      }
      for (const label of labels) label.size = label.size || [label.node.offsetWidth, label.node.offsetHeight];
    },

    _place() {
      const labels = this._candidates();
      this._measure(labels);
      const taken = [...this._controls(), ...this._dots(labels)];
      this._window = this._rectangle(this._map.getContainer().getBoundingClientRect());
      const placed = new Set(labels.filter((label) => this._fit(label, taken)));
      for (const label of [...this._shown, ...labels]) if (!placed.has(label) && label.node) label.node.remove();
      this._shown = placed;
    },

    // A box of the page in the map's own pixels.
    _rectangle(rect) {
      const origin = this._map.getContainer().getBoundingClientRect();
      const corner = this._map.containerPointToLayerPoint([rect.left - origin.left, rect.top - origin.top]);
      return [corner.x, corner.y, corner.x + rect.width, corner.y + rect.height];
    },

    // What labels would be hidden by.
    _controls() {
      const controls = this._map.getContainer().querySelectorAll(".leaflet-control");
      return [...controls].map((control) => this._rectangle(control.getBoundingClientRect()));
    },

    // What labels must not cover: the dots that they name.
    _dots(labels) {
      return labels.filter((label) => label.away).map((label) => {
        const { x, y } = this._map.latLngToLayerPoint(label.at);
        const reach = Math.min(label.away, 12) - 1;
        return [x - reach, y - reach, x + reach, y + reach];
      });
    },

    _fit(label, taken) {
      const [width, height] = label.size;
      const { x, y } = this._map.latLngToLayerPoint(label.at);
      for (const [dx, dy] of places(label, width, height)) {
        const box = [x + dx, y + dy, x + dx + width, y + dy + height];
        if (!within(box, this._window) || taken.some((other) => overlaps(box, other))) continue;
        L.DomUtil.setPosition(label.node, L.point(box[0], box[1]).round());
        taken.push(box);
        return true;
      }
      return false;
    },
  });
})(window.Dikuai);
