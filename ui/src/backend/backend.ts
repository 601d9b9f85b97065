import type {
  About,
  CommandError,
  Credentials,
  LoginView,
  Notice,
  Preferences,
  SnapshotView,
  SourceId,
} from "../bindings";

/** What a command that can be refused answers: null when it was done. */
export type Refusal = CommandError | null;

export type Unlisten = () => void;

/** The one door to the app behind the windows. Nothing else in the UI knows Tauri. */
export interface Backend {
  snapshot(): Promise<SnapshotView>;
  onSnapshot(listener: (snapshot: SnapshotView) => void): Promise<Unlisten>;
  selectSource(source: SourceId): Promise<void>;
  startListening(): Promise<void>;
  stopListening(): Promise<void>;
  tryAgain(): Promise<void>;
  openSong(): Promise<Refusal>;
  coverAddress(key: string): string;

  login(): Promise<LoginView>;
  onLogin(listener: (login: LoginView) => void): Promise<Unlisten>;
  saveCredentials(credentials: Credentials, confirmed: boolean): Promise<Refusal>;
  logIn(credentials: Credentials, confirmed: boolean): Promise<Refusal>;
  cancelLogIn(): Promise<void>;
  logOut(): Promise<Refusal>;
  submitRedirect(address: string): Promise<Refusal>;
  openDashboard(): Promise<Refusal>;
  openLoginPage(): Promise<Refusal>;
  retrySecrets(): Promise<void>;

  preferences(): Promise<Preferences>;
  onPreferences(listener: (preferences: Preferences) => void): Promise<Unlisten>;
  setPreferences(preferences: Preferences): Promise<Refusal>;

  notices(): Promise<Notice[]>;
  onNotices(listener: (notices: Notice[]) => void): Promise<Unlisten>;
  dismissNotice(id: number): Promise<void>;

  openSettings(): Promise<void>;
  about(): Promise<About>;
}
