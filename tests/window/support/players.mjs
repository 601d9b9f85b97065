// Real players on the desk's session bus. They are told what to do as anybody else would tell them: through playerctl.
import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

/** @typedef {import("./desk.mjs").Desk} Desk */

/** Where distributions put the script by which mpv speaks MPRIS. */
const MPV_SCRIPTS = [
  "/usr/lib/mpv-mpris/mpris.so",
  "/usr/share/mpv/scripts/mpris.so",
  "/etc/mpv/scripts/mpris.so",
];

/** The user that nobody is. */
const NOBODY = 65_534;

/** @param {string} program */
const isInstalled = (program) =>
  (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));

/** Why there can be no such players here, or false. @param {...("mpv" | "vlc" | "chromium")} players */
export function noPlayers(...players) {
  const missing = [...players, "playerctl"].filter((program) => !isInstalled(program));
  if (players.includes("mpv") && !MPV_SCRIPTS.some(existsSync)) missing.push("mpv-mpris");
  return missing.length === 0 ? false : `not installed: ${missing.join(", ")} (npm run setup)`;
}

/**
 * mpv, playing these files from the first on, over and over.
 *
 * @param {Desk} desk
 * @param {string[]} files
 * @param {string[]} options
 */
export function startMpv(desk, files, ...options) {
  const script = `--script=${MPV_SCRIPTS.find(existsSync)}`;
  const quiet = ["--no-config", "--no-video", "--ao=null", "--no-terminal"];
  return desk.start("mpv", [...quiet, script, "--loop-playlist", ...options, ...files], "mpv.log");
}

/**
 * VLC, playing these files.
 *
 * @param {Desk} desk
 * @param {string[]} files
 */
export function startVlc(desk, files) {
  const args = ["--intf=dummy", "--no-video", "--aout=dummy", "--no-media-library", "--loop", ...files];
  if (process.getuid?.() !== 0) return desk.start("vlc", args, "vlc.log");
  // It refuses to run as root, who runs everything in a container.
  const home = desk.path("nobodys-home");
  mkdirSync(home);
  chownSync(home, NOBODY, NOBODY);
  chmodSync(desk.folder, 0o711);
  const nobody = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups", "vlc"];
  const env = {
    HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_DATA_HOME: home,
    XDG_CACHE_HOME: home,
    XDG_RUNTIME_DIR: home,
  };
  return desk.start("setpriv", [...nobody, ...args], "vlc.log", { env });
}

/**
 * Chromium with a page that plays these songs and says what they are (Media Session), from the first on.
 *
 * @param {Desk} desk
 * @param {{ file: string, song: import("./songs.mjs").Song }[]} songs
 */
export function startChromium(desk, songs) {
  const page = desk.path("page.html");
  const listed = songs.map(({ file, song }) => ({ ...song, address: pathToFileURL(file).href }));
  writeFileSync(page, pageWith(listed));
  const args = [
    "--headless=new",
    // Everything in a container runs as root, whom Chromium gives no sandbox.
    "--no-sandbox",
    "--no-first-run",
    "--disable-gpu",
    "--password-store=basic",
    "--autoplay-policy=no-user-gesture-required",
    `--user-data-dir=${desk.path("listening-chromium")}`,
    pathToFileURL(page).href,
  ];
  return desk.start("chromium", args, "listening-chromium.log");
}

/** @param {object[]} songs */
const pageWith = (
  songs,
) => `<!doctype html><meta charset="utf-8"><title>A page</title><audio id="audio" loop></audio>
<canvas id="cover" width="96" height="96" hidden></canvas><script>
  const songs = ${JSON.stringify(songs)};
  const audio = document.getElementById("audio");
  const canvas = document.getElementById("cover");
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#862e9c";
  pen.fillRect(0, 0, 96, 96);
  const artwork = [{ src: canvas.toDataURL(), sizes: "96x96", type: "image/png" }];
  let number = 0;
  function play() {
    const { address, title, artist, album } = songs[number % songs.length];
    audio.src = address;
    navigator.mediaSession.metadata = new MediaMetadata({ title, artist, album, artwork });
    audio.play();
  }
  navigator.mediaSession.setActionHandler("nexttrack", () => { number += 1; play(); });
  navigator.mediaSession.setActionHandler("seekto", ({ seekTime }) => { audio.currentTime = seekTime; });
  play();
</script>
`;

/**
 * Tells a player to do something, such as `pause`, `play`, `next` or `position 20`.
 *
 * @param {Desk} desk
 * @param {string} player its name on the bus, or how that begins
 * @param {string[]} command
 */
export function tell(desk, player, ...command) {
  const { status, stdout, stderr } = spawnSync("playerctl", [`--player=${player}`, ...command], {
    env: desk.env,
    encoding: "utf8",
    timeout: 10_000,
  });
  if (status !== 0) throw new Error(`playerctl ${command.join(" ")}: ${stderr.trim()}`);
  return stdout.trim();
}
