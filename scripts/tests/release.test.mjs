import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, beforeEach, test } from "node:test";
import { inRoot } from "../lib/paths.mjs";
import { unfit } from "../release/config.mjs";
import { manifestsOf, Refusal } from "../release/manifest.mjs";
import { notesOf } from "../release/notes.mjs";
import { packages } from "../release/packages.mjs";
import { isNewer, versionOf } from "../release/version.mjs";

/** @typedef {import("../release/manifest.mjs").Release} Release */
/** @typedef {import("../release/manifest.mjs").Manifest} Manifest */

const home = mkdtempSync(join(tmpdir(), "songplate-release-"));
after(() => rmSync(home, { recursive: true }));

/** The signer that a release uses. @param {...string} args */
function signer(...args) {
  const cli = inRoot("node_modules", "@tauri-apps", "cli", "tauri.js");
  // A key of the machine that runs the test has no business here.
  const { TAURI_SIGNING_PRIVATE_KEY: _key, TAURI_SIGNING_PRIVATE_KEY_PATH: _path, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "signer", ...args], {
    encoding: "utf8",
    env: { ...env, CI: "true", TAURI_SIGNING_PRIVATE_KEY_PASSWORD: "" },
  });
  assert.equal(status, 0, stdout + stderr);
}

/** @param {string} name */
function newKey(name) {
  const path = join(home, name);
  signer("generate", "--write-keys", path);
  return { path, public: readFileSync(`${path}.pub`, "utf8") };
}

const key = newKey("key");
const otherKey = newKey("other");
const version = "1.2.0";
const nsis = "windows-x86_64-nsis";
const setup = `Songplate_${version}_x64-setup.exe`;
const appImage = `Songplate_${version}_amd64.AppImage`;

/** @type {string} */
let folder;
beforeEach(() => (folder = mkdtempSync(join(home, "packages-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** @param {string} file @param {{ by?: string, as?: string }} [options] `as`: the version that is signed, "" for none */
function sign(file, { by = key.path, as = version } = {}) {
  const bound = as ? ["--app-version", as] : [];
  signer("sign", "--private-key-path", by, ...bound, join(folder, file));
}

/** @param {string} file @param {Parameters<typeof sign>[1]} [options] */
function makeSigned(file, options) {
  writeFileSync(join(folder, file), `the bytes of ${file}`);
  sign(file, options);
}

/** @param {Partial<Release>} [changes] */
const manifests = (changes) =>
  manifestsOf({
    channel: "stable",
    version,
    notes: "- Better",
    date: new Date("2026-11-23T20:00:00Z"),
    folder,
    address: "https://example.org/v1.2.0",
    platforms: [nsis],
    key: key.public,
    published: {},
    ...changes,
  });

/** @param {RegExp} reason @param {Partial<Release>} [changes] */
const refused = (reason, changes) =>
  assert.rejects(manifests(changes), (error) => error instanceof Refusal && reason.test(error.message));

/** @param {string} version @returns {Manifest} */
const served = (version) => ({ version, notes: "", pub_date: "", platforms: {} });

test("a release becomes what the updater reads", async () => {
  makeSigned(setup);
  makeSigned(appImage);
  const made = await manifests({ platforms: [nsis, "linux-x86_64-appimage"] });
  const signature = (/** @type {string} */ file) => readFileSync(join(folder, `${file}.sig`), "utf8");
  assert.deepEqual(made.manifests.stable, {
    version,
    notes: "- Better",
    pub_date: "2026-11-23T20:00:00.000Z",
    platforms: {
      "linux-x86_64-appimage": {
        signature: signature(appImage),
        url: `https://example.org/v1.2.0/${appImage}`,
      },
      [nsis]: { signature: signature(setup), url: `https://example.org/v1.2.0/${setup}` },
    },
  });
  assert.deepEqual(made.unseen, [appImage, setup]);
});

test("a file that was changed after it was signed is refused", async () => {
  makeSigned(setup);
  appendFileSync(join(folder, setup), "!");
  await refused(/setup\.exe: the file is not the one that was signed/);
});

test("a signature of another key is refused", async () => {
  makeSigned(setup, { by: otherKey.path });
  await refused(/signed with another key/);
});

test("another key under the same number is refused", async () => {
  makeSigned(setup, { by: otherKey.path });
  const parts = Buffer.from(key.public, "base64").toString().split("\n");
  const others = Buffer.from(otherKey.public, "base64").toString().split("\n");
  const bytes = Buffer.from(parts[1], "base64");
  Buffer.from(others[1], "base64").copy(bytes, 2, 2, 10);
  const mixed = Buffer.from(`${parts[0]}\n${bytes.toString("base64")}\n`).toString("base64");
  await refused(/the file is not the one that was signed/, { key: mixed });
});

test("an old package under a new number is refused", async () => {
  makeSigned(setup, { as: "1.1.0" });
  await refused(/was signed as 1\.1\.0/);
});

test("a signature without a version is refused", async () => {
  makeSigned(setup, { as: "" });
  await refused(/was signed as no version/);
});

test("a signed comment that was changed is refused", async () => {
  makeSigned(setup, { as: "1.1.0" });
  const path = join(folder, `${setup}.sig`);
  const inner = Buffer.from(readFileSync(path, "utf8"), "base64").toString();
  writeFileSync(path, Buffer.from(inner.replace("version:1.1.0", "version:1.2.0")).toString("base64"));
  await refused(/comment has been changed/);
});

test("the signature of another package is refused", async () => {
  makeSigned(setup);
  makeSigned(appImage);
  cpSync(join(folder, `${appImage}.sig`), join(folder, `${setup}.sig`));
  await refused(/the file is not the one that was signed/, { platforms: [nsis, "linux-x86_64-appimage"] });
});

test("a package that was renamed after it was signed is refused", async () => {
  makeSigned("Songplate.exe");
  for (const end of ["", ".sig"]) cpSync(join(folder, `Songplate.exe${end}`), join(folder, `${setup}${end}`));
  rmSync(join(folder, "Songplate.exe.sig"));
  await refused(/was signed under the name Songplate\.exe/);
});

test("what is no signature is refused", async () => {
  makeSigned(setup);
  for (const text of ["", "no signature", Buffer.from("untrusted comment: x\ny\n").toString("base64")]) {
    writeFileSync(join(folder, `${setup}.sig`), text);
    await refused(/not in minisign's form/);
  }
});

test("a signature that only a lenient reader understands is refused", async () => {
  makeSigned(setup);
  const path = join(folder, `${setup}.sig`);
  const good = readFileSync(path, "utf8").trim();
  const inner = Buffer.from(good, "base64").toString().split("\n");
  const wrapped = [inner[0], `${inner[1]} `, ...inner.slice(2)].join("\n");
  for (const text of [
    `${good.slice(0, 40)}\n${good.slice(40)}`,
    `${good}!!`,
    Buffer.from(wrapped).toString("base64"),
  ]) {
    writeFileSync(path, text);
    await refused(/no clean base64/);
  }
});

test("every reason is told at once", async () => {
  makeSigned("Songplate_1.1.0_x64-setup.exe", { as: "1.1.0" });
  writeFileSync(join(folder, appImage), "not signed");
  await assert.rejects(manifests({ platforms: [nsis, "linux-x86_64-appimage"] }), (error) => {
    assert.ok(error instanceof Refusal);
    assert.deepEqual(error.reasons, [
      "Songplate_1.1.0_x64-setup.exe: no part of this release",
      `${appImage}: not signed`,
      `${setup}: missing`,
    ]);
    return true;
  });
});

test("a release is whole unless it is said what it lacks", async () => {
  makeSigned(setup);
  await refused(/Songplate_1\.2\.0_amd64\.deb: missing/, { platforms: undefined });
});

test("a beta never goes to stable", async () => {
  const beta = "1.2.0-beta.1";
  makeSigned(`Songplate_${beta}_x64-setup.exe`, { as: beta });
  await refused(/is a beta and never goes to stable/, { version: beta });
  const { manifests: made } = await manifests({ version: beta, channel: "beta" });
  assert.deepEqual(Object.keys(made), ["beta"]);
});

test("a version never goes back, nor stays", async () => {
  makeSigned(setup);
  for (const now of ["1.2.0", "1.10.0"]) {
    const published = { stable: served(now), beta: served(now) };
    await refused(new RegExp(`not newer than ${now.replaceAll(".", "\\.")}, which stable`), { published });
  }
});

test("a version does not go back either because a manifest got lost or broken", async () => {
  makeSigned(setup);
  await refused(/what beta serves is missing/, { published: { stable: served("1.1.0") } });
  await refused(/what stable serves is missing/, { published: { beta: served("1.1.0") } });
  for (const broken of [null, [], {}, { version: 12 }, { version: "latest" }]) {
    const published = { stable: /** @type {any} */ (broken), beta: served("1.1.0") };
    await refused(/what stable serves now names no version/, { published });
  }
  const { manifests: made } = await manifests({ published: { beta: served("1.2.0-beta.1") } });
  assert.deepEqual(Object.keys(made), ["stable", "beta"]);
});

test("beta follows stable unless it is ahead", async () => {
  makeSigned(setup);
  const from = async (/** @type {string} */ beta) =>
    (await manifests({ published: { stable: served("1.1.0"), beta: served(beta) } })).manifests;
  assert.equal((await from("1.2.0-beta.3")).beta?.version, "1.2.0");
  assert.equal((await from("1.3.0-beta.1")).beta, undefined);
});

test("packages are fetched by https, or from this computer in a test", async () => {
  makeSigned(setup);
  for (const address of ["http://example.org", "https://example.org/", "example.org", "file:///tmp"]) {
    await refused(/is not an https address/, { address });
  }
  const { manifests: made } = await manifests({ address: "http://127.0.0.1:8080/files" });
  assert.equal(made.stable?.platforms[nsis].url, `http://127.0.0.1:8080/files/${setup}`);
});

const missing = (/** @type {string} */ program) =>
  spawnSync(program, ["--version"]).error ? `no ${program}` : false;

/** @param {string} file @param {string} version inside */
function makeDeb(file, version) {
  const root = join(folder, "deb");
  mkdirSync(join(root, "DEBIAN"), { recursive: true });
  const control = `Package: songplate\nVersion: ${version}\nArchitecture: amd64\nMaintainer: A\nDescription: b\n`;
  writeFileSync(join(root, "DEBIAN", "control"), control);
  assert.equal(spawnSync("dpkg-deb", ["--build", root, join(folder, file)]).status, 0);
}

test("a .deb of another version under this name is refused", { skip: missing("dpkg-deb") }, async () => {
  const file = `Songplate_${version}_amd64.deb`;
  const platforms = ["linux-x86_64-deb"];
  makeDeb(file, version);
  sign(file);
  assert.deepEqual((await manifests({ platforms })).unseen, []);
  makeDeb(file, "1.1.0");
  sign(file);
  await refused(/it is songplate 1\.1\.0 amd64 inside, not songplate 1\.2\.0 amd64/, { platforms });
  writeFileSync(join(folder, file), "no package");
  sign(file);
  await refused(/dpkg-deb cannot read it/, { platforms });
});

/** @param {string} file @param {string} version inside */
function makeRpm(file, version) {
  const spec = join(folder, "songplate.spec");
  const head = `Name: songplate\nVersion: ${version}\nRelease: 1\nSummary: a\nLicense: MIT\n`;
  writeFileSync(spec, `${head}%description\nb\n%files\n`);
  const defines = [`_topdir ${folder}/rpm`, `_rpmdir ${folder}`, `_build_name_fmt ${file}`];
  const options = defines.flatMap((define) => ["--define", define]);
  const { status, stderr } = spawnSync("rpmbuild", ["-bb", "--target", "x86_64", ...options, spec]);
  assert.equal(status, 0, String(stderr));
}

test("an .rpm of another version under this name is refused", { skip: missing("rpmbuild") }, async () => {
  const beta = "1.2.0-beta.1";
  const file = `Songplate-${beta}-1.x86_64.rpm`;
  const release = { version: beta, channel: /** @type {const} */ ("beta"), platforms: ["linux-x86_64-rpm"] };
  makeRpm(file, "1.2.0~beta.1");
  sign(file, { as: beta });
  assert.deepEqual((await manifests(release)).unseen, []);
  makeRpm(file, "1.2.0");
  sign(file, { as: beta });
  await refused(/it is songplate 1\.2\.0 x86_64 inside/, release);
});

test("a macOS app of another version under this name is refused", { skip: missing("tar") }, async () => {
  const file = `Songplate_${version}_aarch64.app.tar.gz`;
  const platforms = ["darwin-aarch64-app"];
  const make = (/** @type {string} */ inside) => {
    const contents = join(folder, "Songplate.app", "Contents");
    mkdirSync(contents, { recursive: true });
    const list = `<plist><dict>\n<key>CFBundleShortVersionString</key>\n\t<string>${inside}</string>\n</dict></plist>`;
    writeFileSync(join(contents, "Info.plist"), list);
    assert.equal(spawnSync("tar", ["-czf", join(folder, file), "-C", folder, "Songplate.app"]).status, 0);
    sign(file);
  };
  make(version);
  assert.deepEqual((await manifests({ platforms })).unseen, []);
  make("1.1.0");
  await refused(/it is 1\.1\.0 inside, not 1\.2\.0/, { platforms });
});

test("versions come in the order of Semantic Versioning", () => {
  const order = ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2"];
  order.push("1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0");
  for (const [index, version] of order.entries()) {
    for (const [other, earlier] of order.entries()) assert.equal(isNewer(version, earlier), index > other);
  }
  for (const text of ["1.2", "v1.2.3", "1.2.3+4", "01.2.3", "1.2.3-", "1.2.3-01", " 1.2.3", ""]) {
    assert.throws(() => versionOf(text), /is not a version/);
  }
});

test("notes are the changelog's section of the version", () => {
  const log =
    "# Changelog\n\n## Unreleased\n\n- Next\n\n## [1.2.0] - 2026-11-23\n\n### Added\n\n- This\n\n## 1.1.0\n\n- That\n";
  assert.equal(notesOf(log, "1.2.0"), "### Added\n\n- This");
  assert.equal(notesOf(log, "1.1.0"), "- That");
  assert.equal(notesOf(log, "1.3.0-beta.1"), "- Next");
  assert.throws(() => notesOf(log, "1.3.0"), /says nothing of 1\.3\.0/);
});

test("no two packages share a name or a platform", () => {
  for (const names of [packages.map(({ platform }) => platform), packages.map(({ file }) => file(version))]) {
    assert.equal(new Set(names).size, names.length);
  }
});

test("the command refuses a version that is not this source's, and writes nothing", () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      inRoot("scripts", "release.mjs"),
      ...["--version", "99.0.0", "--channel", "stable", "--packages", folder],
      ...["--address", "https://example.org", "--published", folder, "--out", join(folder, "out")],
    ],
    { encoding: "utf8" },
  );
  assert.equal(status, 1);
  assert.match(stderr, /release refused: this is the source of .*, not of 99\.0\.0/);
  assert.ok(!existsSync(join(folder, "out")));
});

test("a configuration that could not be updated, or not safely, is refused", () => {
  const https = "https://example.org/channels";
  const fit = {
    pubkey: "key",
    requireSignedVersion: true,
    endpoints: [`${https}/stable.json`, `${https}/beta.json`],
  };
  assert.deepEqual(unfit(fit), []);
  const reasons = (/** @type {object} */ change) => unfit({ ...fit, ...change }).join("; ");
  assert.match(reasons({ pubkey: "" }), /no public key/);
  assert.match(reasons({ requireSignedVersion: undefined }), /requireSignedVersion/);
  assert.match(reasons({ dangerousInsecureTransportProtocol: true }), /for test packages/);
  assert.match(reasons({ endpoints: [`${https}/stable.json`] }), /ends in beta\.json/);
  assert.match(reasons({ endpoints: fit.endpoints.map((url) => url.replace("https", "http")) }), /is https/);
  assert.equal(unfit().length, 4);
});
