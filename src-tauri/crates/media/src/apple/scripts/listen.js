// Tells what Spotify and Music say by themselves, one line of JSON for each, until its input ends.

ObjC.import("AppKit");
ObjC.import("stdlib");

// A method without parameters is called by reading it.

const PLAYERS = { "com.spotify.client": "spotify", "com.apple.Music": "music" };

function tell(line) {
  const bytes = $(`${JSON.stringify(line)}\n`).dataUsingEncoding($.NSUTF8StringEncoding);
  $.NSFileHandle.fileHandleWithStandardOutput.writeData(bytes);
}

function tellApplication(event, notification) {
  const application = notification.userInfo.objectForKey("NSWorkspaceApplicationKey");
  const player = PLAYERS[ObjC.unwrap(application.bundleIdentifier)];
  if (player) tell({ event, player });
}

function hears(implementation) {
  return { types: ["void", ["id"]], implementation };
}

ObjC.registerSubclass({
  name: "SongplateEar",
  methods: {
    "spotify:": hears((notification) => {
      tell({ event: "said", player: "spotify", info: ObjC.deepUnwrap(notification.userInfo) });
    }),
    "music:": hears((notification) => {
      tell({ event: "said", player: "music", info: ObjC.deepUnwrap(notification.userInfo) });
    }),
    "launched:": hears((notification) => tellApplication("appeared", notification)),
    "terminated:": hears((notification) => tellApplication("gone", notification)),
    "ended:": hears(() => $.exit(0)),
  },
});

const ear = $.SongplateEar.alloc.init;
const input = $.NSFileHandle.fileHandleWithStandardInput;
const players = $.NSDistributedNotificationCenter.defaultCenter;
const applications = $.NSWorkspace.sharedWorkspace.notificationCenter;
players.addObserverSelectorNameObject(ear, "spotify:", "com.spotify.client.PlaybackStateChanged", $());
players.addObserverSelectorNameObject(ear, "music:", "com.apple.Music.playerInfo", $());
applications.addObserverSelectorNameObject(
  ear,
  "launched:",
  "NSWorkspaceDidLaunchApplicationNotification",
  $(),
);
applications.addObserverSelectorNameObject(
  ear,
  "terminated:",
  "NSWorkspaceDidTerminateApplicationNotification",
  $(),
);
// Nothing is ever written to it, so that it has something to read only when whoever listens is gone.
$.NSNotificationCenter.defaultCenter.addObserverSelectorNameObject(
  ear,
  "ended:",
  "NSFileHandleDataAvailableNotification",
  input,
);
void input.waitForDataInBackgroundAndNotify;

tell({ event: "listening" });
for (const [bundle, player] of Object.entries(PLAYERS)) {
  const running = $.NSRunningApplication.runningApplicationsWithBundleIdentifier(bundle);
  if (Number(running.count) > 0) tell({ event: "appeared", player });
}

void $.NSRunLoop.currentRunLoop.run;
