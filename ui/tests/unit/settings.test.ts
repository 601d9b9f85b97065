import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { tick } from "svelte";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { CommandError, LoginReason, LoginView } from "../../src/bindings";
import { FakeBackend } from "../../src/backend/fake";
import { errorText } from "../../src/settings/errorText";
import { loginText } from "../../src/settings/loginText";
import Settings from "../../src/settings/Settings.svelte";
import { useLanguage } from "../../src/state/language.svelte";
import { Preferences } from "../../src/state/preferences.svelte";
import { ACCOUNT, CLIENT_ID, OTHER_ID, SECRET } from "../samples";

let fake: FakeBackend;
const user = userEvent.setup();
const $ = (id: string) => screen.getByTestId(id);
const message = (id: string) => $(`${id}-message`).textContent;
const LINKED: Partial<LoginView> = {
  status: "linked",
  client_id: CLIENT_ID,
  has_secret: true,
  account: ACCOUNT,
};

async function open(part: Partial<LoginView> = {}): Promise<void> {
  fake.loginView = { ...fake.loginView, ...part };
  const preferences = new Preferences();
  await preferences.follow(fake);
  render(Settings, { backend: fake, preferences });
  await screen.findByTestId("login-status");
}

beforeEach(() => {
  fake = new FakeBackend();
});

describe("credentials", () => {
  test("spaces round what is pasted are dropped, and the login becomes available with Save", async () => {
    await open();
    expect($("log-in")).toBeDisabled();
    expect($("save-credentials")).toBeDisabled();
    await user.click($("client-id"));
    await user.paste(`  ${CLIENT_ID}\n`);
    expect($("client-id")).toHaveValue(CLIENT_ID);
    expect($("log-in")).toBeDisabled();
    expect(message("client-secret")).toMatch(/Paste the client secret/);
    await user.click($("client-secret"));
    await user.paste(` ${SECRET} `);
    expect($("log-in")).toBeEnabled();
    await user.click($("save-credentials"));
    expect(fake.callsOf("saveCredentials")).toEqual([
      [{ client_id: CLIENT_ID, client_secret: SECRET, pkce_only: false, return_by: "deep-link" }, false],
    ]);
    expect($("client-secret"), "a saved secret leaves the window").toHaveValue("");
    expect($("client-secret")).toHaveAttribute("placeholder", "Saved. Leave empty to keep it.");
    expect($("save-credentials")).toBeDisabled();
    expect($("saved")).toHaveTextContent("Saved");
    expect($("log-in")).toBeEnabled();
  });

  test("what is typed is counted first, and called wrong once it cannot become right", async () => {
    await open();
    await user.type($("client-id"), "0123");
    expect(message("client-id")).toBe("4 of 32 characters");
    expect($("client-id")).not.toHaveAttribute("aria-invalid");
    await user.type($("client-id"), "xyz");
    expect(message("client-id")).toMatch(/32 characters, digits and the letters a to f/);
    expect($("client-id")).toHaveAttribute("aria-invalid", "true");
    await user.clear($("client-id"));
    await user.type($("client-id"), "0123");
    await user.tab();
    expect($("client-id"), "too short when left").toHaveAttribute("aria-invalid", "true");
  });

  test("without a secret the ID alone is enough, and no secret is sent", async () => {
    await open();
    await user.type($("client-id"), CLIENT_ID);
    await user.type($("client-secret"), SECRET);
    await user.click($("pkce-only"));
    expect($("client-secret")).toBeDisabled();
    await user.click($("log-in"));
    expect(fake.callsOf("logIn")).toEqual([
      [{ client_id: CLIENT_ID, client_secret: null, pkce_only: true, return_by: "deep-link" }, false],
    ]);
  });

  test("a saved secret counts for its own client ID only", async () => {
    await open({ client_id: CLIENT_ID, has_secret: true });
    expect($("log-in")).toBeEnabled();
    await user.clear($("client-id"));
    await user.type($("client-id"), OTHER_ID);
    expect($("log-in")).toBeDisabled();
    expect(message("client-secret")).toMatch(/Paste the client secret/);
  });

  test("the secret is hidden until asked for", async () => {
    await open();
    expect($("client-secret")).toHaveAttribute("type", "password");
    await user.click(screen.getByRole("button", { name: "Show the secret" }));
    expect($("client-secret")).toHaveAttribute("type", "text");
    await user.click(screen.getByRole("button", { name: "Hide the secret" }));
    expect($("client-secret")).toHaveAttribute("type", "password");
  });

  test("a save that ends a login asks first", async () => {
    await open(LINKED);
    await user.clear($("client-id"));
    await user.type($("client-id"), OTHER_ID);
    await user.type($("client-secret"), SECRET);
    await user.click($("save-credentials"));
    expect($("confirm")).toHaveTextContent("This ends your login");
    expect($("cancel-sign-out"), "the safe answer has the focus").toHaveFocus();
    await user.keyboard("{Escape}");
    expect(screen.queryByTestId("confirm")).toBeNull();
    expect($("login-status")).toHaveAttribute("data-status", "linked");
    expect($("client-id"), "nothing typed is lost").toHaveValue(OTHER_ID);
    await user.click($("save-credentials"));
    await user.click($("confirm-sign-out"));
    expect(fake.callsOf("saveCredentials").map(([, confirmed]) => confirmed)).toEqual([false, false, true]);
    expect($("login-status")).toHaveAttribute("data-status", "signed-out");
  });

  test("a login that ends another asks first", async () => {
    await open(LINKED);
    fake.refuse("logIn", { code: "would-sign-out" });
    await user.click($("log-in"));
    await user.click($("confirm-sign-out"));
    expect(fake.callsOf("logIn").map(([, confirmed]) => confirmed)).toEqual([false, true]);
    expect($("login-status")).toHaveAttribute("data-status", "waiting");
  });

  test("a refused save says why and keeps what was typed", async () => {
    await open();
    await user.type($("client-id"), CLIENT_ID);
    await user.type($("client-secret"), SECRET);
    fake.refuse("saveCredentials", { code: "keychain" });
    await user.click($("save-credentials"));
    expect(await screen.findByText(/keychain did not answer/)).toBeVisible();
    expect($("client-secret")).toHaveValue(SECRET);
  });

  test("what was saved elsewhere shows, except over what is being typed", async () => {
    await open();
    fake.setLogin({ client_id: CLIENT_ID, has_secret: true });
    await tick();
    expect($("client-id")).toHaveValue(CLIENT_ID);
    await user.clear($("client-id"));
    await user.type($("client-id"), "abc");
    fake.setLogin({ client_id: OTHER_ID });
    await tick();
    expect($("client-id")).toHaveValue("abc");
  });
});

describe("the redirect URI", () => {
  test("is copied, and says so", async () => {
    await open();
    const written = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    expect($("redirect-uri").textContent).toBe("app.songplate://callback");
    await user.click($("copy-redirect-uri"));
    expect(written).toHaveBeenCalledWith("app.songplate://callback");
    expect($("step-2")).toHaveAttribute("data-step", "done");
  });

  test("is copied the old way where the page may not use the clipboard", async () => {
    await open();
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("no"));
    let copied = "";
    document.execCommand = vi.fn(() => {
      copied = (document.activeElement as HTMLTextAreaElement).value;
      return true;
    });
    await user.click($("copy-redirect-uri"));
    expect(document.execCommand).toHaveBeenCalledWith("copy");
    expect(copied).toBe("app.songplate://callback");
    expect(document.querySelector("textarea")).toBeNull();
  });

  test("says so when it cannot be copied at all", async () => {
    await open();
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("no"));
    document.execCommand = () => false;
    await user.click($("copy-redirect-uri"));
    expect(screen.getByText(/Copying was refused/)).toBeVisible();
  });

  test("follows the way of returning at once, and is saved with the credentials", async () => {
    await open({ client_id: CLIENT_ID, has_secret: true });
    await user.click($("return-by-loopback"));
    expect($("redirect-uri").textContent).toBe("http://127.0.0.1/callback");
    await user.click($("save-credentials"));
    expect(fake.callsOf("saveCredentials")[0]![0]).toMatchObject({
      return_by: "loopback",
      client_secret: null,
    });
  });
});

describe("the steps", () => {
  const states = () => [1, 2, 3, 4].map((number) => $(`step-${number}`).dataset["step"]);

  test("show how far a newcomer is", async () => {
    await open();
    vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    expect(states()).toEqual(["current", "todo", "todo", "todo"]);
    await user.click($("open-dashboard"));
    expect(fake.callsOf("openDashboard")).toHaveLength(1);
    expect(states()).toEqual(["done", "current", "todo", "todo"]);
    await user.click($("copy-redirect-uri"));
    expect(states()).toEqual(["done", "done", "current", "todo"]);
    await user.type($("client-id"), CLIENT_ID);
    await user.type($("client-secret"), SECRET);
    expect(states()).toEqual(["done", "done", "done", "current"]);
    fake.link("Ada");
    await tick();
    expect(states()).toEqual(["done", "done", "done", "done"]);
  });
});

describe("the login", () => {
  test("while it waits, shows the address, the time left and the ways out", async () => {
    await open({ client_id: CLIENT_ID, has_secret: true });
    await user.click($("log-in"));
    expect($("login-status")).toHaveAttribute("data-status", "waiting");
    expect($("login-url").textContent).toBe(fake.loginView.login_url);
    expect($("time-left").textContent).toMatch(/^(10:00|9:5\d) left$/);
    expect(screen.getByText(/INVALID_CLIENT/)).toBeVisible();
    await user.click($("open-login-page"));
    expect(fake.callsOf("openLoginPage")).toHaveLength(1);
    await user.click($("cancel-log-in"));
    expect($("login-status")).toHaveAttribute("data-status", "signed-out");
    expect(screen.queryByTestId("login-url")).toBeNull();
  });

  test("takes a pasted address, and says when it is none", async () => {
    await open({ client_id: CLIENT_ID, has_secret: true });
    await user.click($("log-in"));
    await user.type($("paste-redirect"), "https://example.com/");
    await user.click($("submit-redirect"));
    expect(screen.getByText(/not the address of an answer/)).toBeVisible();
    await user.clear($("paste-redirect"));
    await user.type($("paste-redirect"), " app.songplate://callback?code=1&state=2 ");
    await user.click($("submit-redirect"));
    expect(fake.callsOf("submitRedirect").at(-1)).toEqual(["app.songplate://callback?code=1&state=2"]);
    expect($("login-status")).toHaveAttribute("data-status", "linked");
  });

  test("once linked, tells whose it is, where the secrets are, who gets them and what next", async () => {
    await open({ ...LINKED, secrets: "file", secrets_path: "/home/ada/secrets.json" });
    expect($("login-status")).toHaveTextContent("Linked as Ada");
    expect($("login-status")).toHaveTextContent(/Select “Spotify API”.*Start/);
    expect($("account-name")).toHaveTextContent("Ada");
    expect($("account")).toHaveTextContent("November 23, 2026");
    expect($("account")).toHaveTextContent("May 23, 2027");
    expect($("secrets")).toHaveTextContent("mode 0600");
    expect($("secrets")).toHaveTextContent("/home/ada/secrets.json");
    expect($("secrets")).toHaveTextContent("Nobody else receives them.");
    expect(screen.queryByTestId("expires-soon")).toBeNull();
    await user.click($("log-out"));
    expect($("login-status")).toHaveAttribute("data-status", "signed-out");
    expect(screen.queryByTestId("account")).toBeNull();
  });

  test("warns before the permission ends", async () => {
    await open({ ...LINKED, account: { ...ACCOUNT, name: null, expires_soon: true } });
    expect($("expires-soon")).toHaveTextContent("May 23, 2027");
    expect($("account-name")).toHaveTextContent("Spotify account ada1815");
    expect($("log-in")).toHaveTextContent("Log in again");
  });

  test("is linked before Spotify has told whose account it is", async () => {
    await open({ ...LINKED, account: { ...ACCOUNT, id: "", name: null } });
    expect($("login-status")).toHaveTextContent("Your account is linked");
    expect($("account-name")).toHaveTextContent("Your Spotify account");
  });

  test("a failed one leaves the account linked before in place", async () => {
    await open({ ...LINKED, status: "failed", reason: "access-denied" });
    expect($("login-status")).toHaveAttribute("data-reason", "access-denied");
    expect($("login-status")).toHaveTextContent("You declined at Spotify");
    expect($("account")).toHaveTextContent("stays linked");
  });
});

const REASONS: Record<LoginReason, LoginView["status"]> = {
  exchanging: "waiting",
  "access-denied": "failed",
  "timed-out": "failed",
  refused: "failed",
  "invalid-client": "failed",
  "invalid-request": "failed",
  "invalid-grant": "failed",
  revoked: "signed-out",
  expired: "signed-out",
  network: "failed",
  server: "failed",
  nonsense: "failed",
  "rate-limited": "failed",
  keychain: "failed",
  browser: "failed",
  "not-on-user-list": "linked",
  "owner-needs-premium": "linked",
  forbidden: "linked",
};
const ERRORS: CommandError[] = [
  { code: "would-sign-out" },
  { code: "client-id-malformed" },
  { code: "client-secret-malformed" },
  { code: "client-secret-missing" },
  { code: "no-login-pending" },
  { code: "not-an-answer" },
  { code: "keychain" },
  { code: "browser" },
  { code: "loopback" },
  { code: "gone" },
  { code: "too-many" },
  { code: "name" },
  { code: "last-overlay" },
  { code: "out-of-range", field: "title.size" },
  { code: "style-not-json", detail: "line 1" },
  { code: "style-not-a-style" },
  { code: "style-newer" },
  { code: "style-field", detail: "width" },
  { code: "style-too-large" },
  { code: "css-loads", line: 2, what: "url()" },
  { code: "css-broken", line: 2 },
  { code: "css-too-long" },
  { code: "folder" },
  { code: "text" },
  { code: "unwritable" },
  { code: "internal" },
];

test.each(["en", "fr"] as const)("every reason and error has a sentence of its own in %s", (language) => {
  useLanguage(language);
  const reasons = Object.entries(REASONS).map(
    ([reason, status]) => loginText({ ...fake.loginView, status, reason: reason as LoginReason }).sentence,
  );
  const errors = ERRORS.map(errorText);
  for (const told of [reasons, errors]) {
    expect(new Set(told).size).toBe(told.length);
    for (const sentence of told) expect(sentence).toMatch(/[.…?]$/);
  }
});

describe("general", () => {
  test("theme and language take effect at once and are saved", async () => {
    await open();
    await user.click($("section-general"));
    await user.click($("theme-light"));
    expect(document.documentElement.dataset["theme"]).toBe("light");
    await user.click($("language-fr"));
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Général");
    expect(document.documentElement.lang).toBe("fr");
    await user.click($("show-private"));
    expect(fake.preferencesView).toEqual({ theme: "light", language: "fr", show_private: true });
  });

  test("a choice that cannot be saved is taken back", async () => {
    await open();
    await user.click($("section-general"));
    fake.refuse("setPreferences", { code: "internal" });
    await user.click($("theme-light"));
    expect(await screen.findByText(/Something went wrong/)).toBeVisible();
    expect(document.documentElement.dataset["theme"]).toBe("dark");
    expect($("theme-system")).toBeChecked();
  });
});

test("About tells the version and where the data is", async () => {
  await open();
  await user.click($("section-about"));
  await vi.waitFor(() => expect($("version")).toHaveTextContent("Version 0.1.0"));
  expect($("profile")).toHaveTextContent("/home/alex/.local/share/app.songplate");
  expect(screen.getByText(/stay on this computer/)).toBeVisible();
});
