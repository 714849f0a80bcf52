//! [`Profile`]: what a browser keeps on the disk.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use super::pace::{self, PATIENCE};

/// The folders of a browser that never ran before; they are removed with this value.
pub(crate) struct Profile {
    folder: PathBuf,
}

impl Profile {
    /// Makes the folders of a new browser.
    pub(crate) fn new() -> Self {
        static N_PROFILES: AtomicU32 = AtomicU32::new(0);
        let number = N_PROFILES.fetch_add(1, Ordering::Relaxed);
        let name = format!("profile-{}-{number}", std::process::id());
        let profile = Self {
            folder: Path::new(env!("CARGO_TARGET_TMPDIR")).join(name),
        };
        for folder in [profile.data().join("chrome"), profile.downloads()] {
            fs::create_dir_all(&folder)
                .unwrap_or_else(|error| panic!("cannot make {}: {error}", folder.display()));
        }
        // Firefox does not make its window narrower than a toolbar wants, and phones are.
        let style = ":root { min-width: 0 !important; }";
        fs::write(profile.data().join("chrome/userChrome.css"), style)
            .expect("a style sheet for Firefox");
        profile
    }

    /// Returns the folder of the browser's own files.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// Kills all processes that were started for this profile, until none is left.
    pub(crate) fn kill_all(&self) {
        // One may end by itself between being found and being killed, and another may just have been started.
        let are_gone = pace::look_until(PATIENCE, || {
            let ids = self.processes();
            if ids.is_empty() {
                return Some(());
            }
            drop(
                Command::new("kill")
                    .arg("-KILL")
                    .args(ids)
                    .stderr(Stdio::null())
                    .status(),
            );
            None
        });
        assert!(are_gone.is_some(), "cannot kill a browser");
    }

    /// Sends a signal to the first process that was started for this profile, and waits until all have ended.
    pub(crate) fn signal(&self, name: &str) {
        let first = self
            .processes()
            .into_iter()
            .filter_map(|it| it.parse::<u32>().ok())
            .min();
        let first = first.expect("the browser runs").to_string();
        drop(Command::new("kill").args(["-s", name, &first]).status());
        let are_gone = pace::look_until(PATIENCE, || self.processes().is_empty().then_some(()));
        assert!(are_gone.is_some(), "the browser does not end upon {name}");
    }

    /// Returns the ids of the processes that were started for this profile and have not ended.
    fn processes(&self) -> Vec<String> {
        let data = self.data().into_os_string().into_encoded_bytes();
        let is_ours = |process: &Path| {
            let line = fs::read(process.join("cmdline")).unwrap_or_default();
            line.windows(data.len()).any(|it| it == data)
        };
        let processes = fs::read_dir("/proc").expect("the list of processes");
        let processes = processes.flatten().map(|it| it.path());
        let ids = processes.filter(|it| is_ours(it)).filter_map(|it| {
            let id = it.file_name()?.to_str()?;
            Some(id.to_owned())
        });
        ids.collect()
    }

    /// Returns the folder of downloads.
    pub(crate) fn downloads(&self) -> PathBuf {
        self.folder.join("downloads")
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // A browser may still be closing its files; what stays lies in the target folder.
        drop(fs::remove_dir_all(&self.folder));
    }
}
