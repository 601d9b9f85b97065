import type { Credentials, LoginView, ReturnBy } from "../bindings";

/** Spotify's client IDs and secrets: 32 hex digits. */
const KEY = /^[0-9a-f]{32}$/i;
const KEY_LENGTH = 32;

export type KeyState = "empty" | "short" | "malformed" | "valid";

/** What a typed client ID or secret is worth; `short` may still become valid. */
export function keyState(typed: string): KeyState {
  if (typed === "") return "empty";
  if (KEY.test(typed)) return "valid";
  return typed.length < KEY_LENGTH && /^[0-9a-f]*$/i.test(typed) ? "short" : "malformed";
}

/** The credentials as they stand in the fields, beside the saved ones. */
export class CredentialsForm {
  clientId = $state("");
  clientSecret = $state("");
  pkceOnly = $state(false);
  returnBy = $state<ReturnBy>("deep-link");
  #saved = $state.raw<LoginView>();

  readonly idState = $derived(keyState(this.clientId));
  readonly secretState = $derived(keyState(this.clientSecret));
  /** A saved secret belongs to its client ID: another ID needs its own. */
  readonly secretIsSaved = $derived(
    this.#saved !== undefined && this.#saved.has_secret && this.clientId === this.#saved.client_id,
  );
  readonly secretIsMissing = $derived(!this.pkceOnly && this.secretState === "empty" && !this.secretIsSaved);
  readonly valid = $derived(
    this.idState === "valid" &&
      (this.pkceOnly || this.secretState === "valid" || (this.secretState === "empty" && this.secretIsSaved)),
  );
  readonly changed = $derived(
    this.#saved !== undefined &&
      (this.clientId !== this.#saved.client_id ||
        (this.clientSecret !== "" && !this.pkceOnly) ||
        this.pkceOnly !== this.#saved.pkce_only ||
        this.returnBy !== this.#saved.return_by),
  );

  /** Takes over what was saved, except where the user has begun to write something else. */
  follow(saved: LoginView): void {
    const before = this.#saved;
    if (!before || this.clientId === before.client_id) this.clientId = saved.client_id;
    if (!before || this.pkceOnly === before.pkce_only) this.pkceOnly = saved.pkce_only;
    if (!before || this.returnBy === before.return_by) this.returnBy = saved.return_by;
    this.#saved = saved;
  }

  credentials(): Credentials {
    return {
      client_id: this.clientId,
      client_secret: this.pkceOnly || this.clientSecret === "" ? null : this.clientSecret,
      pkce_only: this.pkceOnly,
      return_by: this.returnBy,
    };
  }

  /** The secret is in safe keeping now; it has no business in the window any longer. */
  forgetSecret(): void {
    this.clientSecret = "";
  }
}
