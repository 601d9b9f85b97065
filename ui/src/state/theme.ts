import type { Theme } from "../bindings";

const dark = window.matchMedia("(prefers-color-scheme: dark)");
let choice: Theme = "system";

/** The theme that a choice means while the system prefers dark, or not. */
export function resolveTheme(chosen: Theme, systemIsDark: boolean): "light" | "dark" {
  if (chosen !== "system") return chosen;
  return systemIsDark ? "dark" : "light";
}

function apply(): void {
  document.documentElement.dataset.theme = resolveTheme(choice, dark.matches);
}

export function useTheme(chosen: Theme): void {
  choice = chosen;
  apply();
}

dark.addEventListener("change", apply);
