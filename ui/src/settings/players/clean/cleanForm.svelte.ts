import type { Cleaned, CleanSettings, CommandError, Replacement } from "../../../bindings";
import type { Backend, Outcome } from "../../../backend/backend";
import { LastWins } from "../../overlay/lastWins";
import { same } from "../../overlay/same";
import { moved } from "../follow/apps";
import { ruleFault, type Rule, type RuleFault } from "./ruleFault";

export const MAX_RULES = 50;

/** What is ticked: everything but the user's own rules. */
export type Ticks = Omit<Required<CleanSettings>, "replacements">;

/** A rule as it stands in the fields. */
export type Row = Rule & { key: number };

type ByKey<Value> = Readonly<Record<number, Value>>;

const plain = ({ find, replace, pattern, ignore_case, place }: Row): Rule => ({
  find,
  replace,
  pattern,
  ignore_case,
  place,
});

const byKey = (rows: readonly Row[]): ByKey<Rule> =>
  Object.fromEntries(rows.map((row) => [row.key, plain(row)]));

const filled = (rule: Replacement): Rule => ({
  find: "",
  replace: "",
  pattern: false,
  ignore_case: false,
  place: "title",
  ...rule,
});

/**
 * Which titles are cleaned, as it stands in the fields. What can be used is saved at once. A rule that cannot be used
 * stays in its fields, goes on in the app as it was before, and keeps nothing else from being saved.
 */
export class CleanForm {
  ticks = $state.raw<Ticks>();
  rows = $state<Row[]>([]);
  preview = $state.raw<Cleaned[]>();
  error = $state.raw<CommandError | null>(null);
  /** Every source that was ticked since the form was opened: one that is not running stays in sight when it is unticked. */
  known = $state.raw<string[]>([]);
  #backend: Backend;
  #saving = new LastWins();
  #refused = $state.raw<ByKey<{ rule: Rule; fault: RuleFault }>>({});
  #accepted: ByKey<Rule> = {};
  #saved: { settings: CleanSettings; ticks: Ticks } | undefined;
  #keys = 0;
  #asked = 0;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Asks the app what is cleaned, the first time. */
  async open(): Promise<void> {
    if (this.ticks) return;
    const { replacements, ...ticks } = (await this.#backend.cleanTitles()) as Required<CleanSettings>;
    if (this.ticks) return;
    this.ticks = ticks;
    this.known = ticks.sources;
    this.rows = replacements.map((rule) => ({ ...filled(rule), key: this.#keys++ }));
    this.#accepted = byKey(this.rows);
    this.#saved = { settings: this.#settings(this.rows, ticks), ticks };
  }

  /** Why a rule cannot be used. */
  fault(row: Row): RuleFault | null {
    const rule = plain(row);
    const refused = this.#refused[row.key];
    return ruleFault(rule) ?? (refused && same(refused.rule, rule) ? refused.fault : null);
  }

  change(part: Partial<Ticks>): void {
    if (!this.ticks) return;
    const { known, ticks } = this;
    this.ticks = { ...ticks, ...part };
    this.known = [...known, ...this.ticks.sources.filter((source) => !known.includes(source))];
    this.save();
  }

  tickSource(source: string, ticked: boolean): void {
    const others = (this.ticks?.sources ?? []).filter((one) => one !== source);
    this.change({ sources: ticked ? [...others, source] : others });
  }

  /** Whether there was room for one more. */
  addRule(): boolean {
    this.error = this.rows.length >= MAX_RULES ? { code: "too-many" } : null;
    if (this.error) return false;
    this.rows = [...this.rows, { ...filled({ ignore_case: true }), key: this.#keys++ }];
    return true;
  }

  removeRule(row: Row): void {
    this.rows = this.rows.filter(({ key }) => key !== row.key);
    this.save();
  }

  moveRule(from: number, to: number): void {
    this.rows = moved(this.rows, from, to);
    this.save();
  }

  save(): void {
    this.#saving.put("all", () => this.#send());
  }

  settled(): Promise<void> {
    return this.#saving.settled();
  }

  /** Asks what becomes of some titles. An answer that a later question has overtaken is dropped. */
  async refresh(): Promise<void> {
    const asked = ++this.#asked;
    const tried = await this.#tried((settings) => this.#backend.previewCleanTitles(settings));
    if (asked === this.#asked && tried && "value" in tried.outcome) this.preview = tried.outcome.value;
  }

  async #send(): Promise<void> {
    const { ticks } = this;
    const tried = await this.#tried(async (settings): Promise<Outcome<CleanSettings>> => {
      if (same(settings, this.#saved?.settings)) return { value: settings };
      const refusal = await this.#backend.setCleanTitles(settings);
      return refusal ? { refusal } : { value: settings };
    });
    if (!tried || !ticks) return;
    if ("value" in tried.outcome) {
      this.error = null;
      this.#saved = { settings: tried.outcome.value, ticks: tried.ticks };
      this.#accepted = byKey(tried.sent);
    } else {
      this.error = tried.outcome.refusal;
      if (this.ticks === ticks) this.ticks = this.#saved?.ticks;
    }
  }

  /** Sends what can be used. A rule that the app finds unusable is noted, and the rest goes without it. */
  async #tried<Value>(
    send: (settings: CleanSettings) => Promise<Outcome<Value>>,
  ): Promise<{ outcome: Outcome<Value>; sent: Row[]; ticks: Ticks } | undefined> {
    while (this.ticks) {
      const { ticks } = this;
      const sent = this.#usable();
      const outcome = await send(this.#settings(sent, ticks));
      const refusal = "refusal" in outcome ? outcome.refusal : null;
      const row = refusal && "rule" in refusal ? sent[refusal.rule] : undefined;
      if (!refusal || !row || same(plain(row), this.#accepted[row.key])) return { outcome, sent, ticks };
      const fault = refusal.code === "clean-pattern" ? { pattern: refusal.detail } : "long";
      this.#refused = { ...this.#refused, [row.key]: { rule: plain(row), fault } };
    }
    return undefined;
  }

  /** The rules that can be used; in place of one that cannot, what it was before. */
  #usable(): Row[] {
    return this.rows.flatMap((row) => {
      if (!this.fault(row)) return [{ ...plain(row), key: row.key }];
      const before = this.#accepted[row.key];
      return before ? [{ ...before, key: row.key }] : [];
    });
  }

  #settings(rows: readonly Row[], ticks: Ticks): CleanSettings {
    return { ...ticks, replacements: rows.map(plain) };
  }
}
