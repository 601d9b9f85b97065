// What Music plays, in the words of its notification, and where it is.

(() => {
  const music = Application("com.apple.Music");
  // It is asked only when it runs: a question would start it.
  if (!music.running()) return "null";
  const told = (ask) => {
    try {
      return ask();
    } catch {
      return null;
    }
  };
  const track = music.currentTrack;
  return JSON.stringify({
    // Without the user's permission this fails, and the whole script with it.
    "Player State": music.playerState(),
    "Playback Position": told(() => music.playerPosition()),
    Name: told(() => track.name()),
    Artist: told(() => track.artist()),
    "Album Artist": told(() => track.albumArtist()),
    Album: told(() => track.album()),
    "Total Time": told(() => track.duration() * 1000),
  });
})();
