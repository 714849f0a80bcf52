//! Builds every file of `articles/` into the page.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=articles");
    let mut names = Vec::new();
    for entry in fs::read_dir("articles")? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_file() && !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    let folder =
        Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("articles");
    let articles: Vec<String> = names
        .iter()
        .map(|name| {
            format!(
                "({name:?}, include_bytes!({:?}).as_slice())",
                folder.join(name)
            )
        })
        .collect();
    let code = format!("&[{}]", articles.join(", "));
    let target = Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("articles.rs");
    fs::write(target, code)
}
