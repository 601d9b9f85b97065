// A desktop: a panel with a real tray (StatusNotifier, Xfce's), and a window manager, on the desk's own screen and bus.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { hasOwner } from "./bus.mjs";
import { property } from "./bus-calls.mjs";
import { saveScreen } from "./display.mjs";
import { until } from "./wait.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */

/** What keeps Xfce's settings; other desks' buses start it by themselves. */
const XFCONF = "/usr/share/dbus-1/services/org.xfce.Xfconf.service";

const WATCHER = { name: "org.kde.StatusNotifierWatcher", path: "/StatusNotifierWatcher" };

/** Where the panel is on the screen: along the lower edge, as high as this. */
const HEIGHT = 32;

/** Why there can be no desktop here, or false. @returns {string | false} */
export function noDesktop() {
  const programs = [
    "/usr/bin/xfce4-panel",
    "/usr/bin/xfwm4",
    "/usr/bin/wmctrl",
    "/usr/bin/xclip",
    "/usr/bin/busctl",
  ];
  const missing = [...programs, XFCONF].filter((file) => !existsSync(file));
  return missing.length === 0 ? false : `missing: ${missing.join(", ")} (npm run setup)`;
}

/**
 * Starts the service that the window manager and the panel ask for their settings.
 *
 * @param {Desk} desk
 */
async function startXfconf(desk) {
  if (hasOwner(desk, "org.xfce.Xfconf")) return;
  const program = /^Exec=(.+)$/m.exec(readFileSync(XFCONF, "utf8"))?.[1] ?? "";
  desk.start(program, [], "xfconf.log");
  await until("Xfce's settings", () => hasOwner(desk, "org.xfce.Xfconf"));
}

/**
 * Gives windows frames, places and a button to close them.
 *
 * @param {Desk} desk
 */
export async function startWindowManager(desk) {
  await startXfconf(desk);
  desk.start("xfwm4", ["--compositor=off"], "xfwm4.log");
  await until(
    "the window manager",
    () => spawnSync("wmctrl", ["-m"], { env: desk.env, encoding: "utf8" }).status === 0,
  );
}

/**
 * Starts a panel with nothing but a tray in it.
 *
 * @param {Desk} desk
 * @param {"dark" | "light"} shade
 */
export async function startPanel(desk, shade = "dark") {
  const folder = desk.path("home", ".config", "xfce4", "xfconf", "xfce-perchannel-xml");
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/xfce4-panel.xml`, panelSettings(shade));
  await startXfconf(desk);
  const panel = desk.start("xfce4-panel", ["--disable-wm-check"], "panel.log");
  await until("the tray", () => hasOwner(desk, WATCHER.name));
  return panel;
}

/** @param {"dark" | "light"} shade */
function panelSettings(shade) {
  const level = shade === "dark" ? "0.13" : "0.93";
  const colour = [level, level, level, "1"].map((part) => `<value type="double" value="${part}"/>`).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="dark-mode" type="bool" value="${shade === "dark"}"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=10;x=640;y=884"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="${HEIGHT}"/>
      <property name="icon-size" type="uint" value="0"/>
      <property name="background-style" type="uint" value="1"/>
      <property name="background-rgba" type="array">${colour}</property>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="systray"/>
  </property>
</channel>
`;
}

/** The items that the tray shows, as addresses on the bus. @param {Desk} desk @returns {string[]} */
export const trayItems = (desk) =>
  property(desk, WATCHER, "org.kde.StatusNotifierWatcher.RegisteredStatusNotifierItems") ?? [];

/**
 * Saves a picture of the panel alone.
 *
 * @param {Desk} desk
 * @param {string} file
 */
export function savePanel(desk, file) {
  const screen = desk.path("panel-screen.png");
  saveScreen(desk, screen);
  spawnSync("convert", [screen, "-gravity", "south", "-crop", `0x${HEIGHT}+0+0`, "+repage", file]);
}
