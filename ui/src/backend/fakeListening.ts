import type {
  CommandError,
  Credentials,
  LoginView,
  Notice,
  Preferences,
  SnapshotView,
  SourceEntry,
  SourceId,
} from "../bindings";
import type { Backend, Refusal } from "./backend";
import { Topic } from "./fakeTopic";

export type Call = { command: string; args: unknown[] };

const MONTH_S = 30 * 24 * 3600;
const entry = (id: SourceId): SourceEntry => ({ id, state: "ready", name: null, app: null, tab: null });
const now = () => Math.floor(Date.now() / 1000);

/** The part of the fake app that listens, logs in and keeps preferences. */
export class FakeListening {
  readonly calls: Call[] = [];
  #refusals = new Map<string, CommandError>();
  #snapshots = new Topic<SnapshotView>();
  #logins = new Topic<LoginView>();
  #preferencesTopic = new Topic<Preferences>();
  #noticesTopic = new Topic<Notice[]>();

  snapshotView: SnapshotView = {
    run: "fake",
    number: 1,
    sources: [entry("none"), entry("follow"), entry("demo")],
    selected: "none",
    listening: false,
    status: { code: "inactive" },
    song: null,
    origin: null,
  };
  loginView: LoginView = {
    status: "signed-out",
    reason: null,
    client_id: "",
    has_secret: false,
    pkce_only: false,
    return_by: "deep-link",
    redirect_uri: "app.songplate://callback",
    login_url: null,
    deadline: null,
    account: null,
    secrets: "keychain",
    secrets_path: null,
  };
  preferencesView: Preferences = { theme: "system", language: "system", show_private: false };
  noticesView: Notice[] = [];

  /** The next call of this command is refused. */
  refuse(command: keyof Backend, error: CommandError): void {
    this.#refusals.set(command, error);
  }

  /** The arguments of each call of a command, in order. */
  callsOf(command: keyof Backend): unknown[][] {
    return this.calls.filter((call) => call.command === command).map((call) => call.args);
  }

  /** Sends the next snapshot. */
  show(part: Partial<SnapshotView>): void {
    this.snapshotView = { ...this.snapshotView, number: this.snapshotView.number + 1, ...part };
    this.#snapshots.emit(this.snapshotView);
  }

  setLogin(part: Partial<LoginView>): void {
    this.loginView = { ...this.loginView, ...part };
    this.#logins.emit(this.loginView);
  }

  prefer(part: Partial<Preferences>): void {
    this.preferencesView = { ...this.preferencesView, ...part };
    this.#preferencesTopic.emit(this.preferencesView);
  }

  tell(...kinds: Notice["kind"][]): void {
    this.noticesView = kinds.map((kind, index) => ({ id: index + 1, kind }));
    this.#noticesTopic.emit(this.noticesView);
  }

  protected called(command: keyof Backend, ...args: unknown[]): Refusal {
    this.calls.push({ command, args: structuredClone(args) });
    const refusal = this.#refusals.get(command) ?? null;
    this.#refusals.delete(command);
    return refusal;
  }

  snapshot = async () => structuredClone(this.snapshotView);
  onSnapshot = (listener: (view: SnapshotView) => void) => this.#snapshots.listen(listener);

  async selectSource(source: SourceId): Promise<void> {
    this.called("selectSource", source);
    this.show({ selected: source, listening: false, status: { code: "inactive" }, song: null, origin: null });
  }

  async startListening(): Promise<void> {
    this.called("startListening");
    this.show({ listening: true, status: { code: "nothing", reason: "starting" } });
  }

  async stopListening(): Promise<void> {
    this.called("stopListening");
    this.show({ listening: false, status: { code: "inactive" }, song: null, origin: null });
  }

  async tryAgain(): Promise<void> {
    this.called("tryAgain");
  }

  openSong = async () => this.called("openSong");
  coverAddress = (key: string) => `/covers/${key}.svg`;

  login = async () => structuredClone(this.loginView);
  onLogin = (listener: (view: LoginView) => void) => this.#logins.listen(listener);

  async saveCredentials(credentials: Credentials, confirmed: boolean): Promise<Refusal> {
    const refusal = this.called("saveCredentials", credentials, confirmed);
    if (refusal) return refusal;
    const drops = this.loginView.account && credentials.client_id !== this.loginView.client_id;
    if (drops && !confirmed) return { code: "would-sign-out" };
    this.#save(credentials);
    if (drops) this.setLogin({ status: "signed-out", reason: null, account: null });
    return null;
  }

  async logIn(credentials: Credentials, confirmed: boolean): Promise<Refusal> {
    const refusal = this.called("logIn", credentials, confirmed);
    if (refusal) return refusal;
    this.#save(credentials);
    this.setLogin({
      status: "waiting",
      reason: null,
      login_url: `https://accounts.spotify.com/authorize?response_type=code&client_id=${credentials.client_id}&scope=user-read-playback-state&state=Zm9ydHktdHdvIHNvbmdz&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM`,
      deadline: now() + 600,
    });
    return null;
  }

  async cancelLogIn(): Promise<void> {
    this.called("cancelLogIn");
    const status = this.loginView.account ? "linked" : "signed-out";
    this.setLogin({ status, reason: null, login_url: null, deadline: null });
  }

  async logOut(): Promise<Refusal> {
    const refusal = this.called("logOut");
    if (!refusal) this.setLogin({ status: "signed-out", reason: null, account: null });
    return refusal;
  }

  async submitRedirect(address: string): Promise<Refusal> {
    const refusal = this.called("submitRedirect", address);
    if (refusal) return refusal;
    if (!address.startsWith(this.loginView.redirect_uri)) return { code: "not-an-answer" };
    this.link("Ada");
    return null;
  }

  openDashboard = async () => this.called("openDashboard");
  openLoginPage = async () => this.called("openLoginPage");

  async retrySecrets(): Promise<void> {
    this.called("retrySecrets");
  }

  preferences = async () => structuredClone(this.preferencesView);
  onPreferences = (listener: (view: Preferences) => void) => this.#preferencesTopic.listen(listener);

  async setPreferences(preferences: Preferences): Promise<Refusal> {
    const refusal = this.called("setPreferences", preferences);
    if (!refusal) this.prefer(preferences);
    return refusal;
  }

  notices = async () => structuredClone(this.noticesView);
  onNotices = (listener: (view: Notice[]) => void) => this.#noticesTopic.listen(listener);

  async dismissNotice(id: number): Promise<void> {
    this.called("dismissNotice", id);
    this.noticesView = this.noticesView.filter((notice) => notice.id !== id);
    this.#noticesTopic.emit(this.noticesView);
  }

  async openSettings(): Promise<void> {
    this.called("openSettings");
  }

  about = async () => ({ version: "0.1.0", profile: "/home/alex/.local/share/app.songplate" });

  /** The user agreed at Spotify. */
  link(name: string | null): void {
    const authorized_at = now();
    this.setLogin({
      status: "linked",
      reason: null,
      login_url: null,
      deadline: null,
      account: {
        id: "ada1815",
        name,
        authorized_at,
        expires_at: authorized_at + 6 * MONTH_S,
        expires_soon: false,
      },
    });
  }

  #save(credentials: Credentials): void {
    this.setLogin({
      client_id: credentials.client_id,
      has_secret: this.loginView.has_secret || credentials.client_secret !== null,
      pkce_only: credentials.pkce_only,
      return_by: credentials.return_by,
      redirect_uri:
        credentials.return_by === "deep-link" ? "app.songplate://callback" : "http://127.0.0.1/callback",
    });
  }
}
