import { spawnSync } from "node:child_process";

/**
 * @typedef {object} Package
 * @property {string} platform the updater's name of it: system, processor, kind
 * @property {(version: string) => string} file the name that `tauri build` gives it, with the processor where that
 *   leaves it out
 * @property {boolean} [stableOnly] no beta of it can be made
 * @property {(path: string, version: string) => string | null} [inside] looks into the package: what is wrong with it;
 *   "" when nothing is, null when the tool that can look is not installed
 */

/** Everything that a release is made of and the updater can install. @type {Package[]} */
export const packages = [
  {
    platform: "linux-x86_64-deb",
    file: (version) => `Songplate_${version}_amd64.deb`,
    inside: (path, version) =>
      differs(
        ["dpkg-deb", "--show", "--showformat=${Package} ${Version} ${Architecture}", path],
        `songplate ${version} amd64`,
      ),
  },
  {
    platform: "linux-x86_64-rpm",
    file: (version) => `Songplate-${version}-1.x86_64.rpm`,
    // A hyphen would separate version and release there; a tilde sorts a beta before its release.
    inside: (path, version) =>
      differs(
        ["rpm", "-qp", "--queryformat", "%{NAME} %{VERSION} %{ARCH}", path],
        `songplate ${version.replace("-", "~")} x86_64`,
      ),
  },
  { platform: "linux-x86_64-appimage", file: (version) => `Songplate_${version}_amd64.AppImage` },
  { platform: "windows-x86_64-nsis", file: (version) => `Songplate_${version}_x64-setup.exe` },
  // An MSI's version is made of numbers alone.
  {
    platform: "windows-x86_64-msi",
    file: (version) => `Songplate_${version}_x64_en-US.msi`,
    stableOnly: true,
  },
  {
    platform: "darwin-aarch64-app",
    file: (version) => `Songplate_${version}_aarch64.app.tar.gz`,
    inside: bundleDiffers,
  },
  {
    platform: "darwin-x86_64-app",
    file: (version) => `Songplate_${version}_x64.app.tar.gz`,
    inside: bundleDiffers,
  },
];

/**
 * @param {string[]} command
 * @returns {string | null} what it printed; null when there is no such program
 * @throws when it could not read the package
 */
function answer([program, ...args]) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8" });
  if (error && "code" in error && error.code === "ENOENT") return null;
  if (error) throw new Error(`${program} cannot be run: ${error.message}`);
  if (status !== 0) throw new Error(`${program} cannot read it: ${stderr.trim()}`);
  return stdout;
}

/** @param {string[]} command @param {string} expected */
function differs(command, expected) {
  const inside = answer(command);
  if (inside === null) return null;
  return inside === expected ? "" : `it is ${inside} inside, not ${expected}`;
}

/** @param {string} path @param {string} version */
function bundleDiffers(path, version) {
  const list = answer(["tar", "-xzOf", path, "Songplate.app/Contents/Info.plist"]);
  if (list === null) return null;
  const inside = /<key>CFBundleShortVersionString<\/key>\s*<string>([^<]*)</.exec(list)?.[1];
  return inside === version ? "" : `it is ${inside} inside, not ${version}`;
}
