import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileOf, folderOf, made, platform } from "../../../scripts/installed/packages.mjs";
import { manifestsOf } from "../../../scripts/release/manifest.mjs";
import { notesOf } from "../../../scripts/release/notes.mjs";

const { versions, key } = made();

/** The version that is installed at first. */
export const N = versions.current;
/** The version that it is updated to. */
export const NEXT = versions.next;

const CHANGELOG = `# Changelog

## ${NEXT} - 2026-11-24

### Added

- A second verse
- Fewer wrong notes

## ${N} - 2026-11-23

- A first verse
`;

/** What is said of the next version. */
export const NOTES = /^### Added\s+- A second verse\s+- Fewer wrong notes$/;

/**
 * The manifests of the next version, as a release makes them: everything about the package is checked before.
 *
 * @param {import("./channel.mjs").Channels} channels
 * @param {Partial<import("../../../scripts/release/manifest.mjs").Release>} [changes]
 */
export async function release(channels, changes = {}) {
  const { manifests } = await manifestsOf({
    channel: "stable",
    version: NEXT,
    notes: notesOf(CHANGELOG, NEXT),
    date: new Date("2026-11-24T08:00:00Z"),
    folder: folderOf(NEXT),
    address: channels.address,
    platforms: [platform],
    key,
    published: {},
    ...changes,
  });
  return manifests;
}

/**
 * Publishes the next version.
 *
 * @param {import("./channel.mjs").Channels} channels
 */
export async function publish(channels) {
  channels.manifests = await release(channels);
  channels.files.set(fileOf(NEXT), join(folderOf(NEXT), fileOf(NEXT)));
}

/** The signature of a version's package. @param {string} version */
export const signatureOf = (version) =>
  readFileSync(join(folderOf(version), `${fileOf(version)}.sig`), "utf8").trim();

/**
 * A copy of the next version's package and its signature, to be spoilt.
 *
 * @param {string} folder
 * @returns {string} the package
 */
export function copyOfNext(folder) {
  mkdirSync(folder);
  for (const end of ["", ".sig"]) {
    cpSync(join(folderOf(NEXT), fileOf(NEXT) + end), join(folder, fileOf(NEXT) + end));
  }
  return join(folder, fileOf(NEXT));
}
