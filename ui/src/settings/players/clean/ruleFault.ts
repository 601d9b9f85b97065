import type { Replacement } from "../../../bindings";

export type Rule = Required<Replacement>;

/** Why a rule cannot be used: nothing to find, a text that cannot be, or the app's word on the pattern, in English. */
export type RuleFault = "empty" | "long" | { pattern: string };

export const MAX_FIND = 200;

/** What is known without asking the app (`CleanSettings::check`). */
export function ruleFault({ find, replace }: Rule): RuleFault | null {
  if (find === "") return "empty";
  const fine = (text: string) => [...text].length <= MAX_FIND && !/\p{Cc}/u.test(text);
  return fine(find) && fine(replace) ? null : "long";
}
