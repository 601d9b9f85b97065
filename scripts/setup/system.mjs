import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { run } from "../lib/run.mjs";

/** What the app is compiled and linked with. */
const build = [
  "libwebkit2gtk-4.1-dev",
  "build-essential",
  "curl",
  "file",
  "libssl-dev",
  "libxdo-dev",
  "libayatana-appindicator3-dev",
  "librsvg2-dev",
  "pkg-config",
];

/** What drives the real window where there is no display. */
const desktop = [
  "webkit2gtk-driver",
  "xvfb",
  "xauth",
  "xdg-utils",
  "desktop-file-utils",
  "dbus",
  "dbus-x11",
  "imagemagick",
  "x11-utils",
  // Stands for OBS, whose browser source is one.
  "chromium",
];

/** Real players, and what other programs follow them with; for the tests and the benchmarks. */
const players = ["mpv", "mpv-mpris", "vlc-bin", "vlc-plugin-base", "playerctl"];

/** What the tests need besides: a keychain, and tools that look at windows and packages. */
const test = ["gnome-keyring", "at-spi2-core", "rpm"];

/** A desktop with a real tray: its panel and window manager, and what asks them and the bus. */
const tray = ["xfce4-panel", "xfconf", "xfwm4", "wmctrl", "xclip", "systemd"];

/** What the tests of an installed package need besides: what asks for permission to install, and what reads a package. */
const installed = ["sudo", "appstream", "libglib2.0-bin"];

/** @type {Record<import("../setup.mjs").Purpose, string[]>} */
const packagesFor = {
  build,
  lint: build,
  demo: [...build, ...desktop],
  test: [...build, ...desktop, ...players, ...test, ...tray],
  installed: [...build, ...desktop, ...installed],
};

function isDebianFamily() {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}

/** @param {string[]} packages */
function missingOf(packages) {
  const { stdout } = spawnSync("dpkg-query", ["-W", "-f=${Package} ${db:Status-Status}\n", ...packages], {
    encoding: "utf8",
  });
  const installed = new Set(
    stdout
      .split("\n")
      .filter((line) => line.endsWith(" installed"))
      .map((line) => line.split(" ")[0]),
  );
  return packages.filter((name) => !installed.has(name));
}

/** @returns {string[] | null} what stands before `apt-get`, or null when we may not call it */
function asRoot() {
  if (process.getuid?.() === 0) return [];
  return spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0 ? ["sudo", "-n"] : null;
}

/**
 * Installs the system packages that are missing.
 *
 * @param {import("../setup.mjs").Purpose} purpose
 * @returns {Promise<boolean>} whether the way is free
 */
export async function systemPackages(purpose) {
  const wanted = packagesFor[purpose];
  if (process.platform !== "linux" || !isDebianFamily()) {
    const what =
      process.platform === "linux" ? `this system's counterparts of ${wanted.join(" ")}` : elsewhere();
    console.log(`setup: nothing is installed by itself on this system. Needed: ${what}`);
    return true;
  }
  const missing = missingOf(wanted);
  if (missing.length === 0) return true;

  const prefix = asRoot();
  if (prefix === null) {
    console.error(`setup: ${missing.length} Debian packages are missing. Run this once, then try again:\n`);
    console.error(
      `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(" ")}\n`,
    );
    return false;
  }
  console.log(`setup: installing ${missing.length} Debian packages: ${missing.join(" ")}`);
  const apt = [...prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
  const [command, ...args] = /** @type {[string, ...string[]]} */ (apt);
  for (const step of [
    ["update", "-q"],
    ["install", "-y", "-q", "--no-install-recommends", ...missing],
  ]) {
    const { code } = await run(command, [...args, ...step]);
    if (code !== 0) {
      console.error(`setup: apt-get ${step[0]} failed (exit ${code}); the lines above say why`);
      return false;
    }
  }
  return true;
}

function elsewhere() {
  return process.platform === "darwin"
    ? "the Xcode command line tools (xcode-select --install)"
    : "the Microsoft C++ Build Tools and WebView2 (see https://tauri.app/start/prerequisites/)";
}
