//! Opens and downloads files, and pastes.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::pace::{self, PATIENCE};
use super::person::Person;

/// A file's name and its bytes.
pub(crate) type File<'a> = (&'a str, &'a [u8]);

impl Person {
    /// Chooses files in the page's file chooser.
    pub(crate) fn choose_files<'a>(&self, paths: impl IntoIterator<Item = &'a Path>) {
        let paths: Vec<String> = paths
            .into_iter()
            .map(|it| it.display().to_string())
            .collect();
        let selector = "input[type=file][multiple][aria-label='Open files']";
        self.browser().choose_files(selector, &paths.join("\n"));
    }

    /// Writes files to the disk and chooses them in the page's file chooser.
    pub(crate) fn open_files(&self, files: &[File<'_>]) {
        let folder = self.profile().downloads().join("to open");
        fs::create_dir_all(&folder).expect("a folder for files to open");
        let write = |(name, bytes): &File<'_>| {
            let path = folder.join(name);
            fs::write(&path, bytes).expect("a file to open");
            path
        };
        let paths: Vec<PathBuf> = files.iter().map(write).collect();
        self.choose_files(paths.iter().map(PathBuf::as_path));
    }

    /// Drops files on the page, as far as a script can.
    #[track_caller]
    pub(crate) fn drop_files(&self, files: &[File<'_>]) {
        let files: Vec<Value> = files
            .iter()
            .map(|(name, bytes)| json!([name, bytes]))
            .collect();
        let is_welcome = self.run("return page.drop(...arguments)", &[files.into()]);
        assert_eq!(
            is_welcome, true,
            "the page does not take what is dragged over it"
        );
    }

    /// Copies a text in another page, which is then on the screen.
    pub(crate) fn copy(&self, text: &str) {
        self.open_empty_page();
        let script = "const field = document.body.appendChild(document.createElement('textarea'));
            field.value = arguments[0];
            field.focus()";
        self.run(script, &[text.into()]);
        self.press("Ctrl+A");
        self.press("Ctrl+C");
    }

    /// Downloads the project and returns the file's path.
    #[track_caller]
    pub(crate) fn download(&self) -> PathBuf {
        self.download_after(|| {
            self.click("button", "Download");
            self.click_selector("[role=menu] [role=menuitem]");
        })
    }

    /// Downloads by an element of a role and a name, and returns the file's path.
    #[track_caller]
    pub(crate) fn download_by(&self, role: &str, name: &str) -> PathBuf {
        self.download_after(|| self.click(role, name))
    }

    /// Does what makes the page download something, and returns the file's path.
    #[track_caller]
    pub(crate) fn download_after(&self, ask: impl FnOnce()) -> PathBuf {
        let before = self.downloads();
        ask();
        let is_new = |path: &PathBuf| {
            !before.contains(path) && fs::metadata(path).is_ok_and(|it| it.len() > 0)
        };
        let find = || {
            let files = self.downloads();
            // Both browsers keep a file of another name beside the one that they are still writing.
            let is_partial = |it: &PathBuf| {
                let is_hidden = it
                    .file_name()
                    .is_some_and(|it| it.as_encoded_bytes()[0] == b'.');
                let ending = it.extension();
                is_hidden || ending.is_some_and(|it| it == "crdownload" || it == "part")
            };
            if files.iter().any(is_partial) {
                return None;
            }
            files.into_iter().find(is_new)
        };
        pace::look_until(PATIENCE, find).expect("a download")
    }

    fn downloads(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.profile().downloads()).expect("the folder of downloads");
        let paths = entries.filter_map(|it| Some(it.ok()?.path()));
        paths.filter(|it| it.is_file()).collect()
    }
}
