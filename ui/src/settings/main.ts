import { tauri } from "../backend/tauri";
import { open } from "../shared/open";
import Settings from "./Settings.svelte";

void open(Settings, tauri);
