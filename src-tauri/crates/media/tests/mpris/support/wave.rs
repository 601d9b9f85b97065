/// A silent WAV file with tags, as `LIST`/`INFO` has them.
pub(crate) fn wave(seconds: u32, title: &str, artist: &str, album: &str) -> Vec<u8> {
    const RATE: u32 = 8_000;
    let mut format = Vec::new();
    // Uncompressed, one channel, one byte a sample, for which 128 is silence.
    for (size, value) in [(2, 1), (2, 1), (4, RATE), (4, RATE), (2, 1), (2, 8)] {
        format.extend_from_slice(&u32::to_le_bytes(value)[..size]);
    }
    let mut tags = b"INFO".to_vec();
    for (name, text) in [(b"INAM", title), (b"IART", artist), (b"IPRD", album)] {
        tags.extend(chunk(*name, &[text.as_bytes(), &[0]].concat()));
    }
    let silence = vec![128; (RATE * seconds) as usize];
    let parts = [chunk(*b"fmt ", &format), chunk(*b"LIST", &tags), chunk(*b"data", &silence)].concat();
    chunk(*b"RIFF", &[b"WAVE".as_slice(), &parts].concat())
}

fn chunk(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let mut chunk = name.to_vec();
    chunk.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
    chunk.extend(content);
    chunk.resize(chunk.len().next_multiple_of(2), 0);
    chunk
}
