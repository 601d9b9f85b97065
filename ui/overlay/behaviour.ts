// When an overlay shows something, and what: a pure function of what was heard, the behaviour and the time.

import type { Behaviour, PublicSnapshot } from "../src/bindings";

/** What is shown: a song, or a note without one. */
export interface Shown {
  /** Tells it from what is shown before and after. */
  key: string;
  title: string;
  song?: PublicSnapshot;
  grey: boolean;
  /** How fast the position advances from now on, 1 being the recording's own speed; 0 while it stands still. */
  rate: number;
  /** In milliseconds, now. */
  position: number;
}

/** The app never leaves a field out. */
export type Whole = Required<Behaviour>;

export interface Answer {
  /** `undefined`: nothing. */
  shown: Shown | undefined;
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
  const answer: Answer = { shown: undefined, again: next ? next.at + delay : Infinity };
  if (!heard) return answer;

  const { snapshot } = heard;
  /** Whether it is still within these seconds; it has to be asked again at their end. */
  const within = (since: number, seconds: number): boolean => {
    const end = since + delay + seconds * 1000;
    if (now < end) answer.again = Math.min(answer.again, end);
    return now < end;
  };
  const isNew = (since: number): boolean =>
    !behaviour.only_on_change || within(since, behaviour.change_shown_s);
  const note = (title: string): void => {
    if (title) answer.shown = { key: title, title, grey: false, rate: 0, position: 0 };
  };

  if (snapshot.status === "advert") {
    if (!behaviour.hide_adverts && isNew(heard.statusAt)) note(advert);
  } else if (!hasSong(snapshot)) {
    if (snapshot.status) note(behaviour.placeholder);
  } else if (
    isNew(heard.changedAt) &&
    (behaviour.when_paused !== "hide" ||
      heard.stillAt === undefined ||
      within(heard.stillAt, behaviour.hide_paused_after_s))
  ) {
    const moving = isMoving(snapshot);
    const rate = moving ? (snapshot.rate_percent ?? 100) / 100 : 0;
    const position = (snapshot.position_ms ?? 0) + (now - delay - heard.at) * rate;
    answer.shown = {
      key: heard.key,
      title: snapshot.title ?? "",
      song: snapshot,
      // What may be old is greyed whatever the user wants of a pause.
      grey: !moving && (behaviour.when_paused !== "same" || !snapshot.live),
      rate,
      position: Math.min(position, snapshot.duration_ms ?? Infinity),
    };
  }
  return answer;
}
