// What Spotify plays, in the words of its notification, and where its cover is.

(() => {
  const spotify = Application("com.spotify.client");
  // It is asked only when it runs: a question would start it.
  if (!spotify.running()) return "null";
  const told = (ask) => {
    try {
      return ask();
    } catch {
      return null;
    }
  };
  const track = spotify.currentTrack;
  return JSON.stringify({
    // Without the user's permission this fails, and the whole script with it.
    "Player State": spotify.playerState(),
    "Playback Position": told(() => spotify.playerPosition()),
    "Track ID": told(() => track.id()),
    Name: told(() => track.name()),
    Artist: told(() => track.artist()),
    Album: told(() => track.album()),
    Duration: told(() => track.duration()),
    "Artwork URL": told(() => track.artworkUrl()),
  });
})();
