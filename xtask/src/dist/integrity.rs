//! Writes into the page what its files are, so that the browser refuses others in their place.
//!
//! [Subresource Integrity](https://www.w3.org/TR/sri-2/): the browser checks scripts and stylesheets; the program
//! itself is checked when `page/boot.js` fetches it with what stands at its preload.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha384};

/// Adds the integrity of every script, stylesheet and program to `index.html`.
pub(super) fn seal(directory: &Path) -> Result<()> {
    let path = directory.join("index.html");
    let page = fs::read_to_string(&path).context("cannot read the page")?;
    let read = |name: &str| {
        fs::read(directory.join(name)).with_context(|| format!("the page names {name}"))
    };
    let (sealed, n_sealed) = sealed(&page, read)?;
    let n_files = fs::read_dir(directory)?.count();
    // All but the page and its icon; a module that another one imports would stand nowhere in the page.
    ensure!(
        n_sealed + 2 == n_files,
        "the page has {n_files} files, and vouches for {n_sealed} of them"
    );
    Ok(fs::write(path, sealed)?)
}

/// Returns the page with the integrity of the files that it names, and their number.
fn sealed(page: &str, read: impl Fn(&str) -> Result<Vec<u8>>) -> Result<(String, usize)> {
    let (mut sealed, mut n_sealed) = (String::new(), 0);
    let mut rest = page;
    while let Some(at) = rest.find("=\"./") {
        let name_at = at + "=\"./".len();
        let end = rest[name_at..]
            .find('"')
            .context("an attribute does not end")?
            + name_at;
        let element = &rest[rest[..at].rfind('<').unwrap_or_default()..at];
        sealed += &rest[..=end];
        if !element.contains("rel=\"icon\"") {
            let digest = Sha384::digest(read(&rest[name_at..end])?);
            // What is preloaded for a script is checked when the script asks for it, and Chromium warns of the
            // attribute, which it does not heed there.
            let name = match element.contains("as=\"fetch\"") {
                true => "data-integrity",
                false => "integrity",
            };
            sealed += &format!(" {name}=\"sha384-{}\"", BASE64_STANDARD.encode(digest));
            n_sealed += 1;
        }
        rest = &rest[end + 1..];
    }
    Ok((sealed + rest, n_sealed))
}

#[cfg(test)]
mod tests {
    use super::sealed;

    #[test]
    fn every_file_but_the_icon_is_vouched_for() {
        let page = "<link rel=\"icon\" href=\"./i.png\"/><link rel=\"preload\" as=\"fetch\" href=\"./a.wasm\">\
                    <script src=\"./b.js\"></script>";
        let (sealed, n_sealed) = sealed(page, |name| Ok(name.as_bytes().to_vec())).unwrap();
        assert_eq!(n_sealed, 2);
        // As `printf b.js | openssl dgst -sha384 -binary | base64` has it.
        assert_eq!(
            sealed,
            "<link rel=\"icon\" href=\"./i.png\"/><link rel=\"preload\" as=\"fetch\" href=\"./a.wasm\" data-integrity=\"sha384-Pv0Fq4MKzfIDhklFMweR7OaGuDiIJW7S+9Uvsb6A4NiF6mCmW+lwh3C8GLcWeCdp\">\
             <script src=\"./b.js\" integrity=\"sha384-wbnfsxTZZb789wdAhSFn1sH4QsAC88GLsPeatRieKmcA3GeyOIv/IO2Whp7Lushy\"></script>"
        );
    }
}
