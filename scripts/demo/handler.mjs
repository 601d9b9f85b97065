import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

const ENTRY = "songplate-demo.desktop";
const TYPE = "x-scheme-handler/app.songplate";
const SECTION = "[Default Applications]";

/**
 * Makes a program the user's handler of the app's links, and returns what puts the previous one back.
 *
 * @param {string} program a path without blanks: Debian 12's xdg-open takes no quotes
 * @returns {() => void}
 */
export function takeLinks(program) {
  if (process.platform !== "linux") return () => {};
  const applications = join(process.env.XDG_DATA_HOME || join(homedir(), ".local", "share"), "applications");
  const defaults = join(process.env.XDG_CONFIG_HOME || join(homedir(), ".config"), "mimeapps.list");
  const entry = join(applications, ENTRY);
  const before = existsSync(defaults) ? cleared(readFileSync(defaults, "utf8")) : null;

  mkdirSync(applications, { recursive: true });
  mkdirSync(dirname(defaults), { recursive: true });
  writeFileSync(
    entry,
    `[Desktop Entry]\nType=Application\nName=Songplate (demo)\nExec=${program} %u\nMimeType=${TYPE};\nNoDisplay=true\n`,
  );
  const ours = withDefault(before ?? "", ENTRY);
  writeFileSync(defaults, ours);
  spawnSync("update-desktop-database", [applications], { stdio: "ignore" });

  return () => {
    rmSync(entry, { force: true });
    spawnSync("update-desktop-database", [applications], { stdio: "ignore" });
    const now = existsSync(defaults) ? readFileSync(defaults, "utf8") : "";
    if (now !== ours) {
      // Somebody changed other defaults meanwhile: only our line goes.
      writeFileSync(defaults, withDefault(now, defaultOf(before ?? "")));
    } else if (before === null) {
      rmSync(defaults);
    } else {
      writeFileSync(defaults, before);
    }
  };
}

/** A list without what an earlier demo left behind when it was killed. @param {string} list */
const cleared = (list) => (list.includes(`${TYPE}=${ENTRY}`) ? withDefault(list, null) : list);

/**
 * The default handler that a list names; a demo's own counts as none.
 *
 * @param {string} list
 */
export function defaultOf(list) {
  const lines = list.split("\n");
  const begin = lines.indexOf(SECTION) + 1;
  if (begin === 0) return null;
  const end = lines.findIndex((line, index) => index >= begin && line.startsWith("["));
  const line = lines.slice(begin, end < 0 ? undefined : end).find((line) => line.startsWith(`${TYPE}=`));
  const named = line?.slice(TYPE.length + 1).replace(/;$/, "");
  return named && named !== ENTRY ? named : null;
}

/**
 * A list with another default handler, or with none.
 *
 * @param {string} list
 * @param {string | null} handler
 */
export function withDefault(list, handler) {
  const lines = list.split("\n");
  let begin = lines.indexOf(SECTION);
  if (begin < 0) {
    if (handler === null) return list;
    begin = lines.at(-1) === "" ? lines.length - 1 : lines.length;
    lines.splice(begin, 0, SECTION);
  }
  const next = lines.findIndex((line, index) => index > begin && line.startsWith("["));
  const end = next < 0 ? lines.length : next;
  const kept = lines.slice(begin + 1, end).filter((line) => !line.startsWith(`${TYPE}=`));
  const ours = handler === null ? [] : [`${TYPE}=${handler}`];
  return [...lines.slice(0, begin + 1), ...ours, ...kept, ...lines.slice(end)].join("\n");
}
