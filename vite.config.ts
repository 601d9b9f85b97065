import { fileURLToPath } from "node:url";
import { paraglideVitePlugin } from "@inlang/paraglide-js";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("ui"),
  plugins: [
    svelte({ configFile: here("svelte.config.js") }),
    paraglideVitePlugin({
      project: here("ui/project.inlang"),
      outdir: here("ui/src/paraglide"),
      // The state module `language` decides; paraglide must not keep a second opinion in storage or cookies.
      strategy: ["globalVariable", "baseLocale"],
    }),
  ],
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  build: {
    outDir: here("ui/dist"),
    emptyOutDir: true,
    target: ["chrome111", "safari16.4"],
    // The content security policy allows no data: addresses in scripts and styles, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: here("ui/index.html"), settings: here("ui/settings.html") },
    },
  },
});
