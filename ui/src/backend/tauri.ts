import { convertFileSrc } from "@tauri-apps/api/core";
import { commands, events, type CommandError } from "../bindings";
import type { Backend, Refusal } from "./backend";

type Answer = { status: "ok" } | { status: "error"; error: CommandError };

/** A command that never reached the app (a bridge that failed) is a refusal too: the user must hear of it. */
async function refusal(answer: Promise<Answer>): Promise<Refusal> {
  try {
    const settled = await answer;
    return settled.status === "error" ? settled.error : null;
  } catch (error) {
    console.error(error);
    return { code: "internal" };
  }
}

/** The same for commands that refuse nothing themselves. */
const reached = (answer: Promise<unknown>): Promise<Refusal> =>
  refusal(answer.then(() => ({ status: "ok" })));

async function done(answer: Promise<unknown>): Promise<void> {
  try {
    await answer;
  } catch (error) {
    console.error(error);
  }
}

export const tauri: Backend = {
  snapshot: () => commands.snapshot(),
  onSnapshot: (listener) => events.snapshotChanged.listen(({ payload }) => listener(payload)),
  selectSource: (source) => done(commands.selectSource(source)),
  startListening: () => done(commands.startListening()),
  stopListening: () => done(commands.stopListening()),
  tryAgain: () => done(commands.tryAgain()),
  openSong: () => refusal(commands.openSong()),
  coverAddress: (key) => convertFileSrc(key, "cover"),

  login: () => commands.login(),
  onLogin: (listener) => events.loginChanged.listen(({ payload }) => listener(payload)),
  saveCredentials: (credentials, confirmed) => refusal(commands.saveCredentials(credentials, confirmed)),
  logIn: (credentials, confirmed) => refusal(commands.logIn(credentials, confirmed)),
  cancelLogIn: () => done(commands.cancelLogIn()),
  logOut: () => reached(commands.logOut()),
  submitRedirect: (address) => refusal(commands.submitRedirect(address)),
  openDashboard: () => refusal(commands.openDashboard()),
  openLoginPage: () => refusal(commands.openLoginPage()),
  retrySecrets: () => done(commands.retrySecrets()),

  preferences: () => commands.preferences(),
  onPreferences: (listener) => events.preferencesChanged.listen(({ payload }) => listener(payload)),
  setPreferences: (preferences) => reached(commands.setPreferences(preferences)),

  notices: () => commands.notices(),
  onNotices: (listener) => events.noticesChanged.listen(({ payload }) => listener(payload)),
  dismissNotice: (id) => done(commands.dismissNotice(id)),

  openSettings: () => done(commands.openSettings()),
  about: () => commands.about(),
};
