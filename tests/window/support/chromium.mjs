import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { SCHEME } from "./handler.mjs";
import { until, within } from "./wait.mjs";

// Chromium asks before it hands a link to an app, in a dialog that no test can press. An administrator may allow it;
// that is the only file outside the desk that a test ever writes.
const POLICIES = "/etc/chromium/policies/managed";
const policy = join(POLICIES, "songplate-window-test.json");

/** Why there can be no real browser here, or false. @returns {string | false} */
export function noChromium() {
  if (!existsSync("/usr/bin/chromium")) return "chromium is not installed";
  if (process.getuid?.() !== 0) return `only root may write a policy into ${POLICIES}`;
  return false;
}

/**
 * Makes a real Chromium the desk's browser, one that may hand the app's links over.
 *
 * @param {import("./desk.mjs").Desk} desk
 */
export function installChromium(desk) {
  allowLinks(desk.spotify.origin);
  const flags = [
    // Everything in a container runs as root, whom Chromium gives no sandbox.
    "--no-sandbox",
    "--no-first-run",
    "--no-default-browser-check",
    "--password-store=basic",
    "--disable-gpu",
    "--remote-debugging-port=0",
    `--user-data-dir=${desk.path("chromium")}`,
  ];
  // Chromium hands a link on by this very name, and then the desk's other browser passes it to the real xdg-open.
  const own = desk.path("bin", "xdg-open");
  renameSync(own, desk.path("bin", "hand-over"));
  const shim = `#!/bin/sh
case "$1" in
  http:*) exec chromium ${flags.map((flag) => `'${flag}'`).join(" ")} "$1" >>'${desk.path("logs", "chromium.log")}' 2>&1 ;;
  *) exec '${desk.path("bin", "hand-over")}' "$1" ;;
esac
`;
  writeFileSync(own, shim, { mode: 0o755 });
}

/**
 * The page that the app has opened in Chromium.
 *
 * @param {import("./desk.mjs").Desk} desk
 * @param {string} [part] of its address, when it has opened several
 * @returns {Promise<import("@playwright/test").Page>}
 */
export async function chromiumPage(desk, part = "") {
  const portFile = desk.path("chromium", "DevToolsActivePort");
  const port = await until(
    "Chromium",
    () => existsSync(portFile) && readFileSync(portFile, "utf8").split("\n")[0],
    20_000,
  );
  const browser = await within(
    "Chromium's tools",
    10_000,
    chromium.connectOverCDP(`http://127.0.0.1:${port}`),
  );
  const pages = () => browser.contexts().flatMap((context) => context.pages());
  return until("the page", () =>
    pages().find((page) => page.url().startsWith(desk.spotify.origin) && page.url().includes(part)),
  );
}

/** @param {string} origin */
function allowLinks(origin) {
  mkdirSync(POLICIES, { recursive: true });
  const rule = { protocol: SCHEME, allowed_origins: [origin] };
  writeFileSync(policy, JSON.stringify({ AutoLaunchProtocolsFromOrigins: [rule] }));
}

/** Takes the policy away again. */
export function forbidLinks() {
  rmSync(policy, { force: true });
}
