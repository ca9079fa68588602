import { defineConfig } from "vite";

// The overview map is also written into one file that opens from disk: its script is a classic one, over Leaflet's own.
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  logLevel: "warn",
  build: {
    outDir: "../static/overview",
    emptyOutDir: true,
    target: "es2020",
    lib: { entry: "src/overview/main.ts", name: "Dikuai", formats: ["iife"], fileName: () => "overview.js", cssFileName: "overview" },
    rollupOptions: { external: ["leaflet"], output: { globals: { leaflet: "L" } } },
  },
});
