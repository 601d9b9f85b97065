// Builds the test packages: this source twice, under its own version and the next one, signed with a key that is made
// here and thrown away. They alone take updates from this computer, in the clear. Nothing is built while the packages
// that are there are of the same source.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inRoot, testPackages } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";
import { newKey, passwordless } from "./key.mjs";
import { fileOf, folderOf, made, record, versions } from "./packages.mjs";
import { sourceDigest } from "./source.mjs";

/** What differs from what ships. @param {string} version @param {string} key the public one */
const config = (version, key) => ({
  version,
  bundle: { createUpdaterArtifacts: true },
  plugins: {
    updater: {
      pubkey: key,
      // Nobody is there: the tests say where the channels are.
      endpoints: ["http://127.0.0.1:9/stable.json", "http://127.0.0.1:9/beta.json"],
      dangerousInsecureTransportProtocol: true,
    },
  },
});

/**
 * @param {string} version
 * @param {import("./key.mjs").Key} key
 * @param {string} home for what is not kept
 * @param {object} [more] config
 */
async function build(version, key, home, more = {}) {
  const path = join(home, `${version}.json`);
  writeFileSync(path, JSON.stringify({ ...config(version, key.public), ...more }));
  const { code } = await run(
    process.execPath,
    [
      inRoot("node_modules", "@tauri-apps", "cli", "tauri.js"),
      ...["build", "--ci", "--config", path, "--bundles", "deb"],
    ],
    { env: { ...passwordless(key.path), CARGO_TARGET_DIR: testPackages } },
  );
  if (code !== 0) throw new Error(`the package of ${version} was not built (exit ${code})`);
  const bundled = join(testPackages, "release", "bundle", "deb");
  mkdirSync(folderOf(version), { recursive: true });
  for (const end of ["", ".sig"]) {
    cpSync(join(bundled, fileOf(version) + end), join(folderOf(version), fileOf(version) + end));
  }
}

async function buildBoth() {
  const digest = sourceDigest();
  if (existsSync(record) && made().digest === digest) {
    console.log(`test packages: ${Object.values(made().versions).join(" and ")} are of this source`);
    return;
  }
  rmSync(record, { force: true });
  rmSync(join(testPackages, "packages"), { recursive: true, force: true });
  const home = mkdtempSync(join(tmpdir(), "songplate-key-"));
  try {
    const key = newKey(join(home, "key"));
    const { current, next } = versions(readFileSync(inRoot("package.json"), "utf8"));
    await build(current, key, home);
    // The same pages: what differs is the version alone.
    await build(next, key, home, { build: { beforeBuildCommand: "" } });
    if (sourceDigest() !== digest) throw new Error("the source changed while it was built");
    writeFileSync(record, JSON.stringify({ digest, key: key.public, versions: { current, next } }));
  } finally {
    rmSync(home, { recursive: true });
  }
}

try {
  await buildBoth();
} catch (error) {
  console.error(`test packages: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
