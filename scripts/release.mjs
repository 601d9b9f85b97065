// `npm run release -- --version 1.2.3 --channel stable --packages FOLDER --address URL --published FOLDER --out FOLDER`
// makes the manifests that the updater reads. It writes nothing unless everything matches. docs/releasing.md has more.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { inRoot } from "./lib/paths.mjs";
import { unfit } from "./release/config.mjs";
import { manifestsOf, Refusal } from "./release/manifest.mjs";
import { notesOf } from "./release/notes.mjs";

const channels = /** @type {const} */ (["stable", "beta"]);

/** @param {...string} path */
const text = (...path) => readFileSync(inRoot(...path), "utf8");

/** The public key that packages of this source verify updates with. */
function key() {
  const { updater } = JSON.parse(text("tauri.conf.json")).plugins ?? {};
  const reasons = unfit(updater);
  if (reasons.length > 0) throw new Refusal(reasons.map((reason) => `tauri.conf.json: ${reason}`));
  return updater.pubkey;
}

/** @param {string} version */
function checkSource(version) {
  const inCargo = /^\[workspace\.package\]\nversion = "([^"]+)"/m.exec(text("Cargo.toml"))?.[1];
  const inNpm = JSON.parse(text("package.json")).version;
  if (inCargo !== version || inNpm !== version) {
    throw new Refusal([`this is the source of ${inCargo} (package.json: ${inNpm}), not of ${version}`]);
  }
}

/** @param {string} folder @param {typeof channels[number]} channel */
function publishedOf(folder, channel) {
  const path = join(folder, `${channel}.json`);
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Refusal([`what ${channel} serves now can't be read: ${error}`]);
  }
}

async function release() {
  const option = { type: /** @type {const} */ ("string") };
  const names = { version: option, channel: option, packages: option, address: option };
  const { values } = parseArgs({ options: { ...names, published: option, out: option, platforms: option } });
  const { version, packages, address, published, out } = values;
  const channel = channels.find((name) => name === values.channel);
  if (!version || !channel || !packages || !address || !published || !out) {
    throw new Error(
      "needed: --version, --channel (stable, beta), --packages, --address, --published (a folder with what the channels serve now; an empty one before the first release), --out; --platforms when the release has not every package",
    );
  }
  if (!existsSync(published)) throw new Error(`${published} does not exist`);
  checkSource(version);
  const { manifests, unseen } = await manifestsOf({
    channel,
    version,
    notes: notesOf(text("CHANGELOG.md"), version),
    date: new Date(),
    folder: packages,
    address,
    platforms: values.platforms?.split(","),
    key: key(),
    published: { stable: publishedOf(published, "stable"), beta: publishedOf(published, "beta") },
  });
  for (const file of unseen) console.log(`${file}: signature checked, not looked inside`);
  mkdirSync(out, { recursive: true });
  for (const [name, manifest] of Object.entries(manifests)) {
    writeFileSync(join(out, `${name}.json`), `${JSON.stringify(manifest, null, 2)}\n`);
    console.log(`${name}.json: ${version}, ${Object.keys(manifest.platforms).join(", ")}`);
  }
}

try {
  await release();
} catch (error) {
  const reasons = error instanceof Refusal ? error.reasons : [error instanceof Error ? error.message : error];
  for (const reason of reasons) console.error(`release refused: ${reason}`);
  process.exitCode = 1;
}
