import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Puts the script into the page, for the server serves nothing but the one file. */
function oneFile(): Plugin {
  return {
    name: "one-file",
    enforce: "post",
    generateBundle(_, bundle) {
      const page = Object.values(bundle).find((file) => file.fileName.endsWith(".html"));
      const scripts = Object.values(bundle).filter((file) => file.type === "chunk");
      const [script] = scripts;
      if (page?.type !== "asset" || script?.type !== "chunk" || scripts.length !== 1) {
        throw new Error("the overlay page is one page with one script");
      }
      const html = String(page.source).replace(/\s*<script\b[^>]*><\/script>/, "");
      // The text of the script may hold `$&`: a function keeps it as it is.
      page.source = html.replace(
        "</body>",
        () => `<script type="module">${script.code.trim()}</script></body>`,
      );
      Reflect.deleteProperty(bundle, script.fileName);
      const left = Object.keys(bundle).filter((name) => name !== page.fileName);
      if (left.length || script.code.includes("</script"))
        throw new Error(`not one file: ${left.join(", ")}`);
    },
  };
}

export default defineConfig({
  root: here("."),
  plugins: [oneFile()],
  publicDir: false,
  build: {
    outDir: here("../dist-overlay"),
    emptyOutDir: true,
    // OBS 28 to 30 come with Chromium 103; the studio's preview runs in WebKitGTK.
    target: ["chrome103", "safari16.4"],
    modulePreload: false,
    rolldownOptions: { input: here("overlay.html") },
  },
});
