//! Goes through every input that is known with every target that is fuzzed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use glossator_core::store::{MemoryJournal, MemoryStorage, Vault};

mod targets;

use targets::{block_on, targets};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

#[test]
fn no_known_input_breaks_a_law() {
    let mut known = Vec::new();
    for folder in [
        "tests/inputs",
        "tests/outputs",
        "fuzz/seeds",
        "fuzz/crashers",
    ] {
        files(&root().join(folder), &mut known);
    }
    assert!(known.len() > 80, "the inputs are found");
    for path in known {
        let bytes = fs::read(&path).expect("a file");
        for (name, target) in targets() {
            println!("{name}: {}", path.display());
            target.run(&bytes);
        }
    }
}

/// What an earlier version has written is read for ever.
#[test]
fn what_was_written_is_read_without_a_problem() {
    for place in ["journal", "copies"] {
        let seed = root().join("fuzz/seeds").join(place).join("written");
        let (in_journal, in_storage) = match place {
            "journal" => (
                targets::in_journal(&fs::read(seed).expect("a seed")),
                BTreeMap::new(),
            ),
            _ => (
                BTreeMap::new(),
                targets::in_storage(&fs::read(seed).expect("a seed")),
            ),
        };
        let (journal, storage) = (MemoryJournal::default(), MemoryStorage::default());
        journal.damage(|it| *it = in_journal);
        storage.damage(|it| *it = in_storage);
        let (_, loaded, error) = block_on(Vault::open(journal, storage));
        assert_eq!((error, loaded.problems), (None, vec![]), "{place}");
        let documents = &loaded.snapshot.project.documents;
        let told: Vec<_> = documents
            .iter()
            .map(|it| (&*it.name, it.mentions().iter().count()))
            .collect();
        assert_eq!(told, [("ada.txt", 3)], "{place}");
    }
}
