// Draws the page's data on its map.
"use strict";

(function (D) {
  // From the ground up; names lie over everything but the pop-ups.
  const PANES = { grid: 250, metro: 410, rings: 420, links: 430, plots: 440, stations: 450, labels: 620, measure: 630 };
  const FIT_ZOOM = 16;

  function makePanes(map) {
    for (const [name, height] of Object.entries(PANES)) map.createPane(name).style.zIndex = height;
    map.getPane("labels").style.pointerEvents = "none";
  }

  function fitter(map, data, caption) {
    return () => {
      if (!data.bounds.length) return;
      const padding = D.isNarrow()
        ? { paddingTopLeft: [12, caption.offsetHeight + 20], paddingBottomRight: [12, 56] }
        : { paddingTopLeft: [24, 24], paddingBottomRight: [64, 32] };
      map.fitBounds(data.bounds, { ...padding, maxZoom: FIT_ZOOM, animate: false });
    };
  }

  function closeOnEscape(map, measure) {
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      if (measure.on) measure.toggle(false);
      else map.closePopup();
    });
  }

  function overlays(data, plots, lines, labels) {
    return {
      metro: new D.Metro(data.lines, labels, { attribution: data.stations.length ? data.words.sources_of_metro : "" }),
      stations: new D.Stations(data.stations, lines, labels),
      places: new D.Places(data.places, labels),
      rings: new D.Rings(plots),
      links: new D.Links(plots, labels),
    };
  }

  D.overview = function (map, data) {
    D.style = data.style;
    const { words } = data;
    map.getContainer().setAttribute("aria-label", `${words.map}. ${words.map_help}`);
    makePanes(map);
    const lines = new Map(data.lines.map((line) => [line.line, line]));
    const labels = new D.Labels(data.style.labelZooms);
    const plots = new D.Plots(data.plots.features, data, lines, labels);
    const measure = new D.Measure(map, words);
    const search = new D.Search(map, data, plots);
    const caption = D.caption(data, search);
    const fit = fitter(map, data, caption);

    D.control(map, "topleft", caption);
    L.control.attribution({ prefix: '<a href="https://leafletjs.com">Leaflet</a>' }).addTo(map);
    fit();
    const layers = overlays(data, plots, lines, labels);
    for (const layer of [labels, ...Object.values(layers), plots]) layer.addTo(map);
    D.layerControl(map, data, layers);
    for (const bar of D.buttons(map, data, measure, fit)) D.control(map, "topright", bar);
    D.control(map, "bottomleft", D.legend(data, plots));
    L.control.scale({ position: "bottomright", imperial: false, maxWidth: 120 }).addTo(map);
    D.control(map, "topleft", measure.panel);
    closeOnEscape(map, measure);
    plots.room = () => (D.isNarrow() ? { left: 10, top: caption.offsetHeight + 22 } : { left: caption.offsetWidth + 24, top: 16 });
    map.getContainer().dataset.drawn = String(plots.plots.length);
    D.view = { map, plots, labels, measure, fit };
  };
})(window.Dikuai);
