// One song (or note) on screen. Another song gets another box, so that the two can pass each other.

import type { Style } from "../src/bindings";
import { MUSIC } from "../src/shared/source/icons";
import type { Shown } from "./behaviour";
import { coverColours, css, opacity, pixelsOf, rgb } from "./colours";
import { Cover } from "./cover";
import { element } from "./element";
import { Marquee } from "./marquee";
import { Progress } from "./progress";
import { sourceMark } from "./source";
import { svg } from "./svg";

export class Box {
  readonly root: HTMLElement;
  readonly #ground = element("ground");
  readonly #picture = element("cover", svg(["path", { d: MUSIC }]));
  readonly #title = new Marquee("title");
  readonly #subtitle = new Marquee("subtitle");
  readonly #foot = element("foot");
  readonly #words = element("words", this.#title.line, this.#subtitle.line, this.#foot);
  readonly #progress = new Progress();
  readonly #cover = new Cover((image) => this.#showCover(image));
  readonly #calm = matchMedia("(prefers-reduced-motion: reduce)");
  #style: Style;
  #image: HTMLImageElement | undefined;
  #source: string | undefined;

  constructor(style: Style) {
    this.#style = style;
    this.root = element("box", this.#ground, this.#picture, this.#words);
    this.#foot.append(this.#progress.position, this.#progress.duration);
  }

  show(
    { title, song, grey, rate, position }: Shown,
    style: Style,
    coverAddress: (cover: string) => string = String,
  ): void {
    const { background, cover, layout, progress } = style;
    const length = song?.duration_ms ?? 0;
    const { classList } = this.root;
    this.#title.write(title);
    this.#progress.bar.ariaLabel = title;
    this.#subtitle.write(song?.subtitle ?? "");
    classList.toggle("note", !song);
    classList.toggle("untimed", !length);
    classList.toggle("grey", grey);
    this.#mark(song?.source);

    const edge = /plate|bar/.test(layout) ? this.#ground : this.#foot;
    if (this.#progress.bar.parentNode !== edge) edge.append(this.#progress.bar);
    if (length) this.#progress.show(position, length, rate);

    // A cover that nobody would see is not asked for.
    const seen = cover.shown || progress.fill_from_cover || background.kind.startsWith("cover");
    this.#cover.load(seen && song?.cover ? coverAddress(song.cover) : null);
    if (style !== this.#style) {
      this.#style = style;
      this.#paint();
    }
    this.measure();
  }

  /** Looks again whether the lines are too long. */
  measure(): void {
    const runs = this.#style.long_text === "marquee" && !this.#calm.matches;
    this.#title.measure(runs);
    this.#subtitle.measure(runs);
  }

  /** It goes away: scripts don't find it any more, and nothing of it moves. */
  leave(): void {
    this.#cover.stop();
    this.#progress.stop();
    for (const named of this.root.querySelectorAll("[data-testid]")) named.removeAttribute("data-testid");
    this.root.ariaHidden = "true";
  }

  #mark(source: string | undefined): void {
    if (source === this.#source) return;
    this.#source = source;
    this.#words.querySelector(".source")?.remove();
    const mark = source && sourceMark(source);
    if (mark) this.#foot.before(mark);
  }

  #showCover(image: HTMLImageElement | undefined): void {
    this.#image = image;
    for (const old of this.root.querySelectorAll("img")) old.remove();
    if (image) {
      this.#ground.prepend(image.cloneNode());
      image.dataset["testid"] = "overlay-cover";
      this.#picture.append(image);
    }
    this.#paint();
  }

  /** Puts the cover's colours where the style wants them. */
  #paint(): void {
    const { background, progress, title } = this.#style;
    const wanted = background.kind.startsWith("cover") || progress.fill_from_cover;
    const pixels = wanted && this.#image && pixelsOf(this.#image);
    const colours = pixels && coverColours(pixels, rgb(title.colour));
    const chosen = background.kind === "cover-colours" && colours;
    const set = (name: string, value: string | false | undefined): void =>
      this.root.style.setProperty(`--${name}`, value || null);
    set("cover-from", chosen && css(chosen.from, opacity(background.from)));
    set("cover-to", chosen && css(chosen.to, opacity(background.to)));
    set("cover-fill", progress.fill_from_cover && colours && css(colours.fill));
    set("dim", colours && String(colours.dim));
  }
}
