import { defineConfig } from "vitest/config";

// The service writes the page itself: what is built are its scripts and styles, and the manifest that names them.
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  logLevel: "warn",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../static/explorer",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2020",
    rollupOptions: { input: "src/main.tsx" },
  },
  test: { include: ["tests/**/*.test.ts"] },
});
