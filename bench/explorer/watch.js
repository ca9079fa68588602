// Runs in the page before its own scripts, and notes when it last changed what is seen.
(() => {
  const seen = { changed: 0, interactive: null };
  const READY = ".results[aria-busy=false] li:not(.skeleton)";
  const note = () => {
    // what was changed is on the screen with the next frame
    requestAnimationFrame(() => (seen.changed = performance.now()));
  };
  const { fill } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fill = function (...path) {
    note();
    return fill.apply(this, path);
  };
  new MutationObserver(() => {
    note();
    if (seen.interactive === null && document.querySelector(READY)) seen.interactive = performance.now();
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  performance.setResourceTimingBufferSize(100_000);
  window.watched = {
    seen,
    /** What was asked for from a moment on: bytes as they were sent, and when the last of them had come. */
    since(moment) {
      const asked = performance.getEntriesByType("resource").filter((one) => one.startTime >= moment);
      const sum = (of) => asked.reduce((all, one) => all + of(one), 0);
      const tiles = asked.filter((one) => one.name.includes("/tiles/"));
      return {
        requests: asked.length,
        tiles: tiles.length,
        bytes: sum((one) => one.transferSize),
        answered: Math.max(moment, ...asked.map((one) => one.responseEnd)),
      };
    },
  };
})();
