import type { CommandError, OverlaysView, OverlayView, Style, StyleView } from "../../bindings";
import type { Backend, Outcome, Refusal } from "../../backend/backend";
import { m } from "../../paraglide/messages";
import { Draft } from "./draft.svelte";
import { LastWins } from "./lastWins";
import { copyName } from "./names";
import { OverlayChanges, type OverlayChange } from "./overlayChanges.svelte";
import { same } from "./same";
import { Undo } from "./undo.svelte";

/** Text of a style's CSS that the app has refused, or has not looked at yet. */
type CssText = { text: string; fault: CommandError | null };

/**
 * The overlays and styles as the studio shows them: what the app says of them, and over it what is being changed and
 * not saved yet. Every change is shown at once; a refusal takes it back.
 */
export class Studio {
  readonly #backend: Backend;
  readonly #view: () => OverlaysView;
  readonly #saving = new LastWins();
  readonly #changes = new OverlayChanges();
  #known: StyleView[] = [];
  readonly undoing = new Undo();
  #selected = $state("");
  #draft = $state.raw<Draft>();
  /** A style to use as soon as it is known. */
  #wanted = $state("");
  error = $state.raw<CommandError | null>(null);
  cssText = $state.raw<CssText | null>(null);
  /** The built-in style that a copy was made of, and the copy, until another one is chosen. */
  copied = $state.raw<{ from: string; to: string } | null>(null);

  readonly overlays = $derived.by(() => this.#changes.over(this.#view().overlays));
  readonly overlay = $derived(
    (this.overlays.find(({ id }) => id === this.#selected) ?? this.overlays[0]) as OverlayView,
  );
  readonly styles = $derived.by((): StyleView[] => {
    const styles = this.#kept(this.#view().styles);
    const draft = this.#draft;
    if (!draft || draft.copyOf) return styles;
    const shown = { id: draft.id, built_in: false, style: draft.style };
    const known = styles.some(({ id }) => id === draft.id);
    return known ? styles.map((one) => (one.id === draft.id ? shown : one)) : [...styles, shown];
  });
  /** The selected overlay's style as it is shown. */
  readonly shown = $derived.by((): StyleView => {
    const draft = this.#draftOf(this.overlay);
    if (draft) return { id: draft.id, built_in: false, style: draft.style };
    return (this.styles.find(({ id }) => id === this.overlay.style) ?? this.styles[0]) as StyleView;
  });
  /** The other overlays that show the same style. */
  readonly alsoUsedBy = $derived(
    this.overlays.filter(({ id, style }) => style === this.shown.id && id !== this.overlay.id),
  );

  constructor(backend: Backend, view: () => OverlaysView) {
    this.#backend = backend;
    this.#view = view;
    // What was changed gives way to what the app says once that is the same.
    $effect(() => {
      const { overlays, styles } = view();
      const draft = this.#draft;
      const saved = styles.find(({ id }) => id === draft?.id)?.style;
      if (draft && !draft.copyOf && same(saved, draft.style)) this.#draft = undefined;
      this.#changes.settle(overlays);
      if (styles.some(({ id }) => id === this.#wanted)) {
        this.choose(this.#wanted);
        this.#wanted = "";
      }
    });
  }

  select(id: string): void {
    if (id === this.overlay.id) return;
    this.#selected = id;
    this.#leaveStyle();
  }

  async add(name: string): Promise<boolean> {
    this.error = null;
    const id = this.#told(await this.#backend.addOverlay(name));
    if (id !== null) {
      this.#selected = id;
      this.#leaveStyle();
    }
    return id !== null;
  }

  async remove(): Promise<void> {
    const { id } = this.overlay;
    this.error = await this.#backend.removeOverlay(id);
    if (!this.error) this.#leaveStyle();
  }

  async replaceLink(): Promise<void> {
    this.error = await this.#backend.replaceOverlayLink(this.overlay.id);
  }

  /** Changes the selected overlay. */
  change(part: Partial<OverlayChange>): void {
    this.#change(this.overlay, part);
  }

  /** Gives the selected overlay a style. */
  choose(style: string): void {
    this.#leaveStyle();
    this.change({ style });
  }

  /** Changes the shown style; `what` names the control. A built-in one stays: a copy of the user's own is made of it. */
  edit(what: string, change: (style: Style) => Style): void {
    const draft = this.#draftHere();
    const before = draft.style;
    const after = change(before);
    if (same(before, after)) return;
    this.undoing.remember(before, what, performance.now());
    this.#show(draft, after);
  }

  /** Changes the shown style's CSS, if the app takes it. */
  editCss(text: string): void {
    this.cssText = { text, fault: null };
    const draft = this.#draftHere();
    draft.css = text;
    this.#saving.put(draft, () => this.#save(draft));
  }

  undo(): void {
    const before = this.undoing.take();
    if (!before) return;
    this.cssText = null;
    const draft = this.#draftHere();
    draft.css = undefined;
    this.#show(draft, before);
  }

  async duplicate(): Promise<void> {
    this.error = null;
    await this.#saving.settled();
    const { style } = this.shown;
    const copy = { ...style, name: this.#copyName(style.name, m.style_copy_word()) };
    this.#wanted = this.#told(await this.#backend.addStyle(copy)) ?? "";
  }

  async removeStyle(): Promise<void> {
    await this.#saving.settled();
    const { id } = this.shown;
    this.#leaveStyle();
    this.error = await this.#backend.removeStyle(id);
  }

  /** Keeps a style that somebody exported, and uses it; why not, otherwise. */
  async import(text: string): Promise<CommandError | null> {
    const outcome = await this.#backend.importStyleText(text);
    if ("refusal" in outcome) return outcome.refusal;
    this.#wanted = outcome.value;
    return null;
  }

  async export(): Promise<string | null> {
    await this.#saving.settled();
    return this.#told(await this.#backend.exportStyleText(this.shown.id));
  }

  async saveFile(): Promise<string | null> {
    await this.#saving.settled();
    return this.#told(await this.#backend.saveStyleFile(this.shown.id));
  }

  /** The same objects for styles that have not changed: nothing is drawn anew then. */
  #kept(styles: StyleView[]): StyleView[] {
    this.#known = styles.map((style) => this.#known.find((one) => same(one, style)) ?? style);
    return this.#known;
  }

  #draftOf(overlay: OverlayView): Draft | undefined {
    const draft = this.#draft;
    if (!draft || draft.id !== overlay.style) return undefined;
    return draft.copyOf && draft.overlayId !== overlay.id ? undefined : draft;
  }

  #draftHere(): Draft {
    const known = this.#draftOf(this.overlay);
    if (known) return known;
    const { shown } = this;
    this.#draft = new Draft(shown, this.overlay.id, this.#copyName(shown.style.name, m.style_mine_word()));
    return this.#draft;
  }

  #show(draft: Draft, style: Style): void {
    draft.style = style;
    this.#saving.put(draft, () => this.#save(draft));
  }

  async #save(draft: Draft): Promise<void> {
    const { css, style } = draft;
    const tried = css === undefined ? style : { ...style, css };
    if (same(tried, draft.saved) && !draft.copyOf) return this.#cssSettled(draft, css, null);
    const refusal = draft.copyOf
      ? await this.#copy(draft, tried)
      : await this.#backend.changeStyle(draft.id, tried);
    if (!refusal) {
      draft.saved = tried;
      this.error = null;
      if (css !== undefined) {
        this.undoing.remember(draft.style, "css", performance.now());
        draft.style = { ...draft.style, css };
        this.#cssSettled(draft, css, null);
      }
    } else if (refusal.code.startsWith("css-")) {
      this.#cssSettled(draft, css, refusal);
      // The rest of it goes without the CSS.
      if (!same(style, draft.saved)) this.#saving.put(draft, () => this.#save(draft));
      else if (draft.copyOf && draft.css === undefined && this.#draft === draft) this.#draft = undefined;
    } else {
      this.error = refusal;
      if (this.#draft === draft) this.#draft = undefined;
    }
  }

  /** Makes the user's own copy of a built-in style, and gives it to the overlay that it was changed for. */
  async #copy(draft: Draft, style: Style): Promise<Refusal> {
    const builtIn = draft.id;
    const outcome = await this.#backend.addStyle(style);
    if ("refusal" in outcome) return outcome.refusal;
    const overlay = this.overlays.find(({ id }) => id === draft.overlayId);
    if (overlay?.style === builtIn) {
      this.copied = { from: draft.copyOf?.name ?? "", to: style.name };
      this.#change(overlay, { style: outcome.value });
    }
    draft.id = outcome.value;
    draft.copyOf = null;
    return null;
  }

  #cssSettled(draft: Draft, css: string | undefined, fault: CommandError | null): void {
    if (css === undefined || draft.css !== css) return;
    draft.css = undefined;
    if (this.cssText?.text === css) this.cssText = fault && { text: css, fault };
  }

  #change({ id, name, style, behaviour }: OverlayView, part: Partial<OverlayChange>): void {
    const change = { name, style, behaviour, ...part };
    this.#changes.put(id, change);
    this.#saving.put(id, async () => {
      this.error = await this.#backend.changeOverlay(id, change.name, change.style, change.behaviour);
      if (this.error) this.#changes.takeBack(id, change);
    });
  }

  #told<Value>(outcome: Outcome<Value>): Value | null {
    if ("value" in outcome) return outcome.value;
    this.error = outcome.refusal;
    return null;
  }

  #leaveStyle(): void {
    this.#draft = undefined;
    this.cssText = null;
    this.copied = null;
    this.undoing.forget();
  }

  #copyName(name: string, word: string): string {
    return copyName(
      name,
      word,
      this.styles.map(({ style }) => style.name),
    );
  }
}
