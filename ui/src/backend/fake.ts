import type {
  Behaviour,
  Cleaned,
  CleanSettings,
  FilesSettings,
  FilesView,
  FollowSettings,
  OverlaysView,
  PlayersAvailability,
  Replies,
  Style,
} from "../bindings";
import type { Backend, Outcome, Refusal } from "./backend";
import { FakeInstalled } from "./fakeInstalled";
import { FILES, filesFault, folderOf, previewOf, REPLIES, repliesFault } from "./fakeOutputs";
import { FakeOverlays } from "./fakeOverlays";
import { CLEAN, cleanFault, cleaned, FOLLOW, followFault } from "./fakePlayers";
import { Topic } from "./fakeTopic";

/** An app for tests: it behaves like the real one as far as a window can tell, and can be steered. */
export class FakeBackend extends FakeInstalled implements Backend {
  #overlaysTopic = new Topic<OverlaysView>();
  #filesTopic = new Topic<FilesView>();
  #followTopic = new Topic<FollowSettings>();
  #availabilityTopic = new Topic<PlayersAvailability>();
  #overlays = new FakeOverlays((view) => this.#overlaysTopic.emit(view));

  filesView: FilesView = structuredClone(FILES);
  repliesView: Replies = { ...REPLIES };
  followView: Required<FollowSettings> = structuredClone(FOLLOW);
  cleanView: Required<CleanSettings> = structuredClone(CLEAN);
  availabilityView: PlayersAvailability = "available";
  /** What the user picks when asked for a folder. */
  chosenFolder: string | null = "/home/alex/Stream";

  get overlaysView(): OverlaysView {
    return this.#overlays.view;
  }

  setOverlays(part: Partial<OverlaysView>): void {
    this.#overlays.set(part);
  }

  setFilesView(part: Partial<FilesView>): void {
    this.filesView = { ...this.filesView, ...part };
    this.#filesTopic.emit(this.filesView);
  }

  setFollowView(part: Partial<FollowSettings>): void {
    this.followView = { ...this.followView, ...part };
    this.#followTopic.emit(this.followView);
  }

  setAvailability(availability: PlayersAvailability): void {
    this.availabilityView = availability;
    this.#availabilityTopic.emit(availability);
  }

  #outcome<Value>(refusal: Refusal, act: () => Outcome<Value>): Outcome<Value> {
    return refusal ? { refusal } : act();
  }

  overlays = async () => structuredClone(this.overlaysView);
  onOverlays = (listener: (view: OverlaysView) => void) => this.#overlaysTopic.listen(listener);
  overlayLink = async () => this.overlaysView.overlays[0]?.url ?? null;

  async setOverlayServer(port: number, lan: boolean): Promise<Refusal> {
    return this.called("setOverlayServer", port, lan) ?? this.#overlays.setServer(port, lan);
  }

  async addOverlay(name: string): Promise<Outcome<string>> {
    return this.#outcome(this.called("addOverlay", name), () => this.#overlays.add(name));
  }

  async changeOverlay(id: string, name: string, style: string, behaviour: Behaviour): Promise<Refusal> {
    const refusal = this.called("changeOverlay", id, name, style, behaviour);
    return refusal ?? this.#overlays.change(id, name, style, behaviour);
  }

  async removeOverlay(id: string): Promise<Refusal> {
    return this.called("removeOverlay", id) ?? this.#overlays.remove(id);
  }

  async replaceOverlayLink(id: string): Promise<Refusal> {
    return this.called("replaceOverlayLink", id) ?? this.#overlays.replaceLink(id);
  }

  openOverlay = async (id: string) => this.called("openOverlay", id);

  async saveOverlayLoader(id: string): Promise<Outcome<string>> {
    return this.#outcome(this.called("saveOverlayLoader", id), () => this.#overlays.saveLoader(id));
  }

  async addStyle(style: Style): Promise<Outcome<string>> {
    return this.#outcome(this.called("addStyle", style), () => this.#overlays.addStyle(style));
  }

  async changeStyle(id: string, style: Style): Promise<Refusal> {
    return this.called("changeStyle", id, style) ?? this.#overlays.changeStyle(id, style);
  }

  async removeStyle(id: string): Promise<Refusal> {
    return this.called("removeStyle", id) ?? this.#overlays.removeStyle(id);
  }

  async importStyleText(text: string): Promise<Outcome<string>> {
    return this.#outcome(this.called("importStyleText", text), () => this.#overlays.importText(text));
  }

  async exportStyleText(id: string): Promise<Outcome<string>> {
    const refusal = this.called("exportStyleText", id);
    return this.#outcome(refusal, () => ({ value: this.#overlays.exportText(id) }));
  }

  async saveStyleFile(id: string): Promise<Outcome<string>> {
    return this.#outcome(this.called("saveStyleFile", id), () => this.#overlays.saveFile(id));
  }

  files = async () => structuredClone(this.filesView);
  onFiles = (listener: (view: FilesView) => void) => this.#filesTopic.listen(listener);

  async setFiles(settings: FilesSettings): Promise<Refusal> {
    const refusal = this.called("setFiles", settings) ?? filesFault(settings);
    if (!refusal) this.setFilesView({ settings, folder: folderOf(settings) });
    return refusal;
  }

  async chooseFolder(): Promise<Outcome<string | null>> {
    return this.#outcome(this.called("chooseFolder"), () => ({ value: this.chosenFolder }));
  }

  replies = async () => structuredClone(this.repliesView);

  async setReplies(replies: Replies): Promise<Refusal> {
    const refusal = this.called("setReplies", replies) ?? repliesFault(replies);
    if (!refusal) this.repliesView = structuredClone(replies);
    return refusal;
  }

  previewReplies = async (replies: Replies) => previewOf(replies);

  playersAvailability = async () => this.availabilityView;
  onPlayersAvailability = (listener: (view: PlayersAvailability) => void) =>
    this.#availabilityTopic.listen(listener);
  follow = async () => structuredClone(this.followView);
  onFollow = (listener: (view: FollowSettings) => void) => this.#followTopic.listen(listener);

  async setFollow(follow: FollowSettings): Promise<Refusal> {
    const refusal = this.called("setFollow", follow) ?? followFault(follow);
    if (!refusal) this.setFollowView(follow);
    return refusal;
  }

  async pinFollowed(app: string | null): Promise<Refusal> {
    const refusal = this.called("pinFollowed", app);
    if (!refusal) this.setFollowView({ pinned: app });
    return refusal;
  }

  cleanTitles = async () => structuredClone(this.cleanView);

  async setCleanTitles(settings: CleanSettings): Promise<Refusal> {
    const refusal = this.called("setCleanTitles", settings) ?? cleanFault(settings);
    if (!refusal) this.cleanView = { ...this.cleanView, ...structuredClone(settings) };
    return refusal;
  }

  async previewCleanTitles(settings: CleanSettings): Promise<Outcome<Cleaned[]>> {
    const refusal = this.called("previewCleanTitles", settings) ?? cleanFault(settings);
    return this.#outcome(refusal, () => ({ value: cleaned({ ...CLEAN, ...settings }) }));
  }
}
