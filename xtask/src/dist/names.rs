//! Gives short names to what the program and its script call in each other.
//!
//! wasm-bindgen makes each of these names unique by sixteen random digits, which nothing can compress, and they stand
//! in both files: 8 KB of the page.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::wasm::{
    CUSTOM, EXPORTS, HEAD, IMPORTS, number, push_bytes, push_number, sections, text,
};

/// What can stand in a name; the first 52 can begin one.
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$";

/// Names by those that they replace.
type Names = BTreeMap<String, String>;

/// Shortens the names in a program and in the script beside it, which has been made small already: its own
/// names are short, and cannot be taken for one of these.
pub(super) fn shorten(program: &Path, script: &Path) -> Result<()> {
    let (wasm, names) = shortened(&fs::read(program)?).context("the program breaks off")?;
    let js = replaced(&fs::read_to_string(script)?, &names)?;
    fs::write(program, wasm)?;
    Ok(fs::write(script, js)?)
}

/// Returns a program with short names and without what only tools read, and its names; `None` where it breaks off.
fn shortened(wasm: &[u8]) -> Option<(Vec<u8>, Names)> {
    let (mut shorter, mut names) = (wasm.get(..HEAD)?.to_vec(), Names::new());
    for (kind, section) in sections(wasm)? {
        let section = match kind {
            CUSTOM => continue,
            IMPORTS => imports(section, &mut names)?,
            EXPORTS => exports(section, &mut names)?,
            _ => section.to_vec(),
        };
        shorter.push(kind);
        push_bytes(&mut shorter, &section);
    }
    Some((shorter, names))
}

/// Functions that are imported, all from the script.
fn imports(mut section: &[u8], names: &mut Names) -> Option<Vec<u8>> {
    let n_imports = number(&mut section)?;
    let mut shorter = Vec::new();
    push_number(&mut shorter, n_imports);
    for _ in 0..n_imports {
        push_bytes(&mut shorter, text(&mut section)?.as_bytes());
        push_bytes(&mut shorter, short(text(&mut section)?, names).as_bytes());
        push_kind_and_number(&mut shorter, &mut section)?;
    }
    Some(shorter)
}

/// What is exported keeps its name where it is not a random one: tests lay hold of it.
fn exports(mut section: &[u8], names: &mut Names) -> Option<Vec<u8>> {
    let n_exports = number(&mut section)?;
    let mut shorter = Vec::new();
    push_number(&mut shorter, n_exports);
    for _ in 0..n_exports {
        let name = text(&mut section)?;
        match name.starts_with("wasm_bindgen_") {
            true => push_bytes(&mut shorter, short(name, names).as_bytes()),
            false => push_bytes(&mut shorter, name.as_bytes()),
        }
        push_kind_and_number(&mut shorter, &mut section)?;
    }
    Some(shorter)
}

/// The short name for one.
fn short(name: &str, names: &mut Names) -> String {
    let mut n = names.len();
    names
        .entry(name.to_owned())
        .or_insert_with(|| {
            let mut short = String::from(char::from(LETTERS[n % 52]));
            n /= 52;
            while n > 0 {
                short.push(char::from(LETTERS[n % LETTERS.len()]));
                n /= LETTERS.len();
            }
            short
        })
        .clone()
}

fn push_kind_and_number(shorter: &mut Vec<u8>, section: &mut &[u8]) -> Option<()> {
    let (&kind, behind) = section.split_first()?;
    *section = behind;
    shorter.push(kind);
    push_number(shorter, number(section)?);
    Some(())
}

/// Returns the script with the names of the program; fails where one of them is missing or is not that of a property.
fn replaced(js: &str, names: &Names) -> Result<String> {
    let mut replaced = String::with_capacity(js.len());
    let mut missing: BTreeSet<&String> = names.keys().collect();
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    for part in js.split_inclusive(|c| !is_of_name(c)) {
        let name = part.trim_end_matches(|c| !is_of_name(c));
        match names.get_key_value(name) {
            Some((name, short)) => {
                ensure!(
                    replaced.ends_with([',', '{', '.']),
                    "the script uses {name} for something else"
                );
                missing.remove(name);
                replaced += short;
                replaced += &part[name.len()..];
            }
            None => replaced += part,
        }
    }
    ensure!(missing.is_empty(), "the script lacks {missing:?}");
    Ok(replaced)
}

#[cfg(test)]
mod tests {
    use super::{replaced, shortened};

    /// A program that imports `__wbg_get_12` from `g.js`, and exports it as `wasm_bindgen_34` and as `main`.
    const WASM: &[u8] = b"\0asm\x01\0\0\0\
        \x02\x15\x01\x04g.js\x0c__wbg_get_12\0\0\
        \x07\x1a\x02\x0fwasm_bindgen_34\0\0\x04main\0\0\
        \0\x05\x04name";

    #[test]
    fn names_are_short_in_both_files() {
        let (wasm, names) = shortened(WASM).unwrap();
        let expected: &[u8] = b"\0asm\x01\0\0\0\
            \x02\x0a\x01\x04g.js\x01a\0\0\
            \x07\x0c\x02\x01b\0\0\x04main\0\0";
        assert_eq!(wasm, expected);
        let js = "i={\"g.js\":{p:0,__wbg_get_12:t=>t.wasm_bindgen_34()}};m.main()";
        let shorter = "i={\"g.js\":{p:0,a:t=>t.b()}};m.main()";
        assert_eq!(replaced(js, &names).unwrap(), shorter);
        assert!(replaced("wasm_bindgen_34()", &names).is_err());
        assert!(replaced(&js.replace("_12", "_13"), &names).is_err());
        assert!(shortened(&WASM[..30]).is_none());
    }
}
