import type { Cleaned, CleanSettings, CommandError, FollowSettings, Replacement, Titles } from "../bindings";

const MAX_APPS = 200;
const MAX_REPLACEMENTS = 50;
const MAX_TEXT = 200;
const LOADED: [string, string][] = [
  ["The Quiet Hours - Paper Lanterns (Official Video)", "TheQuietHoursVEVO"],
  ["Mara Lune – Slow Tide [HD] (Lyrics)", ""],
  ["Saltwater", "Mara Lune - Topic"],
  ["Letters, Unsent (Remastered 2011)", "Marlow & the Longest Winter"],
];

export const FOLLOW: Required<FollowSettings> = {
  order: [],
  ignored: [],
  pinned: null,
  rules: {},
  spotify_api: true,
};

export const CLEAN: Required<CleanSettings> = {
  sources: [],
  brackets: true,
  remasters: false,
  suffixes: true,
  split: true,
  replacements: [],
};

const isApp = (name: string) => /^\P{Cc}{1,80}$/u.test(name);
const areApps = (names: string[]) => names.every(isApp) && new Set(names).size === names.length;

/** Why the app would not take these settings. */
export function followFault(follow: FollowSettings): CommandError | null {
  const { order, ignored, pinned, rules } = { ...FOLLOW, ...follow };
  if (Math.max(order.length, ignored.length, Object.keys(rules).length) > MAX_APPS)
    return { code: "too-many" };
  if (!areApps(order) || !areApps(ignored) || (pinned !== null && !isApp(pinned))) return { code: "app" };
  const seconds = Object.values(rules).map((rule) => rule.min_duration_s ?? 0);
  return seconds.every((one) => one >= 0 && one <= 3600)
    ? null
    : { code: "out-of-range", field: "min_duration_s" };
}

const filled = (rule: Replacement): Required<Replacement> => ({
  find: "",
  replace: "",
  pattern: false,
  ignore_case: false,
  place: "title",
  ...rule,
});

function expression({ find, pattern, ignore_case }: Required<Replacement>): RegExp {
  const escaped = find.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(pattern ? find : escaped, ignore_case ? "giu" : "gu");
}

function ruleFault(given: Replacement, index: number): CommandError | null {
  const rule = filled(given);
  const fine = (text: string) => text.length <= MAX_TEXT && !/\p{Cc}/u.test(text);
  if (!rule.find || !fine(rule.find) || !fine(rule.replace)) return { code: "clean-text", rule: index };
  try {
    expression(rule);
    return null;
  } catch (error) {
    return { code: "clean-pattern", rule: index, detail: String(error) };
  }
}

export function cleanFault(settings: CleanSettings): CommandError | null {
  const { sources, replacements } = { ...CLEAN, ...settings };
  if (sources.length > MAX_APPS || replacements.length > MAX_REPLACEMENTS) return { code: "too-many" };
  if (!sources.every(isApp)) return { code: "app" };
  return replacements.map(ruleFault).find((fault) => fault !== null) ?? null;
}

function clean(settings: Required<CleanSettings>, [title, subtitle]: [string, string]): Titles {
  const titles = { title, subtitle };
  if (settings.brackets) titles.title = titles.title.replace(/\s*[([](official video|hd|lyrics)[)\]]/gi, "");
  if (settings.remasters) titles.title = titles.title.replace(/\s*\(remastered \d+\)/i, "");
  if (settings.suffixes) titles.subtitle = titles.subtitle.replace(/ - Topic$/, "");
  const parts = / [-–] /.test(titles.title) ? titles.title.split(/ [-–] /) : [];
  if (settings.split && parts.length === 2)
    [titles.subtitle, titles.title] = [String(parts[0]), String(parts[1])];
  for (const rule of settings.replacements.map(filled)) {
    for (const field of ["title", "subtitle"] as const) {
      if (rule.place !== "both" && rule.place !== field) continue;
      titles[field] = titles[field].replace(expression(rule), rule.replace);
    }
  }
  return titles;
}

/** Simpler than the app's own: enough to show what each switch does. */
export function cleaned(settings: Required<CleanSettings>): Cleaned[] {
  return LOADED.map((titles) => ({
    before: { title: titles[0], subtitle: titles[1] },
    after: clean(settings, titles),
  }));
}
