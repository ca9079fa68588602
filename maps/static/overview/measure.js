// Measuring by hand: the length of a line and the area within it, in the units that land is sold in.
"use strict";

(function (D) {
  const RADIANS = Math.PI / 180;
  const AXIS_M = 6378137; // GRS 80, CGCS2000 and WGS 84 alike
  const ECCENTRICITY_2 = 0.00669438;
  const M2_PER_MU = 2000 / 3;
  const M2_PER_HA = 10000;

  // Metres east and north of the first point, on the plane that touches the ellipsoid at the middle latitude.
  function plane(points) {
    const latitudes = points.map((point) => point.lat);
    const phi = ((Math.min(...latitudes) + Math.max(...latitudes)) / 2) * RADIANS;
    const flattening = 1 - ECCENTRICITY_2 * Math.sin(phi) ** 2;
    const meridian = (AXIS_M * (1 - ECCENTRICITY_2)) / flattening ** 1.5;
    const parallel = (AXIS_M / Math.sqrt(flattening)) * Math.cos(phi);
    const [origin] = points;
    return points.map((p) => [(p.lng - origin.lng) * RADIANS * parallel, (p.lat - origin.lat) * RADIANS * meridian]);
  }

  function pathLength(points) {
    let sum = 0;
    for (let i = 1; i < points.length; i++) {
      const [from, to] = plane([points[i - 1], points[i]]);
      sum += Math.hypot(to[0] - from[0], to[1] - from[1]);
    }
    return sum;
  }

  D.lengthOf = (points, closed) => pathLength(closed ? [...points, points[0]] : points);

  D.areaOf = function (points) {
    const corners = plane(points);
    const twice = corners.reduce((sum, [x, y], i) => {
      const [nextX, nextY] = corners[(i + 1) % corners.length];
      return sum + x * nextY - nextX * y;
    }, 0);
    return Math.abs(twice) / 2;
  };

  const written = (value, decimals) => value.toLocaleString("en", { maximumFractionDigits: decimals });

  function lengthText(metres, words) {
    return metres < 1000 ? `${written(metres, 0)} ${words.unit_m}` : `${written(metres / 1000, 2)} ${words.unit_km}`;
  }

  function areaText(area, words) {
    const parts = [[area / M2_PER_MU, 2, words.unit_mu], [area, 0, words.unit_m2], [area / M2_PER_HA, 3, words.unit_ha]];
    return parts.map(([value, decimals, unit]) => `${written(value, decimals)} ${unit}`).join(" · ");
  }

  D.Measure = L.Class.extend({
    initialize(map, words) {
      Object.assign(this, { map, words, points: [], on: false });
      this.line = L.polyline([], { className: "dk-measure", interactive: false, pane: "measure" });
      this.area = L.polygon([], { className: "dk-measure-area", stroke: false, interactive: false, pane: "measure" });
      this.corners = L.layerGroup();
      this.panel = D.el("div", { class: "dk-card dk-measure-panel", role: "status", hidden: true });
    },

    toggle(on) {
      if (on === this.on) return;
      this.on = on;
      const change = on ? "on" : "off";
      this.map[change]("click", this._add, this)[change]("dblclick", this._finish, this);
      this.map.doubleClickZoom[on ? "disable" : "enable"]();
      this.map.getContainer().classList.toggle("dk-measuring", on);
      this._clear();
      this.panel.hidden = !on;
      for (const layer of [this.area, this.line, this.corners]) layer[on ? "addTo" : "remove"](this.map);
      this.map.fire(on ? "measurestart" : "measureend");
    },

    _clear() {
      this.points = [];
      this.done = false;
      this._show();
    },

    _add(event) {
      if (this.done) this._clear();
      const last = this.points[this.points.length - 1];
      if (last && last.equals(event.latlng)) return;
      this.points.push(event.latlng);
      this._show();
    },

    _finish() {
      this.done = this.points.length > 1;
    },

    _show() {
      const { points, words } = this;
      const closed = points.length > 2;
      this.line.setLatLngs(closed ? [...points, points[0]] : points);
      this.area.setLatLngs(closed ? points : []);
      this.corners.clearLayers();
      const look = { className: "dk-measure-corner", radius: 4, interactive: false, pane: "measure" };
      points.forEach((point) => this.corners.addLayer(L.circleMarker(point, look)));
      this.panel.replaceChildren(...(points.length > 1 ? this._figures(closed) : [words.measure_help]));
    },

    _figures(closed) {
      const { points, words } = this;
      const length = D.el("div", {}, D.el("span", {}, closed ? words.measure_perimeter : words.measure_length),
        D.el("b", {}, lengthText(D.lengthOf(points, closed), words)));
      if (!closed) return [length];
      return [D.el("div", {}, D.el("span", {}, words.measure_area), D.el("b", {}, areaText(D.areaOf(points), words))), length];
    },
  });
})(window.Dikuai);
