// Draws the vector tiles of a tileset on a map, as they come: each is read (Mapbox Vector Tile 2.1) and painted on a canvas.
"use strict";

(function () {
  const box = document.getElementById("map");
  if (!box) return;
  const said = box.dataset;
  const colours = JSON.parse(said.colours);
  const TILE_PX = 256;
  const DOT_BELOW_PX = 8;
  const POINT = 1;
  const POLYGON = 3;
  const text = new TextDecoder();

  // Calls back with the number, the value and the kind of each field of a message: whole numbers, or bytes.
  function fields(bytes, found) {
    let at = 0;
    const whole = () => {
      let value = 0;
      for (let factor = 1; ; factor *= 128) {
        const byte = bytes[at++];
        value += (byte & 127) * factor;
        if (byte < 128) return value;
      }
    };
    while (at < bytes.length) {
      const key = whole();
      const kind = key & 7;
      if (kind === 0) {
        found(key >> 3, whole(), kind);
        continue;
      }
      const length = kind === 2 ? whole() : kind === 1 ? 8 : 4;
      found(key >> 3, bytes.subarray(at, at + length), kind);
      at += length;
    }
  }

  function numbers(bytes) {
    const read = [];
    let value = 0;
    let factor = 1;
    for (const byte of bytes) {
      value += (byte & 127) * factor;
      factor *= 128;
      if (byte > 127) continue;
      read.push(value);
      value = 0;
      factor = 1;
    }
    return read;
  }

  // A value of a property: texts, and numbers that are whole; nothing else is drawn by.
  function valueOf(bytes) {
    let value = null;
    fields(bytes, (number, content, kind) => {
      if (number === 1) value = text.decode(content);
      else if (kind === 0) value = content;
    });
    return value;
  }

  function layersOf(bytes) {
    const layers = [];
    fields(bytes, (number, content) => {
      if (number !== 3) return;
      const layer = { features: [], keys: [], values: [], extent: 4096 };
      fields(content, (part, inner) => {
        if (part === 2) layer.features.push(featureOf(inner));
        else if (part === 3) layer.keys.push(text.decode(inner));
        else if (part === 4) layer.values.push(valueOf(inner));
        else if (part === 5) layer.extent = inner;
      });
      layers.push(layer);
    });
    return layers;
  }

  function featureOf(bytes) {
    const feature = { tags: [], type: 0, geometry: [] };
    fields(bytes, (number, content) => {
      if (number === 2) feature.tags = numbers(content);
      else if (number === 3) feature.type = content;
      else if (number === 4) feature.geometry = numbers(content);
    });
    return feature;
  }

  function propertiesOf(layer, feature) {
    const properties = {};
    for (let at = 0; at < feature.tags.length; at += 2) {
      properties[layer.keys[feature.tags[at]]] = layer.values[feature.tags[at + 1]];
    }
    return properties;
  }

  // Follows the commands of a geometry: 1 moves, 2 draws to, 7 closes.
  function trace(geometry, scale, path) {
    let x = 0;
    let y = 0;
    const step = (value) => (value % 2 ? -(value + 1) / 2 : value / 2) * scale;
    for (let at = 0; at < geometry.length; ) {
      const command = geometry[at] & 7;
      const times = geometry[at++] >> 3;
      if (command === 7) path.close();
      else {
        for (let n = 0; n < times; n++) {
          x += step(geometry[at++]);
          y += step(geometry[at++]);
          if (command === 1) path.move(x, y);
          else path.draw(x, y);
        }
      }
    }
  }

  function paint(canvas, bytes) {
    const pen = canvas.getContext("2d");
    let count = 0;
    for (const layer of layersOf(bytes)) {
      for (const feature of layer.features) {
        paintFeature(pen, feature, propertiesOf(layer, feature), canvas.width / layer.extent);
        count += 1;
      }
    }
    return count;
  }

  // A point stands for one item or several; what is too small to be seen gets a dot over it.
  function paintFeature(pen, feature, properties, scale) {
    const px = pen.canvas.width / TILE_PX;
    const isPoint = feature.type === POINT;
    const radius = (properties.count > 1 ? 6 + Math.log10(properties.count) * 4 : 4.5) * px;
    const seen = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    const dot = (x, y) => {
      pen.moveTo(x + radius, y);
      pen.arc(x, y, radius, 0, 2 * Math.PI);
    };
    const see = (x, y) => {
      seen.left = Math.min(seen.left, x);
      seen.right = Math.max(seen.right, x);
      seen.top = Math.min(seen.top, y);
      seen.bottom = Math.max(seen.bottom, y);
    };
    pen.beginPath();
    trace(feature.geometry, scale, {
      move: (x, y) => (see(x, y), isPoint ? dot(x, y) : pen.moveTo(x, y)),
      draw: (x, y) => (see(x, y), pen.lineTo(x, y)),
      close: () => pen.closePath(),
    });
    const isSmall = feature.type === POLYGON && Math.max(seen.right - seen.left, seen.bottom - seen.top) < DOT_BELOW_PX * px;
    if (isSmall) dot((seen.left + seen.right) / 2, (seen.top + seen.bottom) / 2);
    pen.fillStyle = pen.strokeStyle = colours[properties.status] || colours[""];
    pen.lineWidth = 1.5 * px;
    pen.globalAlpha = isPoint || isSmall ? 0.85 : 0.4;
    if (isPoint || feature.type === POLYGON) pen.fill("nonzero");
    pen.globalAlpha = 1;
    if (!isPoint) pen.stroke();
  }

  let drawn = 0;
  const Tiles = L.GridLayer.extend({
    createTile(coords, done) {
      const canvas = L.DomUtil.create("canvas");
      canvas.width = canvas.height = TILE_PX * Math.min(2, Math.ceil(devicePixelRatio));
      const places = { "{tileMatrix}": coords.z, "{tileRow}": coords.y, "{tileCol}": coords.x };
      const url = Object.entries(places).reduce((made, [place, value]) => made.replace(place, value), said.tiles);
      fetch(url)
        .then(async (response) => {
          if (!response.ok) throw new Error(`${response.status}`);
          const bytes = new Uint8Array(await response.arrayBuffer());
          drawn += paint(canvas, bytes);
          done(null, canvas);
        })
        .catch((error) => done(error, canvas));
      return canvas;
    },
  });

  const crs = said.set === "WorldCRS84Quad" ? L.CRS.EPSG4326 : L.CRS.EPSG3857;
  const map = L.map(box, { crs, attributionControl: false, maxZoom: 18 });
  const [west, south, east, north] = said.bounds.split(",").map(Number);
  map.fitBounds([[south, west], [north, east]], { padding: [20, 20], animate: false, maxZoom: 15 });
  L.control.scale({ imperial: false }).addTo(map);
  const tiles = new Tiles({ bounds: [[-90, -180], [90, 180]], noWrap: true });
  tiles.on("load", () => (box.dataset.drawn = String(drawn)));
  tiles.on("tileerror", () => {
    if (box.querySelector(".map-note")) return;
    const note = L.DomUtil.create("p", "map-note", box);
    note.setAttribute("role", "status");
    note.textContent = said.failed;
  });
  tiles.addTo(map);
})();
