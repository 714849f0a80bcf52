//! The articles that are built into the page: every file of the folder `articles/`.

use glossator_core::formats::{self, Loss, decode};
use glossator_core::model::Project;

/// File names and bytes, in the order of the names.
const ARTICLES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/articles.rs"));

/// Returns the articles that are not among `offered`, each with its name.
///
/// A file that is no text or project is left out: it was put there by whoever built the page.
pub fn new_ones(offered: &[String]) -> Vec<(String, Project)> {
    let fresh = ARTICLES
        .iter()
        .filter(|(name, _)| !offered.iter().any(|it| it == name));
    fresh
        .filter_map(|(name, bytes)| {
            let text = decode::decode(bytes).ok()?;
            let opened = formats::open(name, text).ok()?;
            debug_assert_eq!(
                opened.losses,
                Vec::<Loss>::new(),
                "a built-in article opens as it is"
            );
            Some(((*name).to_owned(), opened.project))
        })
        .collect()
}
