// The app's icon in the tray, seen and used as the tray does: by its objects on the bus.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { inRoot } from "../../../scripts/lib/paths.mjs";
import { call, property } from "./bus-calls.mjs";
import { trayItems } from "./panel.mjs";
import { until } from "./wait.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */
/** @typedef {{ id: number, label: string, enabled: boolean, ticked: boolean, entries: Entry[] }} Entry */

const ITEM = "org.kde.StatusNotifierItem";
const MENU = "com.canonical.dbusmenu";

/** The app's icon. */
export class TrayIcon {
  /** @param {Desk} desk @param {import("./bus-calls.mjs").Place} place */
  constructor(desk, place) {
    this.desk = desk;
    this.place = place;
  }

  /** The icon, as soon as the tray has it. @param {Desk} desk */
  static async find(desk) {
    const item = await until("the icon in the tray", () =>
      trayItems(desk).find((address) => address.toLowerCase().includes("songplate")),
    );
    const slash = item.indexOf("/");
    return new TrayIcon(desk, { name: item.slice(0, slash), path: item.slice(slash) });
  }

  /** Where the menu is. @returns {import("./bus-calls.mjs").Place} */
  get #menu() {
    return { ...this.place, path: property(this.desk, this.place, `${ITEM}.Menu`) };
  }

  /** Whether the tray is to show it. */
  isActive = () => property(this.desk, this.place, `${ITEM}.Status`) === "Active";

  /** The file with its picture. @returns {string} */
  file = () => property(this.desk, this.place, `${ITEM}.IconName`);

  /** Which of the app's pictures it shows: `stopped`, `paused` or `playing`. */
  picture() {
    const shown = this.file();
    if (!shown || !existsSync(shown)) return undefined;
    return ["stopped", "paused", "playing"].find((name) =>
      pixels(shown).equals(pixels(inRoot("src-tauri", "icons", "tray", `${name}-44.png`))),
    );
  }

  /** The menu as it is now. @returns {Entry[]} */
  menu() {
    const menu = this.#menu;
    // Trays say so before they show it.
    call(this.desk, menu, `${MENU}.AboutToShow`, "i", 0);
    const [, layout] = call(this.desk, menu, `${MENU}.GetLayout`, "iias", 0, -1, 0);
    return entriesOf(layout);
  }

  /** The labels of the menu, without those of its submenus. */
  labels = () => this.menu().map(({ label }) => label);

  /** The entry with a label, wherever it is; none is undefined. @param {string} label */
  entry(label) {
    const all = this.menu().flatMap((entry) => [entry, ...entry.entries]);
    return all.find((entry) => entry.label === label);
  }

  /** Chooses an entry, as a click on it does. @param {string} label */
  async choose(label) {
    const { id } = await until(`${label} in the menu`, () => {
      const entry = this.entry(label);
      return entry?.enabled && entry;
    });
    call(this.desk, this.#menu, `${MENU}.Event`, "isvu", id, "clicked", "s", "", 0);
  }

  /**
   * Waits until picture and menu tell of this.
   *
   * @param {"stopped" | "paused" | "playing"} picture
   * @param {string} line the first line of the menu
   */
  async tells(picture, line) {
    await until(`the tray to show ${picture}: ${line}`, () => {
      const seen = `${this.picture()}: ${this.labels()[0]}`;
      if (seen === `${picture}: ${line}`) return true;
      throw new Error(seen);
    });
  }
}

/** @param {any} layout @returns {Entry[]} */
function entriesOf([, , children]) {
  return children.map((/** @type {any} */ { data }) => {
    const [id, properties] = data;
    return {
      id,
      label: plain(properties.label?.data ?? ""),
      enabled: properties.enabled?.data !== false && properties.visible?.data !== false,
      ticked: properties["toggle-state"]?.data === 1,
      entries: entriesOf(data),
    };
  });
}

/** A label as it is drawn: an underscore marks a key, two are one. @param {string} label */
const plain = (label) => label.replace(/_(.)/g, "$1");

/** @param {string} file */
function pixels(file) {
  const { stdout } = spawnSync("convert", [file, "-depth", "8", "RGBA:-"], { maxBuffer: 1 << 24 });
  return stdout;
}
