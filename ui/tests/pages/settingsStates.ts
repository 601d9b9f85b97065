import type { LoginView } from "../../src/bindings";
import { ACCOUNT, CLIENT_ID } from "../samples";

const saved: Partial<LoginView> = { client_id: CLIENT_ID, has_secret: true };
const linked: Partial<LoginView> = { ...saved, status: "linked", account: ACCOUNT };
const inNineMinutes = () => Math.floor(Date.now() / 1000) + 541;

/** Every state of Settings › Spotify that looks different. */
export const LOGIN_STATES: Record<string, Partial<LoginView>> = {
  fresh: {},
  ready: saved,
  waiting: {
    ...saved,
    status: "waiting",
    login_url:
      "https://accounts.spotify.com/authorize?response_type=code&client_id=0123456789abcdef0123456789abcdef&scope=user-read-playback-state&state=Zm9ydHktdHdvIHNvbmdz&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    deadline: inNineMinutes(),
  },
  exchanging: { ...saved, status: "waiting", reason: "exchanging" },
  denied: { ...saved, status: "failed", reason: "access-denied" },
  "timed-out": { ...saved, status: "failed", reason: "timed-out" },
  revoked: { ...saved, status: "signed-out", reason: "revoked" },
  linked,
  "linked-file": {
    ...linked,
    secrets: "file",
    secrets_path: "/home/ada/.local/share/app.songplate/secrets.json",
  },
  "linked-locked": { ...linked, secrets: "locked" },
  "linked-soon": { ...linked, account: { ...ACCOUNT, name: null, expires_soon: true } },
  "linked-not-on-list": { ...linked, reason: "not-on-user-list" },
  "failed-earlier-stays": { ...linked, status: "failed", reason: "network" },
};
