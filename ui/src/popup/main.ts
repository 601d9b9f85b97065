import { tauri } from "../backend/tauri";
import { open } from "../shared/open";
import Popup from "./Popup.svelte";

void open(Popup, tauri);
