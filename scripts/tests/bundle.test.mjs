import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { inRoot } from "../lib/paths.mjs";

const { bundle, plugins } = JSON.parse(readFileSync(inRoot("tauri.conf.json"), "utf8"));

/** Whatever in the configuration looks like a file of the source. @param {unknown} value @returns {string[]} */
function filesIn(value) {
  if (typeof value === "string") return /^src-tauri\/|^LICENSE/.test(value) ? [value] : [];
  return value && typeof value === "object" ? Object.values(value).flatMap(filesIn) : [];
}

// Packaging looks only for those of its own system.
test("what the packages of every system are made of is there", () => {
  const files = filesIn(bundle);
  assert.ok(files.length > 10);
  assert.deepEqual(
    files.filter((file) => !existsSync(inRoot(file))),
    [],
  );
});

test("what ships takes no channel in the clear, and none without the version being signed", () => {
  assert.equal(plugins.updater.dangerousInsecureTransportProtocol, undefined);
  assert.equal(plugins.updater.requireSignedVersion, true);
});

test("macOS may ask the user whether players may be asked, and why", () => {
  const reason = /<key>NSAppleEventsUsageDescription<\/key>\s*<string>[^<]+</;
  assert.match(readFileSync(inRoot(bundle.macOS.infoPlist), "utf8"), reason);
  const permitted = /<key>com\.apple\.security\.automation\.apple-events<\/key>\s*<true\/>/;
  assert.match(readFileSync(inRoot(bundle.macOS.entitlements), "utf8"), permitted);
});
