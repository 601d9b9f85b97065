import "./app.css";
import { mount, type Component } from "svelte";
import type { Backend } from "../backend/backend";
import { Preferences } from "../state/preferences.svelte";

export type WindowProps = { backend: Backend; preferences: Preferences };

/** Opens a window's content once theme and language are known, so that neither flashes. */
export async function open(content: Component<WindowProps>, backend: Backend): Promise<void> {
  const preferences = new Preferences();
  try {
    await preferences.follow(backend);
  } catch (error) {
    // A window in the system's own theme and language is better than none.
    console.error(error);
  }
  mount(content, { target: document.body, props: { backend, preferences } });
}
