import type { SnapshotView, SourceEntry, Status } from "../bindings";
import { m } from "../paraglide/messages";
import { language } from "../state/language.svelte";
import { heardSource, selectedSource, sourceName } from "../shared/source/sourceName";
import { timeOfDay } from "../shared/time";

export type Tone = "good" | "wait" | "info" | "alert" | "off";
export type Action = "try-again" | "open-settings";

/** What the popup says about a status: its name, one plain sentence, and what the user can do, if anything. */
export type StatusText = { name: string; sentence: string; tone: Tone; action: Action | null };

const time = (unix: number) => timeOfDay(unix, language(), new Date());

function inactiveSentence(snapshot: SnapshotView): Pick<StatusText, "sentence" | "action"> {
  const selected = selectedSource(snapshot);
  if (selected.id === "none") {
    const linked = snapshot.sources.some(({ id }) => id === "spotify");
    return linked
      ? { sentence: m.status_inactive_none(), action: null }
      : { sentence: m.status_inactive_unlinked(), action: "open-settings" };
  }
  switch (selected.state) {
    case "ready":
      return { sentence: m.status_inactive_text(), action: null };
    case "sign-in-again":
      return { sentence: m.status_sign_in_again_text(), action: "open-settings" };
    case "gone":
      return { sentence: m.status_nothing_gone({ source: sourceName(selected) }), action: null };
  }
}

type Heard = Pick<SourceEntry, "id" | "name">;

function playingSentence({ id }: Heard): string {
  return id === "demo" ? m.status_playing_demo() : m.status_playing_text();
}

function idleSentence(heard: Heard): string {
  switch (heard.id) {
    case "spotify":
      return m.status_nothing_idle();
    case "follow":
      return m.status_nothing_idle_follow();
    case "demo":
      return m.status_nothing_idle_demo();
    default:
      return m.status_nothing_idle_player({ source: sourceName(heard) });
  }
}

function nothingSentence(status: Extract<Status, { code: "nothing" }>, heard: Heard): string {
  switch (status.reason) {
    case "starting":
      return m.status_nothing_starting();
    case "idle":
      return idleSentence(heard);
    case "unknown":
      return heard.id === "spotify"
        ? m.status_nothing_unknown()
        : m.status_nothing_unknown_player({ source: sourceName(heard) });
    case "gone":
      return m.status_nothing_gone({ source: sourceName(heard) });
  }
}

function offlineSentence(status: Extract<Status, { code: "offline" }>): string {
  switch (status.cause) {
    case "network":
      return m.status_offline_network();
    case "server":
      return m.status_offline_server();
    case "nonsense":
      return m.status_offline_nonsense();
    case "keychain":
      return m.status_offline_keychain();
  }
}

function forbiddenSentence(status: Extract<Status, { code: "forbidden" }>): string {
  switch (status.reason) {
    case "not-on-user-list":
      return m.status_forbidden_not_on_user_list();
    case "owner-needs-premium":
      return m.status_forbidden_owner_needs_premium();
    case "other":
      return m.status_forbidden_other({ time: time(status.until) });
  }
}

export function statusText(snapshot: SnapshotView): StatusText {
  const { status } = snapshot;
  const heard = heardSource(snapshot);
  switch (status.code) {
    case "inactive":
      return { name: m.status_inactive(), tone: "off", ...inactiveSentence(snapshot) };
    case "playing":
      return { name: m.status_playing(), sentence: playingSentence(heard), tone: "good", action: null };
    case "paused":
      return { name: m.status_paused(), sentence: m.status_paused_text(), tone: "wait", action: null };
    case "nothing":
      return {
        name: m.status_nothing(),
        sentence: nothingSentence(status, heard),
        tone: "info",
        action: null,
      };
    case "advert":
      return { name: m.status_advert(), sentence: m.status_advert_text(), tone: "info", action: null };
    case "private":
      return {
        name: m.status_private(),
        sentence: m.status_private_text(),
        tone: "info",
        action: "open-settings",
      };
    case "offline":
      return {
        name: m.status_offline(),
        sentence: offlineSentence(status),
        tone: "wait",
        action: "try-again",
      };
    case "rate-limited":
      return {
        name: m.status_rate_limited({ time: time(status.until) }),
        sentence: m.status_rate_limited_text(),
        tone: "wait",
        action: null,
      };
    case "quota":
      return {
        name: m.status_quota({ time: time(status.until) }),
        sentence: m.status_quota_text(),
        tone: "wait",
        action: null,
      };
    case "forbidden":
      return {
        name: m.status_forbidden(),
        sentence: forbiddenSentence(status),
        tone: "alert",
        action: "try-again",
      };
    case "sign-in-again":
      return {
        name: m.status_sign_in_again(),
        sentence: m.status_sign_in_again_text(),
        tone: "alert",
        action: "open-settings",
      };
  }
}
