// What lies around the plots: metro lines in their own colours, stations, and the names of towns and places.
"use strict";

(function (D) {
  const step = (zoom) => D.style.metro.steps.filter((one) => zoom >= one.zoom).pop();

  const latLngs = (path) => path.map(([lon, lat]) => [lat, lon]);

  // A line's number, at each of its ends once.
  function terminals(line) {
    const ends = new Map(line.paths.flatMap((path) => [path[0], path[path.length - 1]]).map((end) => [end.join(), end]));
    const byKey = new Map([[line.line, line]]);
    return [...ends.values()].map(([lon, lat]) => ({
      kind: "line", at: L.latLng(lat, lon), away: 5, nodes: [D.lineBadge(byKey, line.line)],
    }));
  }

  D.Metro = L.LayerGroup.extend({
    initialize(lines, labels, options) {
      L.LayerGroup.prototype.initialize.call(this, [], options);
      this._labels = labels;
      labels.setGroup("metro", lines.flatMap(terminals));
      const common = { pane: "metro", interactive: false, smoothFactor: 0.5, lineJoin: "round" };
      this._casings = lines.map((line) => L.polyline(line.paths.map(latLngs), { ...common, className: "dk-casing" }));
      this._strokes = lines.map((line) => L.polyline(line.paths.map(latLngs), { ...common, color: line.colour, opacity: 1 }));
      for (const layer of [...this._casings, ...this._strokes]) this.addLayer(layer);
    },
    onAdd(map) {
      L.LayerGroup.prototype.onAdd.call(this, map);
      map.on("zoomend", this._resize, this);
      this._labels.show("metro", true);
      this._resize();
    },
    onRemove(map) {
      map.off("zoomend", this._resize, this);
      this._labels.show("metro", false);
      L.LayerGroup.prototype.onRemove.call(this, map);
    },
    _resize() {
      const { line } = step(this._map.getZoom());
      this._casings.forEach((casing) => casing.setStyle({ weight: line + D.style.metro.casing }));
      this._strokes.forEach((stroke) => stroke.setStyle({ weight: line }));
    },
  });

  function dot(station, lines) {
    const line = lines.get(station.lines[0]);
    const several = station.lines.length > 1;
    const marker = L.circleMarker([station.at[1], station.at[0]], {
      pane: "stations",
      className: several ? "dk-interchange" : "dk-station",
      color: several || !line ? undefined : line.colour,
    });
    const badges = station.lines.map((key) => D.lineBadge(lines, key));
    marker.bindTooltip(() => D.el("div", { class: "dk-tip" }, D.el("b", {}, station.name), D.el("span", {}, ...badges)));
    return Object.assign(marker, { several });
  }

  D.Stations = L.LayerGroup.extend({
    initialize(stations, lines, labels) {
      L.LayerGroup.prototype.initialize.call(this);
      this._labels = labels;
      this._dots = stations.map((station) => dot(station, lines));
      this._names = stations.map((station) => ({
        kind: station.lines.length > 1 ? "interchange" : "station",
        text: station.name,
        at: L.latLng(station.at[1], station.at[0]),
        away: 5,
      }));
      labels.setGroup("stations", this._names);
    },
    onAdd(map) {
      map.on("zoomend", this._resize, this);
      this._labels.show("stations", true);
      this._resize();
    },
    onRemove(map) {
      map.off("zoomend", this._resize, this);
      this._labels.show("stations", false);
      this._dots.forEach((marker) => marker.remove());
    },
    // Ordinary stations come once there is room for them.
    _resize() {
      const map = this._map;
      const { station, interchange } = step(map.getZoom());
      for (const marker of this._dots) {
        const radius = marker.several ? interchange : station;
        marker.setRadius(radius).setStyle({ weight: Math.max(1.2, radius * 0.5) });
        if (radius > 0) marker.addTo(map);
        else marker.remove();
      }
    },
  });

  D.Places = L.LayerGroup.extend({
    initialize(places, labels) {
      L.LayerGroup.prototype.initialize.call(this);
      this._labels = labels;
      labels.setGroup("places", places.map((place) => ({
        kind: place.kind === "town" ? "town" : "place",
        text: place.name,
        at: L.latLng(place.at[1], place.at[0]),
      })));
    },
    onAdd() {
      this._labels.show("places", true);
    },
    onRemove() {
      this._labels.show("places", false);
    },
  });
})(window.Dikuai);
