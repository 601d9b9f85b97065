import type { Preferences as PreferencesView } from "../bindings";
import type { Backend, Refusal } from "../backend/backend";
import { useLanguage } from "./language.svelte";
import { subscribe } from "./subscribe";
import { useTheme } from "./theme";

/** The preferences; theme and language take effect in this window as soon as they are known. */
export class Preferences {
  view = $state.raw<PreferencesView>({ theme: "system", language: "system", show_private: false });

  async follow(backend: Backend): Promise<void> {
    await subscribe(
      (listener) => backend.onPreferences(listener),
      () => backend.preferences(),
      (view) => this.#apply(view),
    );
  }

  /** Shows the change at once; a refusal takes it back. */
  async change(backend: Backend, part: Partial<PreferencesView>): Promise<Refusal> {
    const before = this.view;
    const after = { ...before, ...part };
    this.#apply(after);
    const refused = await backend.setPreferences(after);
    if (refused && this.view === after) this.#apply(before);
    return refused;
  }

  #apply(view: PreferencesView): void {
    this.view = view;
    useTheme(view.theme);
    useLanguage(view.language);
  }
}
