// One song (or note) on screen. Another song gets another box, so that the two can pass each other.

import type { Style } from "../src/bindings";
import type { Shown } from "./behaviour";
import { coverColours, css, opacity, pixelsOf, rgb } from "./colours";
import { CoverLoader } from "./cover";
import { element } from "./element";
import { Marquee } from "./marquee";
import { Progress } from "./progress";
import { sourceMark } from "./source";
import { svg } from "./svg";

const NOTE =
  "M9 18.5V6l10-2v11.5M9 18.5a2.5 2.5 0 1 1-2.5-2.5A2.5 2.5 0 0 1 9 18.5Zm10-3a2.5 2.5 0 1 1-2.5-2.5 2.5 2.5 0 0 1 2.5 2.5Z";

export type Visible = Exclude<Shown, { kind: "nothing" }>;

export class Box {
  readonly root: HTMLElement;
  private readonly ground = element("ground");
  private readonly cover = element("cover", svg(["path", { d: NOTE }]));
  private readonly title = new Marquee(element("title"));
  private readonly subtitle = new Marquee(element("subtitle"));
  private readonly foot = element("foot");
  private readonly words = element("words", this.title.line, this.subtitle.line, this.foot);
  private readonly progress = new Progress();
  private readonly loader = new CoverLoader((image) => this.showCover(image));
  private readonly still = matchMedia("(prefers-reduced-motion: reduce)");
  private image: HTMLImageElement | undefined;
  private source: string | undefined;

  constructor(
    readonly key: string,
    private style: Style,
    private readonly coverAddress: (cover: string) => string,
  ) {
    this.root = element("box", this.ground, this.cover, this.words);
    this.title.line.dataset["testid"] = "overlay-title";
    this.subtitle.line.dataset["testid"] = "overlay-subtitle";
    for (const { line } of [this.title, this.subtitle]) line.dir = "auto";
    this.foot.append(this.progress.position, this.progress.duration);
    this.restyle(style);
  }

  restyle(style: Style): void {
    this.style = style;
    const edge = style.layout === "plate" || style.layout === "bar";
    const parent = edge ? this.ground : this.foot;
    if (this.progress.bar.parentNode !== parent) parent.append(this.progress.bar);
    this.paint();
    this.measure();
  }

  /** The place on the page may have become another. */
  measure(): void {
    const runs = this.style.long_text === "marquee" && !this.still.matches;
    this.title.measure(runs);
    this.subtitle.measure(runs);
  }

  show(shown: Visible): void {
    const song = shown.kind === "song" ? shown.song : undefined;
    const duration = song?.duration_ms ?? 0;
    this.title.write((shown.kind === "song" ? shown.song.title : shown.text) ?? "");
    this.subtitle.write(song?.subtitle ?? "");
    const { classList } = this.root;
    classList.toggle("note", !song);
    classList.toggle("untimed", !duration);
    classList.toggle("grey", shown.kind === "song" && shown.grey);
    if (shown.kind === "song") {
      this.mark(shown.song.source);
      this.loader.load(shown.song.cover === null ? undefined : this.coverAddress(shown.song.cover));
      this.progress.show(shown.position, duration, shown.moving && duration > 0);
    }
    this.measure();
  }

  /** It goes away: scripts don't find it any more, and nothing of it moves. */
  leave(): void {
    this.loader.stop();
    this.progress.stop();
    for (const named of this.root.querySelectorAll<HTMLElement>("[data-testid]"))
      delete named.dataset["testid"];
    this.root.setAttribute("aria-hidden", "true");
  }

  private mark(source: string): void {
    if (source === this.source) return;
    this.source = source;
    this.words.querySelector(".source")?.remove();
    const mark = sourceMark(source);
    if (mark) this.words.insertBefore(mark, this.foot);
  }

  private showCover(image: HTMLImageElement | undefined): void {
    this.image = image;
    for (const old of this.root.querySelectorAll("img")) old.remove();
    if (image) {
      image.dataset["testid"] = "overlay-cover";
      this.cover.append(image);
      const behind = image.cloneNode() as HTMLImageElement;
      delete behind.dataset["testid"];
      this.ground.prepend(behind);
    }
    this.root.classList.toggle("covered", !!image);
    this.paint();
  }

  /** Puts the cover's colours where the style wants them. */
  private paint(): void {
    const { background, progress, title } = this.style;
    const wanted = background.kind.startsWith("cover") || progress.fill_from_cover;
    const pixels = wanted && this.image && pixelsOf(this.image);
    const colours = pixels ? coverColours(pixels, rgb(title.colour)) : undefined;
    const set = (name: string, value: string | undefined): void =>
      this.root.style.setProperty(name, value ?? null);
    const ground = background.kind === "cover-colours" ? colours : undefined;
    set("--cover-from", ground && css(ground.from, opacity(background.from)));
    set("--cover-to", ground && css(ground.to, opacity(background.to)));
    set("--cover-fill", progress.fill_from_cover && colours ? css(colours.fill) : undefined);
  }
}
