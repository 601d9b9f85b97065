export type SourceId = string; // "none" | "spotify" in this part
export type SourceState = "ready" | "sign-in-again";
export type SourceEntry = { id: SourceId; state: SourceState };
export type NothingReason = "starting" | "idle" | "unknown";
export type OfflineCause = "network" | "server" | "nonsense" | "keychain";
export type ForbiddenReason = "not-on-user-list" | "owner-needs-premium" | "other";
export type Status =
  | { code: "inactive" } | { code: "playing" } | { code: "paused" }
  | { code: "nothing"; reason: NothingReason }
  | { code: "advert" } | { code: "private" }
  | { code: "offline"; cause: OfflineCause }
  | { code: "rate-limited"; until: number } // unix seconds
  | { code: "quota"; until: number }
  | { code: "forbidden"; reason: ForbiddenReason; until: number }
  | { code: "sign-in-again" };
export type Kind = "track" | "episode" | "local";
export type SongView = {
  kind: Kind; title: string; subtitle: string; album: string | null; has_link: boolean;
  cover: string | null;        // key; image address = convertFileSrc(key, "cover")
  duration_ms: number | null; position_ms: number; // at the moment of sending
  playing: boolean; live: boolean;                 // not live: show greyed, standing still
};
export type SnapshotView = {
  run: string; number: number; sources: SourceEntry[]; selected: SourceId; listening: boolean;
  status: Status; song: SongView | null;
};
export type ReturnBy = "deep-link" | "loopback";
export type LoginStatus = "signed-out" | "waiting" | "linked" | "failed";
export type LoginReason =
  | "exchanging"            // waiting: consent was given, tokens are being fetched
  | "access-denied" | "timed-out" | "refused" | "invalid-client" | "invalid-request" | "invalid-grant"
  | "revoked" | "expired"   // signed-out: permission ended: sign in again
  | "network" | "server" | "nonsense" | "rate-limited" | "keychain" | "loopback" | "browser"
  | "not-on-user-list" | "owner-needs-premium" | "forbidden"; // linked, but Spotify refuses calls
export type AccountView = {
  id: string; name: string | null;
  authorized_at: number; expires_at: number; // unix seconds; six months
  expires_soon: boolean;                     // a month or less left
};
export type SecretsPlace = "keychain" | "file" | "locked" | "unknown";
export type LoginView = {
  status: LoginStatus; reason: LoginReason | null;
  client_id: string; has_secret: boolean; pkce_only: boolean;
  return_by: ReturnBy; redirect_uri: string;  // the one to register for `return_by`
  login_url: string | null; deadline: number | null; // while waiting
  account: AccountView | null;                // may be set while waiting/failed too: the earlier login goes on
  secrets: SecretsPlace; secrets_path: string | null; // path when "file"
};
export type Credentials = {
  client_id: string; client_secret: string | null; // null: keep the one that is saved
  pkce_only: boolean; return_by: ReturnBy;
};
export type Theme = "system" | "light" | "dark";
export type Language = "system" | "en" | "fr";
export type Preferences = { theme: Theme; language: Language; show_private: boolean };
export type NoticeKind =
  | { code: "settings-damaged"; set_aside: string; restored: boolean } // restored: the copy was taken; else defaults
  | { code: "settings-newer"; set_aside: string }
  | { code: "settings-unsaved"; cause: "read-only" | "full" | "other" } // cannot be written now; nothing lost in memory
  | { code: "secrets-damaged"; set_aside: string }
  | { code: "keychain-locked" }      // button: try again -> commands.retrySecrets
  | { code: "link-unanswered" };     // the app was opened by a link that answers no login
export type Notice = { id: number; kind: NoticeKind };
export type CommandError =
  | { code: "would-sign-out" }       // saving these credentials ends the login; call again with confirmed: true
  | { code: "client-id-malformed" } | { code: "client-secret-malformed" } | { code: "client-secret-missing" }
  | { code: "no-login-pending" } | { code: "not-an-answer" }  // pasted address
  | { code: "keychain" } | { code: "storage" } | { code: "browser" } | { code: "loopback" } | { code: "internal" };

import { invoke } from "@tauri-apps/api/core";
import { listen, type UnlistenFn } from "@tauri-apps/api/event";

export type Result<T, E> = { status: "ok"; data: T } | { status: "error"; error: E };

async function result(command: string, args?: Record<string, unknown>): Promise<Result<null, CommandError>> {
  try {
    return { status: "ok", data: await invoke<null>(command, args) };
  } catch (error) {
    if (error instanceof Error) throw error;
    return { status: "error", error: error as CommandError };
  }
}

export const commands = {
  snapshot: () => invoke<SnapshotView>("snapshot"),
  selectSource: (source: SourceId) => invoke<null>("select_source", { source }),
  startListening: () => invoke<null>("start_listening"),
  stopListening: () => invoke<null>("stop_listening"),
  tryAgain: () => invoke<null>("try_again"),
  openSong: () => result("open_song"),
  login: () => invoke<LoginView>("login"),
  saveCredentials: (credentials: Credentials, confirmed: boolean) =>
    result("save_credentials", { credentials, confirmed }),
  logIn: (credentials: Credentials, confirmed: boolean) => result("log_in", { credentials, confirmed }),
  cancelLogIn: () => invoke<null>("cancel_log_in"),
  logOut: () => result("log_out"),
  submitRedirect: (address: string) => result("submit_redirect", { address }),
  openDashboard: () => result("open_dashboard"),
  openLoginPage: () => result("open_login_page"),
  retrySecrets: () => invoke<null>("retry_secrets"),
  preferences: () => invoke<Preferences>("preferences"),
  setPreferences: (preferences: Preferences) => result("set_preferences", { preferences }),
  notices: () => invoke<Notice[]>("notices"),
  dismissNotice: (id: number) => invoke<null>("dismiss_notice", { id }),
  openSettings: () => invoke<null>("open_settings"),
  version: () => invoke<string>("version"),
};

function event<T>(name: string) {
  return {
    listen: (callback: (event: { payload: T }) => void): Promise<UnlistenFn> => listen<T>(name, callback),
  };
}

export const events = {
  snapshotChanged: event<SnapshotView>("snapshot-changed"),
  loginChanged: event<LoginView>("login-changed"),
  preferencesChanged: event<Preferences>("preferences-changed"),
  noticesChanged: event<Notice[]>("notices-changed"),
};
