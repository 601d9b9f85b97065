// When an overlay shows something, and what: a pure function of what was heard, the behaviour and the time.

import type { Behaviour, PublicSnapshot } from "../src/bindings";

/** What is shown. Times are milliseconds; `position` is the one at the moment that was asked about. */
export type Shown =
  | { kind: "nothing" }
  | { kind: "note"; text: string }
  | { kind: "song"; key: string; song: PublicSnapshot; grey: boolean; moving: boolean; position: number };

/** The app never leaves a field out. */
export type Whole = Required<Behaviour>;

export interface Answer {
  shown: Shown;
  /** When it has to be asked again, if nothing else is heard before. */
  again: number;
}

/** A snapshot, with what has to be remembered of the ones before. */
export interface Heard {
  snapshot: PublicSnapshot;
  at: number;
  /** Names the last song there was, and since when it has been that. */
  key: string;
  changedAt: number;
  /** Since when that song has been standing still; `undefined` while it moves. */
  stillAt: number | undefined;
  /** Since when the status has been what it is. */
  statusAt: number;
}

/** All that is remembered, oldest first: with a delay, what is shown lags behind what was heard last. */
export type Memory = Heard[];

const SONGLESS = ["inactive", "nothing", "private", "advert"];

const hasSong = (snapshot: PublicSnapshot): boolean =>
  snapshot.title !== null && !SONGLESS.includes(snapshot.status);

const isMoving = (snapshot: PublicSnapshot): boolean => snapshot.live && snapshot.status === "playing";

/** The same song after a pause, a seek or a restart of the app is no other one: a snapshot has no identity of it. */
const keyOf = ({ title, subtitle }: PublicSnapshot): string => JSON.stringify([title, subtitle]);

export function hear(memory: Memory, snapshot: PublicSnapshot, at: number): Memory {
  const last = memory.at(-1);
  const song = hasSong(snapshot);
  const key = song ? keyOf(snapshot) : (last?.key ?? "");
  const same = last?.key === key;
  const stillAt = same ? last.stillAt : undefined;
  const heard: Heard = {
    snapshot,
    at,
    key,
    changedAt: same ? last.changedAt : at,
    stillAt: !song ? stillAt : isMoving(snapshot) ? undefined : (stillAt ?? at),
    statusAt: last?.snapshot.status === snapshot.status ? last.statusAt : at,
  };
  return [...memory, heard];
}

/** The app is lost: what it said last is forgotten, but not which song that was. */
export const forget = (memory: Memory): Memory =>
  memory.slice(-1).map((last) => ({ ...last, snapshot: { ...last.snapshot, title: null, status: "" } }));

/** Drops what can't be shown any more. */
export function prune(memory: Memory, delay: number, now: number): Memory {
  const current = memory.findLastIndex((heard) => heard.at + delay <= now);
  return memory.slice(Math.max(current, 0));
}

export function show(memory: Memory, behaviour: Whole, advert: string, now: number): Answer {
  const delay = behaviour.delay_ms;
  const due = memory.findLastIndex((heard) => heard.at + delay <= now);
  const next = memory[due + 1];
  const heard = memory[due];
  const answer: Answer = { shown: { kind: "nothing" }, again: next ? next.at + delay : Infinity };
  if (!heard) return answer;

  // Until the end: when it comes later, it has to be looked at again.
  const before = (end: number): boolean => {
    if (now >= end + delay) return false;
    answer.again = Math.min(answer.again, end + delay);
    return true;
  };
  const { snapshot } = heard;
  const { only_on_change: onlyOnChange } = behaviour;
  const shownFor = behaviour.change_shown_s * 1000;
  if (snapshot.status === "advert") {
    const wanted = !behaviour.hide_adverts && (!onlyOnChange || before(heard.statusAt + shownFor));
    if (wanted) answer.shown = { kind: "note", text: advert };
  } else if (!hasSong(snapshot)) {
    if (behaviour.placeholder && snapshot.status)
      answer.shown = { kind: "note", text: behaviour.placeholder };
  } else {
    const moving = isMoving(snapshot);
    const hides = behaviour.when_paused === "hide" && heard.stillAt !== undefined;
    const wanted =
      (!onlyOnChange || before(heard.changedAt + shownFor)) &&
      (!hides || before((heard.stillAt ?? 0) + behaviour.hide_paused_after_s * 1000));
    if (wanted) {
      const position = (snapshot.position_ms ?? 0) + (moving ? now - delay - heard.at : 0);
      answer.shown = {
        kind: "song",
        key: heard.key,
        song: snapshot,
        // What may be old is greyed whatever the user wants of a pause.
        grey: !moving && (behaviour.when_paused !== "same" || !snapshot.live),
        moving,
        position: Math.min(position, snapshot.duration_ms ?? Infinity),
      };
    }
  }
  return answer;
}
