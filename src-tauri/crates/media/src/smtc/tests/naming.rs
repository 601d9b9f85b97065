use crate::smtc::names::called;

#[test]
fn players_are_called_as_people_know_them() {
    for (aumid, app, name) in [
        ("Spotify.exe", "spotify", "Spotify"),
        ("SpotifyAB.SpotifyMusic_zpdnekdrzrea0!Spotify", "spotify", "Spotify"),
        ("Chrome", "chrome", "Google Chrome"),
        ("chrome.exe", "chrome", "Google Chrome"),
        ("Chrome.UserData.Profile1", "chrome", "Google Chrome"),
        ("Chrome._crx_cinhimbnkkaeohfgghhklpknlkffjgod", "chrome", "Google Chrome"),
        ("MSEdge", "msedge", "Microsoft Edge"),
        ("Microsoft.MicrosoftEdge.Stable_8wekyb3d8bbwe!App", "msedge", "Microsoft Edge"),
        ("308046B0AF4A39CB", "firefox", "Firefox"),
        ("CA9422711AE1A81C", "firefox", "Firefox"),
        ("Mozilla.Firefox_n80bbvh6b1yt2!App", "firefox", "Firefox"),
        ("Microsoft.ZuneMusic_8wekyb3d8bbwe!Microsoft.ZuneMusic", "media-player", "Media Player"),
        ("AppleInc.AppleMusicWin_nzyj5cx40ttqa!App", "apple-music", "Apple Music"),
        ("com.squirrel.TIDAL.TIDAL", "tidal", "TIDAL"),
        ("WiMPMusic.27241E05630EA_kn85bz84x7te4!TIDAL", "tidal", "TIDAL"),
        (r"{6D809377-6AF0-444B-8957-A3773F02200E}\VideoLAN\VLC\vlc.exe", "vlc", "VLC media player"),
        (r"C:\Program Files\foobar2000\foobar2000.exe", "foobar2000", "foobar2000"),
    ] {
        let called = called(aumid);
        assert_eq!((called.app.as_str(), called.name.as_str()), (app, name), "{aumid}");
    }
}

#[test]
fn players_that_nobody_knows_are_called_by_their_program() {
    for (aumid, app, name) in [
        ("Quiet Harbour.exe", "quiet-harbour", "Quiet Harbour"),
        ("QUIET.EXE", "quiet", "QUIET"),
        ("Some.Music.UI.exe", "some.music.ui", "Some.Music.UI"),
        ("Marisol.QuietPlayer_abcdefghjkmnp!App", "quietplayer", "QuietPlayer"),
        ("org.example.harbour.desktop", "harbour", "harbour"),
    ] {
        let called = called(aumid);
        assert_eq!((called.app.as_str(), called.name.as_str()), (app, name), "{aumid}");
    }
}

#[test]
fn nonsense_is_called_something_short() {
    for nonsense in ["", "!", ".exe", "_!_", "\\", "\u{202e}", "ä.ex", &"x".repeat(10_000), "\0\n.exe"] {
        let called = called(nonsense);
        assert!((1..=64).contains(&called.app.len()), "{nonsense}: {called:?}");
        assert!((1..=60).contains(&called.name.chars().count()), "{nonsense}: {called:?}");
        assert!(!called.name.chars().any(char::is_control), "{nonsense}: {called:?}");
    }
}
