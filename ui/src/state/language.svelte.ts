import type { Language } from "../bindings";
import { baseLocale, locales, overwriteGetLocale, type Locale } from "../paraglide/runtime";

let current = $state<Locale>(baseLocale);

// Messages ask for the language each time they are put together, so reading a rune here makes every text in a
// template follow a change without a reload.
overwriteGetLocale(() => current);

/** The language of the choice; `system` takes the first of the system's languages that has a catalogue. */
export function resolveLanguage(choice: Language, system: readonly string[]): Locale {
  if (choice !== "system") return choice;
  for (const tag of system) {
    const primary = tag.split("-")[0]?.toLowerCase();
    const known = locales.find((locale) => locale === primary);
    if (known) return known;
  }
  return baseLocale;
}

export function useLanguage(choice: Language): void {
  current = resolveLanguage(choice, navigator.languages);
  document.documentElement.lang = current;
}

/** The language in use, for dates and times. */
export function language(): Locale {
  return current;
}
