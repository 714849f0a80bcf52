//! `cargo xtask size`: what the program consists of.
//!
//! Read from the program as the compiler made it, with the names of its functions: wasm-opt makes it smaller and drops
//! them, so the shares tell more than the bytes.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};

use crate::checkout::Checkout;
use crate::wasm::{
    CODE, CUSTOM, DATA, IMPORTS, functions, functions_imported, number, sections, text,
};
use crate::{setup, trunk};

/// How many functions are listed.
const N_FUNCTIONS: usize = 40;

/// Builds the program and prints its largest functions, and how much each crate has.
pub(crate) fn run(checkout: &Checkout) -> Result<()> {
    setup::for_release(checkout)?;
    trunk::release(checkout, "build")?.run()?;
    let path = "target/wasm32-unknown-unknown/release/glossator.wasm";
    let wasm = fs::read(checkout.root().join(path)).with_context(|| format!("no {path}"))?;
    print!(
        "{}",
        report(&wasm).with_context(|| format!("{path} is cut off"))?
    );
    Ok(())
}

/// Returns the report on a program; `None` where it breaks off.
fn report(wasm: &[u8]) -> Option<String> {
    let (mut sizes, mut names, mut n_imported) = (Vec::new(), BTreeMap::new(), 0);
    let mut n_data = 0;
    for (kind, mut section) in sections(wasm)? {
        match kind {
            IMPORTS => n_imported = functions_imported(section)?,
            CODE => sizes = functions(section)?.into_iter().map(<[u8]>::len).collect(),
            DATA => n_data = section.len(),
            CUSTOM if text(&mut section)? == "name" => names = function_names(section)?,
            _ => {}
        }
    }
    let n_code = sizes.iter().sum();
    let mut functions: Vec<(usize, String)> = Vec::new();
    let mut crates: BTreeMap<String, usize> = BTreeMap::new();
    for (n, size) in sizes.into_iter().enumerate() {
        let name = names.get(&(n + n_imported)).map_or("?", String::as_str);
        let name = format!("{:#}", rustc_demangle::demangle(name));
        *crates.entry(crate_of(&name)).or_default() += size;
        functions.push((size, name));
    }
    functions.sort_by(|a, b| b.cmp(a));
    let mut crates: Vec<(usize, String)> = crates
        .into_iter()
        .map(|(name, size)| (size, name))
        .collect();
    crates.sort_by(|a, b| b.cmp(a));
    let mut report = format!("bytes of data {n_data}\n\nbytes of code by crate\n");
    let mut list = |rows: &[(usize, String)]| {
        rows.iter()
            .for_each(|(size, name)| report += &format!("{size:>8} {name}\n"));
    };
    list(&crates[..crates.len().min(N_FUNCTIONS)]);
    list(&[(n_code, "in all, and by function".to_owned())]);
    list(&functions[..functions.len().min(N_FUNCTIONS)]);
    Some(report)
}

/// The crate of a function, or of the type whose trait it is.
fn crate_of(name: &str) -> String {
    let name = name.trim_start_matches(['<', '&', '(', '[']);
    let end = name.find("::").unwrap_or(name.len());
    let word = name[..end].rsplit(' ').next().unwrap_or_default();
    word.trim_start_matches('&').to_owned()
}

/// Returns the names in the section that has them.
fn function_names(mut section: &[u8]) -> Option<BTreeMap<usize, String>> {
    let mut names = BTreeMap::new();
    while let Some((&kind, behind)) = section.split_first() {
        section = behind;
        let length = number(&mut section)?;
        let (mut part, next) = section.split_at_checked(length)?;
        section = next;
        if kind == 1 {
            for _ in 0..number(&mut part)? {
                names.insert(number(&mut part)?, text(&mut part)?.to_owned());
            }
        }
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::{crate_of, report};

    /// A program that imports a function and has one of three bytes, named `core::f`.
    const WASM: &[u8] = b"\0asm\x01\0\0\0\
        \x02\x07\x01\x01a\x01b\0\0\
        \x0a\x05\x01\x03\0\x01\x0b\
        \0\x12\x04name\x01\x0b\x01\x01\x08core::fn";

    #[test]
    fn functions_are_listed_by_name_and_by_crate() {
        let report = report(WASM).unwrap();
        assert!(report.contains("       3 core\n"), "{report}");
        assert!(report.contains("       3 core::fn\n"), "{report}");
        assert_eq!(super::report(&WASM[..20]), None);
    }

    #[test]
    fn a_method_of_a_trait_is_of_the_crate_of_its_type() {
        assert_eq!(
            crate_of("<yew::html::Scope as core::clone::Clone>::clone"),
            "yew"
        );
        assert_eq!(crate_of("<&mut serde_json::Value>::f"), "serde_json");
        assert_eq!(crate_of("memcpy"), "memcpy");
    }
}
