import type {
  About,
  BackgroundSettings,
  BackgroundView,
  Behaviour,
  CleanSettings,
  Cleaned,
  CommandError,
  Credentials,
  FilesSettings,
  FilesView,
  FollowSettings,
  HealthReport,
  LoginView,
  Notice,
  OnClose,
  OverlaysView,
  PlayersAvailability,
  Preferences,
  Replies,
  ReplyPreview,
  SnapshotView,
  SourceId,
  Style,
  UpdateView,
} from "../bindings";

/** What a command that can be refused answers: null when it was done. */
export type Refusal = CommandError | null;

/** What a command that hands something back and can be refused answers. */
export type Outcome<Value> = { value: Value } | { refusal: CommandError };

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

  overlays(): Promise<OverlaysView>;
  onOverlays(listener: (overlays: OverlaysView) => void): Promise<Unlisten>;
  /** The link of the first overlay; null while the server answers nowhere. */
  overlayLink(): Promise<string | null>;
  setOverlayServer(port: number, lan: boolean): Promise<Refusal>;
  /** Hands back the new overlay's id. */
  addOverlay(name: string): Promise<Outcome<string>>;
  changeOverlay(id: string, name: string, style: string, behaviour: Behaviour): Promise<Refusal>;
  removeOverlay(id: string): Promise<Refusal>;
  replaceOverlayLink(id: string): Promise<Refusal>;
  openOverlay(id: string): Promise<Refusal>;
  /** Hands back the path of the page for OBS. */
  saveOverlayLoader(id: string): Promise<Outcome<string>>;

  /** Hands back the new style's id. */
  addStyle(style: Style): Promise<Outcome<string>>;
  changeStyle(id: string, style: Style): Promise<Refusal>;
  removeStyle(id: string): Promise<Refusal>;
  /** Hands back the new style's id. */
  importStyleText(text: string): Promise<Outcome<string>>;
  /** Hands back the style as text. */
  exportStyleText(id: string): Promise<Outcome<string>>;
  /** Hands back the path of the file. */
  saveStyleFile(id: string): Promise<Outcome<string>>;

  files(): Promise<FilesView>;
  onFiles(listener: (files: FilesView) => void): Promise<Unlisten>;
  setFiles(settings: FilesSettings): Promise<Refusal>;
  /** Hands back the folder; null when the user chose none. */
  chooseFolder(): Promise<Outcome<string | null>>;
  replies(): Promise<Replies>;
  setReplies(replies: Replies): Promise<Refusal>;
  previewReplies(replies: Replies): Promise<ReplyPreview>;

  playersAvailability(): Promise<PlayersAvailability>;
  onPlayersAvailability(listener: (availability: PlayersAvailability) => void): Promise<Unlisten>;
  follow(): Promise<FollowSettings>;
  onFollow(listener: (follow: FollowSettings) => void): Promise<Unlisten>;
  setFollow(follow: FollowSettings): Promise<Refusal>;
  /** An app, a single player or `spotify-api`; null for whatever plays. */
  pinFollowed(app: string | null): Promise<Refusal>;
  cleanTitles(): Promise<CleanSettings>;
  setCleanTitles(settings: CleanSettings): Promise<Refusal>;
  previewCleanTitles(settings: CleanSettings): Promise<Outcome<Cleaned[]>>;

  preferences(): Promise<Preferences>;
  onPreferences(listener: (preferences: Preferences) => void): Promise<Unlisten>;
  setPreferences(preferences: Preferences): Promise<Refusal>;

  background(): Promise<BackgroundView>;
  setBackground(settings: BackgroundSettings): Promise<Refusal>;
  setStartAtLogin(atLogin: boolean): Promise<Refusal>;
  /** The user wants to see the settings' section on updates. */
  onUpdatesAsked(listener: () => void): Promise<Unlisten>;
  /** The user closes the last window, and is to be asked what that does. */
  onClosingAsked(listener: () => void): Promise<Unlisten>;
  closeAs(onClose: OnClose): Promise<void>;
  /** The user does not close it after all. */
  keepWindow(): Promise<void>;

  updates(): Promise<UpdateView>;
  onUpdates(listener: (updates: UpdateView) => void): Promise<Unlisten>;
  setUpdateChannel(channel: UpdateView["channel"]): Promise<Refusal>;
  setUpdatesEnabled(enabled: boolean): Promise<Refusal>;
  checkForUpdates(): Promise<void>;
  /** Downloads what is offered, installs what is ready, restarts into what is installed. */
  installUpdate(): Promise<void>;
  installUpdateLater(): Promise<void>;
  cancelUpdate(): Promise<void>;

  health(): Promise<HealthReport>;
  onHealth(listener: (report: HealthReport) => void): Promise<Unlisten>;
  /** Hands back the report as text. */
  copyReport(): Promise<Outcome<string>>;

  notices(): Promise<Notice[]>;
  onNotices(listener: (notices: Notice[]) => void): Promise<Unlisten>;
  dismissNotice(id: number): Promise<void>;

  openSettings(): Promise<void>;
  openUpdates(): Promise<void>;
  about(): Promise<About>;
}
