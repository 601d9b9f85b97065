import type { LoginReason, LoginView } from "../bindings";
import { m } from "../paraglide/messages";

export type LoginText = { headline: string; sentence: string; tone: "good" | "wait" | "alert" | "off" };

export function reasonText(reason: LoginReason): string {
  switch (reason) {
    case "exchanging":
      return m.login_exchanging_text();
    case "access-denied":
      return m.login_access_denied();
    case "timed-out":
      return m.login_timed_out();
    case "refused":
      return m.login_refused();
    case "invalid-client":
      return m.login_invalid_client();
    case "invalid-request":
      return m.login_invalid_request();
    case "invalid-grant":
      return m.login_invalid_grant();
    case "revoked":
      return m.login_revoked();
    case "expired":
      return m.login_expired();
    case "network":
      return m.login_network();
    case "server":
      return m.login_server();
    case "nonsense":
      return m.login_nonsense();
    case "rate-limited":
      return m.login_rate_limited();
    case "keychain":
      return m.login_keychain();
    case "browser":
      return m.login_browser();
    case "not-on-user-list":
      return m.login_not_on_user_list();
    case "owner-needs-premium":
      return m.login_owner_needs_premium();
    case "forbidden":
      return m.login_forbidden();
  }
}

/** The name people know an account by. Not every account has one, and until Spotify answers none is known. */
export function accountName(account: NonNullable<LoginView["account"]>): string {
  if (account.name) return account.name;
  return account.id ? m.account_unnamed({ id: account.id }) : m.account_unknown();
}

export function loginText(login: LoginView): LoginText {
  const { status, reason, account } = login;
  const because = reason && reasonText(reason);
  switch (status) {
    case "signed-out":
      return {
        headline: m.login_signed_out(),
        sentence: because ?? m.login_signed_out_text(),
        tone: because ? "alert" : "off",
      };
    case "waiting":
      return {
        headline: reason === "exchanging" ? m.login_exchanging() : m.login_waiting(),
        sentence: because ?? m.step_login_text(),
        tone: "wait",
      };
    case "linked":
      return {
        headline:
          account && (account.name || account.id)
            ? m.login_linked_as({ name: accountName(account) })
            : m.login_linked(),
        sentence: because ?? m.login_linked_text(),
        tone: because ? "alert" : "good",
      };
    case "failed":
      return { headline: m.login_failed(), sentence: because ?? m.login_refused(), tone: "alert" };
  }
}
