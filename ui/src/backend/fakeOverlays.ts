import type { Behaviour, CommandError, OverlaysView, OverlayView, Style } from "../bindings";
import { NAME_LENGTH, PLACEHOLDER_LENGTH, RANGES } from "../settings/overlay/ranges";
import type { Outcome, Refusal } from "./backend";
import { BUILT_IN, exportStyle, importStyle, styleFault } from "./fakeStyles";

const MAX_OVERLAYS = 24;
const MAX_STYLES = 200;
const LAN_HOSTS = ["192.168.1.20"];
const BEHAVIOUR: Required<Behaviour> = {
  when_paused: "grey",
  hide_paused_after_s: 30,
  only_on_change: false,
  change_shown_s: 10,
  hide_adverts: false,
  delay_ms: 0,
  placeholder: "",
};

const nameFault = (name: string): CommandError | null =>
  name.trim() === "" || [...name.trim()].length > NAME_LENGTH ? { code: "name" } : null;

function behaviourFault(behaviour: Behaviour): CommandError | null {
  const filled = { ...BEHAVIOUR, ...behaviour };
  for (const field of ["hide_paused_after_s", "change_shown_s", "delay_ms"] as const) {
    const { min, max } = RANGES[field];
    if (filled[field] < min || filled[field] > max) return { code: "out-of-range", field };
  }
  if ([...filled.placeholder].length > PLACEHOLDER_LENGTH)
    return { code: "out-of-range", field: "placeholder" };
  return null;
}

const asFileName = (name: string) => name.replace(/[^\p{L}\p{N}]/gu, "-").replace(/^-+|-+$/g, "") || "style";

/** The server, the overlays and the styles of the fake app. */
export class FakeOverlays {
  view: OverlaysView;
  #changed: (view: OverlaysView) => void;
  #tokens = new Map<string, number>();
  #made = 0;

  constructor(changed: (view: OverlaysView) => void) {
    this.#changed = changed;
    this.view = {
      port: 21_867,
      lan: false,
      server: { code: "running", port: 21_867, taken: null, lan: false },
      overlays: [this.#overlay("main", "Main overlay")],
      styles: structuredClone(BUILT_IN),
    };
    this.view.overlays = this.view.overlays.map((overlay) => this.#linked(overlay));
  }

  set(part: Partial<OverlaysView>): void {
    this.view = { ...this.view, ...part };
    this.view.overlays = this.view.overlays.map((overlay) => this.#linked(overlay));
    this.#changed(this.view);
  }

  setServer(port: number, lan: boolean): Refusal {
    if (port < RANGES.port.min || port > RANGES.port.max) return { code: "out-of-range", field: "port" };
    this.set({ port, lan, server: { code: "running", port, taken: null, lan } });
    return null;
  }

  add(name: string): Outcome<string> {
    if (this.view.overlays.length >= MAX_OVERLAYS) return { refusal: { code: "too-many" } };
    const fault = nameFault(name);
    if (fault) return { refusal: fault };
    const id = `overlay${++this.#made}`;
    this.set({ overlays: [...this.view.overlays, this.#overlay(id, name.trim())] });
    return { value: id };
  }

  change(id: string, name: string, style: string, behaviour: Behaviour): Refusal {
    const fault = nameFault(name) ?? behaviourFault(behaviour) ?? this.#gone(id);
    if (fault) return fault;
    const part = { name: name.trim(), style, behaviour };
    this.set({
      overlays: this.view.overlays.map((overlay) => (overlay.id === id ? { ...overlay, ...part } : overlay)),
    });
    return null;
  }

  remove(id: string): Refusal {
    if (this.#gone(id)) return { code: "gone" };
    if (this.view.overlays.length === 1) return { code: "last-overlay" };
    this.set({ overlays: this.view.overlays.filter((overlay) => overlay.id !== id) });
    return null;
  }

  replaceLink(id: string): Refusal {
    if (this.#gone(id)) return { code: "gone" };
    this.#tokens.set(id, (this.#tokens.get(id) ?? 0) + 1);
    this.set({
      overlays: this.view.overlays.map((overlay) => (overlay.id === id ? { ...overlay, pages: 0 } : overlay)),
    });
    return null;
  }

  saveLoader(id: string): Outcome<string> {
    const overlay = this.view.overlays.find((one) => one.id === id);
    if (!overlay) return { refusal: { code: "gone" } };
    if (!overlay.url) return { refusal: { code: "unwritable" } };
    return { value: `/home/alex/.local/share/app.songplate/obs/${asFileName(overlay.name)}.html` };
  }

  addStyle(style: Style): Outcome<string> {
    const fault = styleFault(style);
    if (fault) return { refusal: fault };
    if (this.view.styles.length - BUILT_IN.length >= MAX_STYLES) return { refusal: { code: "too-many" } };
    const id = `style${++this.#made}`;
    this.set({ styles: [...this.view.styles, { id, built_in: false, style }] });
    return { value: id };
  }

  changeStyle(id: string, style: Style): Refusal {
    const fault = styleFault(style);
    if (fault) return fault;
    if (!this.#own(id)) return { code: "gone" };
    this.set({ styles: this.view.styles.map((one) => (one.id === id ? { ...one, style } : one)) });
    return null;
  }

  removeStyle(id: string): Refusal {
    if (!this.#own(id)) return { code: "gone" };
    this.set({ styles: this.view.styles.filter((one) => one.id !== id) });
    return null;
  }

  importText(text: string): Outcome<string> {
    const read = importStyle(text);
    return "code" in read ? { refusal: read } : this.addStyle(read);
  }

  exportText(id: string): string {
    return exportStyle(this.#style(id));
  }

  saveFile(id: string): Outcome<string> {
    return { value: `/home/alex/Downloads/${asFileName(this.#style(id).name)}.songplate-style.json` };
  }

  #overlay(id: string, name: string): OverlayView {
    return { id, name, style: "plate", behaviour: { ...BEHAVIOUR }, url: null, lan_urls: [], pages: 0 };
  }

  #linked(overlay: OverlayView): OverlayView {
    const { server, styles } = this.view;
    const style = styles.some(({ id }) => id === overlay.style) ? overlay.style : "plate";
    if (server.code !== "running") return { ...overlay, style, url: null, lan_urls: [] };
    const token = `${overlay.id}${this.#tokens.get(overlay.id) ?? 0}`.padEnd(22, "x");
    const url = (host: string) => `http://${host}:${server.port}/overlay?token=${token}`;
    return { ...overlay, style, url: url("127.0.0.1"), lan_urls: server.lan ? LAN_HOSTS.map(url) : [] };
  }

  #style(id: string): Style {
    return (this.view.styles.find((one) => one.id === id) ?? BUILT_IN[0])?.style as Style;
  }

  #own(id: string): boolean {
    return this.view.styles.some((one) => one.id === id && !one.built_in);
  }

  #gone(id: string): Refusal {
    return this.view.overlays.some((overlay) => overlay.id === id) ? null : { code: "gone" };
  }
}
