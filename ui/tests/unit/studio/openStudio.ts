import { fireEvent, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { vi } from "vitest";
import type { FakeBackend } from "../../../src/backend/fake";
import type { Style } from "../../../src/bindings";
import Settings from "../../../src/settings/Settings.svelte";
import { Preferences } from "../../../src/state/preferences.svelte";

// jsdom lays nothing out, so there is nothing to observe.
class NoObserver {
  observe() {}
  disconnect() {}
  unobserve() {}
}
vi.stubGlobal("ResizeObserver", NoObserver);
vi.stubGlobal("IntersectionObserver", NoObserver);

export const user = userEvent.setup();
export const $ = (id: string) => screen.getByTestId(id);
export const none = (id: string) => screen.queryByTestId(id);
export const set = (id: string, value: string) => fireEvent.input($(id), { target: { value } });

/** Opens the settings at a tab of the studio, with nothing folded away. */
export async function openStudio(fake: FakeBackend, tab = "style"): Promise<void> {
  const preferences = new Preferences();
  await preferences.follow(fake);
  render(Settings, { backend: fake, preferences });
  await user.click($("section-overlay"));
  await user.click(await screen.findByTestId(`tab-${tab}`));
  for (const group of document.querySelectorAll("details")) group.open = true;
}

/** The first overlay's style, as the app has it. */
export function styleOf(fake: FakeBackend): Style {
  const { overlays, styles } = fake.overlaysView;
  return styles.find(({ id }) => id === overlays[0]!.style)!.style;
}

export const ownOf = (fake: FakeBackend) => fake.overlaysView.styles.filter((one) => !one.built_in);
