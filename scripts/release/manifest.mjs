import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { publicKey, signature, signedFields } from "./minisign.mjs";
import { packages } from "./packages.mjs";
import { isBeta, isNewer, isVersion, versionOf } from "./version.mjs";

/** @typedef {"stable" | "beta"} Channel */

/**
 * What the updater reads of a channel (https://v2.tauri.app/plugin/updater/#static-json-file).
 *
 * @typedef {object} Manifest
 * @property {string} version
 * @property {string} notes
 * @property {string} pub_date RFC 3339
 * @property {Record<string, { signature: string, url: string }>} platforms
 */

/**
 * @typedef {object} Release
 * @property {Channel} channel
 * @property {string} version
 * @property {string} notes
 * @property {Date} date
 * @property {string} folder holds the packages, each with its `.sig`
 * @property {string} address where the packages will be downloaded from, without their names
 * @property {string[]} [platforms] what the release is made of; everything by default
 * @property {string} key `plugins.updater.pubkey`
 * @property {Partial<Record<Channel, Manifest>>} published what the channels serve now
 */

/** Reasons not to publish, in words. */
export class Refusal extends Error {
  /** @param {string[]} reasons */
  constructor(reasons) {
    super(reasons.join("\n"));
    this.reasons = reasons;
  }
}

/**
 * Makes the manifests that a release changes, after everything about it has been checked.
 *
 * @param {Release} release
 * @returns {Promise<{ manifests: Partial<Record<Channel, Manifest>>, unseen: string[] }>} `unseen`: packages into which
 *   nobody could look
 * @throws {Refusal} with every reason there is, when the release must not be published
 */
export async function manifestsOf(release) {
  const { channel, version, published } = release;
  versionOf(version);
  const reasons = againstPublished(published);
  // What can't be read can't be compared with.
  if (reasons.length === 0) reasons.push(...againstChannel(channel, version, published));
  reasons.push(...againstAddress(release.address));
  const expected = expectedPackages(release, reasons);
  reasons.push(...strangers(release.folder, new Set(expected.map(({ file }) => file))));

  /** @type {Manifest["platforms"]} */
  const platforms = {};
  /** @type {string[]} */
  const unseen = [];
  for (const { file, kind } of expected) {
    try {
      const { sealed, seen } = await checked(release, file, kind);
      platforms[kind.platform] = { signature: sealed, url: `${release.address}/${encodeURIComponent(file)}` };
      if (!seen) unseen.push(file);
    } catch (error) {
      reasons.push(`${file}: ${error instanceof Error ? error.message : error}`);
    }
  }
  if (reasons.length > 0) throw new Refusal(reasons);

  const manifest = { version, notes: release.notes, pub_date: release.date.toISOString(), platforms };
  /** @type {Partial<Record<Channel, Manifest>>} */
  const manifests = { [channel]: manifest };
  // Who takes betas takes what comes after them, too.
  if (channel === "stable" && (!published.beta || isNewer(version, published.beta.version))) {
    manifests.beta = manifest;
  }
  return { manifests, unseen };
}

/** Whether the channels can be where they are. What got lost would let a version go back. @param {Release["published"]} published */
function againstPublished(published) {
  const reasons = [];
  for (const [channel, manifest] of Object.entries(published)) {
    if (manifest !== undefined && !isVersion(manifest?.version)) {
      reasons.push(`what ${channel} serves now names no version`);
    }
  }
  if (reasons.length > 0) return reasons;
  const { stable, beta } = published;
  // A stable release goes to both.
  if (stable && !beta) reasons.push("stable serves something, so what beta serves is missing");
  if (beta && !stable && !isBeta(beta.version)) {
    reasons.push(`beta serves ${beta.version}, so what stable serves is missing`);
  }
  return reasons;
}

/** @param {Channel} channel @param {string} version @param {Release["published"]} published */
function againstChannel(channel, version, published) {
  const reasons = [];
  if (channel === "stable" && isBeta(version)) reasons.push(`${version} is a beta and never goes to stable`);
  const now = published[channel]?.version;
  if (now !== undefined && !isNewer(version, now)) {
    reasons.push(`${version} is not newer than ${now}, which ${channel} serves already`);
  }
  return reasons;
}

/** @param {string} address */
function againstAddress(address) {
  const url = URL.canParse(address) ? new URL(address) : null;
  const loopback = url?.protocol === "http:" && ["127.0.0.1", "[::1]"].includes(url.hostname);
  const fit =
    url && (url.protocol === "https:" || loopback) && !url.search && !url.hash && !address.endsWith("/");
  return fit ? [] : [`${JSON.stringify(address)} is not an https address that file names can follow`];
}

/** @param {Release} release @param {string[]} reasons where an unknown name is added */
function expectedPackages({ version, platforms }, reasons) {
  const known = packages.map(({ platform }) => platform);
  for (const name of platforms ?? []) {
    if (!known.includes(name)) reasons.push(`${name} is none of ${known.join(", ")}`);
  }
  return packages
    .filter(({ platform, stableOnly }) => platforms?.includes(platform) ?? !(stableOnly && isBeta(version)))
    .map((kind) => ({ kind, file: kind.file(version) }));
}

/** What is signed but no part of the release: it is of another version, or has another name. @param {string} folder @param {Set<string>} files */
const strangers = (folder, files) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".sig") && !files.has(name.slice(0, -4)))
    .map((name) => `${name.slice(0, -4)}: no part of this release`);

/**
 * @param {Release} release
 * @param {string} file
 * @param {import("./packages.mjs").Package} kind
 */
async function checked({ folder, version, key }, file, { inside }) {
  const path = join(folder, file);
  if (!existsSync(path)) throw new Error("missing");
  if (!existsSync(`${path}.sig`)) throw new Error("not signed");
  const sealed = readFileSync(`${path}.sig`, "utf8").trim();
  const fields = await signedFields(path, signature(sealed), publicKey(key));
  if (fields.file !== file) throw new Error(`was signed under the name ${fields.file}`);
  if (fields.version !== version) throw new Error(`was signed as ${fields.version ?? "no version"}`);
  const wrong = inside?.(path, version) ?? null;
  if (wrong) throw new Error(wrong);
  return { sealed, seen: wrong !== null };
}
