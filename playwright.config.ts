import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const SYSTEM_CHROMIUM = "/usr/bin/chromium";
const ADDRESS = "http://127.0.0.1:4187";

export default defineConfig({
  testDir: "ui/tests/pages",
  outputDir: "target/test-results",
  fullyParallel: true,
  // The pages' tests compute more than they wait, and by default half of the processors would be idle.
  workers: "100%",
  forbidOnly: !!process.env["CI"],
  timeout: 20_000,
  reporter: [["list"]],
  use: {
    baseURL: ADDRESS,
    browserName: "chromium",
    locale: "en-GB",
    // Screenshots show where things come to rest, not the way there.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: {
      executablePath: existsSync(SYSTEM_CHROMIUM) ? SYSTEM_CHROMIUM : undefined,
      args: ["--no-sandbox"],
    },
  },
  webServer: {
    command:
      "npx vite build --config ui/tests/vite.config.ts --logLevel warn && npx vite preview --config ui/tests/vite.config.ts",
    url: `${ADDRESS}/tests/entry/popup.html`,
    reuseExistingServer: false,
  },
});
