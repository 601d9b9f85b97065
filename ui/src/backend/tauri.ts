import { convertFileSrc } from "@tauri-apps/api/core";
import { commands, events, type CommandError } from "../bindings";
import type { Backend, Outcome, Refusal } from "./backend";

type Answer<Value = unknown> = { status: "ok"; data: Value } | { status: "error"; error: CommandError };

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
  refusal(answer.then((data) => ({ status: "ok", data })));

async function outcome<Value>(answer: Promise<Answer<Value>>): Promise<Outcome<Value>> {
  try {
    const settled = await answer;
    return settled.status === "error" ? { refusal: settled.error } : { value: settled.data };
  } catch (error) {
    console.error(error);
    return { refusal: { code: "internal" } };
  }
}

/** The same for commands that refuse nothing themselves. */
const handed = <Value>(answer: Promise<Value>): Promise<Outcome<Value>> =>
  outcome(answer.then((data) => ({ status: "ok", data })));

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

  overlays: () => commands.overlays(),
  onOverlays: (listener) => events.overlaysChanged.listen(({ payload }) => listener(payload)),
  overlayLink: () => commands.overlayLink(),
  setOverlayServer: (port, lan) => refusal(commands.setOverlayServer(port, lan)),
  addOverlay: (name) => outcome(commands.addOverlay(name)),
  changeOverlay: (id, name, style, behaviour) => refusal(commands.changeOverlay(id, name, style, behaviour)),
  removeOverlay: (id) => refusal(commands.removeOverlay(id)),
  replaceOverlayLink: (id) => refusal(commands.replaceOverlayLink(id)),
  openOverlay: (id) => refusal(commands.openOverlay(id)),
  saveOverlayLoader: (id) => outcome(commands.saveOverlayLoader(id)),

  addStyle: (style) => outcome(commands.addStyle(style)),
  changeStyle: (id, style) => refusal(commands.changeStyle(id, style)),
  removeStyle: (id) => refusal(commands.removeStyle(id)),
  importStyleText: (text) => outcome(commands.importStyleText(text)),
  exportStyleText: (id) => handed(commands.exportStyleText(id)),
  saveStyleFile: (id) => outcome(commands.saveStyleFile(id)),

  files: () => commands.files(),
  onFiles: (listener) => events.filesChanged.listen(({ payload }) => listener(payload)),
  setFiles: (settings) => refusal(commands.setFiles(settings)),
  chooseFolder: () => handed(commands.chooseFolder()),
  replies: () => commands.replies(),
  setReplies: (replies) => refusal(commands.setReplies(replies)),
  previewReplies: (replies) => commands.previewReplies(replies),

  playersAvailability: () => commands.playersAvailability(),
  onPlayersAvailability: (listener) =>
    events.playersAvailabilityChanged.listen(({ payload }) => listener(payload)),
  follow: () => commands.follow(),
  onFollow: (listener) => events.followChanged.listen(({ payload }) => listener(payload)),
  setFollow: (follow) => refusal(commands.setFollow(follow)),
  pinFollowed: (app) => refusal(commands.pinFollowed(app)),
  cleanTitles: () => commands.cleanTitles(),
  setCleanTitles: (settings) => refusal(commands.setCleanTitles(settings)),
  previewCleanTitles: (settings) => outcome(commands.previewCleanTitles(settings)),

  preferences: () => commands.preferences(),
  onPreferences: (listener) => events.preferencesChanged.listen(({ payload }) => listener(payload)),
  setPreferences: (preferences) => reached(commands.setPreferences(preferences)),

  background: () => commands.background(),
  setBackground: (settings) => reached(commands.setBackground(settings)),
  setStartAtLogin: (atLogin) => refusal(commands.setStartAtLogin(atLogin)),
  onUpdatesAsked: (listener) => events.updatesAsked.listen(() => listener()),
  onClosingAsked: (listener) => events.closingAsked.listen(() => listener()),
  closeAs: (onClose) => done(commands.closeAs(onClose)),
  keepWindow: () => done(commands.keepWindow()),

  updates: () => commands.updates(),
  onUpdates: (listener) => events.updatesChanged.listen(({ payload }) => listener(payload)),
  setUpdateChannel: (channel) => reached(commands.setUpdateChannel(channel)),
  setUpdatesEnabled: (enabled) => reached(commands.setUpdatesEnabled(enabled)),
  checkForUpdates: () => done(commands.checkForUpdates()),
  installUpdate: () => done(commands.installUpdate()),
  installUpdateLater: () => done(commands.installUpdateLater()),
  cancelUpdate: () => done(commands.cancelUpdate()),

  health: () => commands.health(),
  onHealth: (listener) => events.healthChanged.listen(({ payload }) => listener(payload)),
  copyReport: () => outcome(commands.copyReport()),

  notices: () => commands.notices(),
  onNotices: (listener) => events.noticesChanged.listen(({ payload }) => listener(payload)),
  dismissNotice: (id) => done(commands.dismissNotice(id)),

  openSettings: () => done(commands.openSettings()),
  openUpdates: () => done(commands.openUpdates()),
  about: () => commands.about(),
};
