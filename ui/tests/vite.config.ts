import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig } from "vite";
import base from "../../vite.config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** As strict as the app's own, less what only Tauri needs. */
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

/** The pages of the tests: the real windows on the fake backend, built as they ship. */
const config = mergeConfig(base, {
  publicDir: here("public"),
  build: { outDir: here("../../target/ui-pages") },
  preview: {
    host: "127.0.0.1",
    port: 4187,
    strictPort: true,
    headers: { "Content-Security-Policy": POLICY },
  },
});
// Merging would keep the shipped entries beside these.
config.build.rolldownOptions.input = {
  popup: here("entry/popup.html"),
  settings: here("entry/settings.html"),
  overlays: here("entry/overlays.html"),
};

export default defineConfig(config);
