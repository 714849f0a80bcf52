//! Fills the disk of a browser, and garbles what it has written there.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::person::Person;
use super::profile::Profile;

/// How large a small disk is: large enough for a browser that starts.
const SIZE: &str = "size=160m";

/// A disk in memory, over a folder; it is gone with this value.
pub(crate) struct Disk(PathBuf);

impl Disk {
    /// Puts a small disk over a folder; `None` where that is not allowed.
    fn over(folder: &Path) -> Option<Self> {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", SIZE, "tmpfs"]).arg(folder);
        let is_there = mount.output().is_ok_and(|it| it.status.success());
        is_there.then(|| Self(folder.to_owned()))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // At the latest when no process has a file of it open any more.
        drop(Command::new("umount").arg("-l").arg(&self.0).status());
    }
}

impl Person {
    /// Goes to another browser, which keeps its files on a small disk; `None` where there can be none.
    pub(crate) fn change_to_small_disk(&mut self) -> Option<Disk> {
        self.close_browser();
        let profile = Profile::new();
        let disk = Disk::over(&profile.data())?;
        self.take(profile);
        Some(disk)
    }

    /// Writes a file until nothing fits on the disk of the browser any more.
    pub(crate) fn fill_disk(&self) {
        let mut file = File::create(self.filler()).expect("a file to fill the disk with");
        for size in [1 << 20, 1 << 12, 1] {
            while file.write_all(&vec![b'x'; size]).is_ok() {}
        }
    }

    /// Makes room on the disk of the browser again.
    pub(crate) fn free_disk(&self) {
        fs::remove_file(self.filler()).expect("the disk was filled");
    }

    fn filler(&self) -> PathBuf {
        self.profile().data().join("filler")
    }

    /// Changes all bytes behind the first in the files of the browser's databases that are meant, and returns how many
    /// files were changed. The browser must not run.
    pub(crate) fn garble_databases(&self, is_meant: impl Fn(&Path) -> bool) -> usize {
        let is_data = |path: &PathBuf| {
            let kinds = ["log", "ldb", "sqlite", "sqlite-wal"];
            let kind = path.extension().and_then(|it| it.to_str());
            kind.is_some_and(|it| kinds.contains(&it)) && is_meant(path)
        };
        let garble = |path: &PathBuf| {
            let mut bytes = fs::read(path).unwrap_or_default();
            let start = bytes.len() / 8;
            bytes[start..].fill(0xaa);
            !bytes.is_empty() && fs::write(path, bytes).is_ok()
        };
        let mut files = Vec::new();
        collect(&self.profile().data(), &mut files);
        files
            .iter()
            .filter(|it| is_data(it))
            .filter(|it| garble(it))
            .count()
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}
