//! Where this checkout is, and how commands are run in it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result};
use xshell::{Cmd, Shell};

/// The root of the checkout, and a search path on which its own tools come first.
pub(crate) struct Checkout {
    root: PathBuf,
    search_path: OsString,
    shell: Shell,
}

impl Checkout {
    /// Finds the checkout by the place of this package, so that commands work from any directory.
    pub(crate) fn open() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("the package xtask has no directory above it")?
            .to_owned();
        let tools = root.join("target/tools");
        let this = env::current_exe()?;
        let own = [
            tools.join("bin"),
            tools.join("npm/node_modules/.bin"),
            // Trunk calls this program back.
            this.parent().context("this program is nowhere")?.to_owned(),
        ];
        let others = env::var_os("PATH").unwrap_or_default();
        let search_path = env::join_paths(own.into_iter().chain(env::split_paths(&others)))
            .with_context(|| format!("cannot search for programs in {}", tools.display()))?;

        let shell = Shell::new()?;
        shell.change_dir(&root);
        shell.set_var("PATH", &search_path);
        Ok(Self {
            root,
            search_path,
            shell,
        })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where the tools are that this checkout installs for itself.
    pub(crate) fn tools(&self) -> PathBuf {
        self.root.join("target/tools")
    }

    /// Where cargo keeps the sources of crates.
    pub(crate) fn cargo_home(&self) -> PathBuf {
        let default = || env::home_dir().unwrap_or_default().join(".cargo");
        env::var_os("CARGO_HOME").map_or_else(default, PathBuf::from)
    }

    /// Runs commands and finds files from the root of this checkout.
    pub(crate) fn shell(&self) -> &Shell {
        &self.shell
    }

    /// Finds a program of this checkout or of this machine.
    pub(crate) fn find(&self, program: &str) -> Option<PathBuf> {
        which::which_in(program, Some(&self.search_path), &self.root).ok()
    }

    /// A command that will run at the root; `line` is split at spaces.
    pub(crate) fn command(&self, line: &str) -> Cmd<'_> {
        let mut words = line.split_whitespace();
        let program = words.next().unwrap_or_default();
        let command = self.shell.cmd(program).args(words);
        // Cargo has told this program about the package xtask; to the tools that this program
        // starts, and to the build scripts under them, that would be said about the wrong package.
        env::vars_os()
            .filter_map(|(name, _)| name.into_string().ok())
            .filter(|name| is_about_package(name))
            .fold(command, Cmd::env_remove)
    }
}

fn is_about_package(variable: &str) -> bool {
    ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"]
        .iter()
        .any(|prefix| variable.starts_with(prefix))
}

/// Copies a file, or a folder with all that it holds.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    // Without its permissions: what is copied may be for reading only.
    Ok(fs::write(to, fs::read(from)?)?)
}
