// The faint lines of longitude and latitude that stand in for a base map.
"use strict";

(function (D) {
  const STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];
  const LEAST_PX = 120;

  const between = (from, to, step) => {
    const first = Math.ceil(from / step);
    return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, i) => (first + i) * step);
  };

  D.Graticule = L.LayerGroup.extend({
    onAdd(map) {
      L.LayerGroup.prototype.onAdd.call(this, map);
      map.on("moveend", this._draw, this);
      this._draw();
    },

    onRemove(map) {
      map.off("moveend", this._draw, this);
      L.LayerGroup.prototype.onRemove.call(this, map);
    },

    _draw() {
      const bounds = this._map.getBounds().pad(0.4);
      const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
      const degrees = 360 / (256 * 2 ** this._map.getZoom());
      const step = STEPS.find((one) => one >= LEAST_PX * degrees) || 30;
      const meridians = between(west, east, step).map((lon) => [[south, lon], [north, lon]]);
      const parallels = between(south, north, step).map((lat) => [[lat, west], [lat, east]]);
      this.clearLayers();
      this.addLayer(L.polyline([...meridians, ...parallels], { pane: "grid", interactive: false, className: "dk-grid" }));
    },
  });
})(window.Dikuai);
