//! Puts the overlay's page, which vite has built, where the server takes it from.

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;

const PAGE: &str = "../../../ui/dist-overlay/overlay.html";
const STAND_IN: &str = "src/server/stand_in.html";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={PAGE}");
    println!("cargo::rerun-if-changed={STAND_IN}");
    let page = if Path::new(PAGE).exists() {
        PAGE
    } else if env::var("PROFILE")? == "release" {
        return Err("the overlay's page is not built: `npm run ui:build` makes it".into());
    } else {
        println!("cargo::warning=the overlay's page is not built; a stand-in takes its place");
        STAND_IN
    };
    fs::copy(page, Path::new(&env::var("OUT_DIR")?).join("overlay.html"))?;
    Ok(())
}
