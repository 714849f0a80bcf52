//! Converts annotated texts from one format to another, and tells what that loses.
//!
//! ```sh
//! cargo run -p glossator-core --example convert -- csv out project.json
//! cargo run -p glossator-core --example convert -- glossator-project out text.txt text.ann
//! cargo run -p glossator-core --example convert
//! ```
//!
//! The first argument is the format to write, the second a folder, then come the files to read, all of which make one
//! project. Without arguments the formats are listed. `--projection=N` and `--tokenizer=N` before them choose the
//! N-th of the list. Losses are told on stderr.
//!
//! Exits with 0 where nothing was lost, with 1 where something was, with 2 where a file cannot be read or written.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use glossator_core::edit::{Command, History, Session};
use glossator_core::formats::{
    FORMATS, Format, Loss, Options, Projection, Tokenizer, decode, export, open_all,
};
use glossator_core::model::Project;

fn main() -> ExitCode {
    match run(env::args().skip(1).collect()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

/// Converts, and returns whether nothing was lost.
fn run(mut args: Vec<String>) -> Result<bool, String> {
    let mut options = Options::default();
    while let Some((name, value)) = args
        .first()
        .and_then(|it| it.strip_prefix("--")?.split_once('='))
    {
        let n = value.parse::<usize>().ok().and_then(|it| it.checked_sub(1));
        let wrong = || format!("--{name}={value} chooses nothing; a number from 1 to 4 does");
        match name {
            "projection" => options.projection = nth(&Projection::ALL, n).ok_or_else(wrong)?,
            "tokenizer" => options.tokenizer = nth(&Tokenizer::ALL, n).ok_or_else(wrong)?,
            _ => return Err(format!("there is no option --{name}")),
        }
        args.remove(0);
    }
    let [format, folder, paths @ ..] = args.as_slice() else {
        list();
        return Ok(true);
    };
    let format = Format::by_name(format).filter(|it| it.is_written());
    let format = format
        .ok_or("the first argument is the format to write; without arguments they are listed")?;
    let (project, mut is_whole) = read(paths)?;
    let exported = export(&project, format, &options);
    is_whole &= exported.losses.is_empty();
    tell(format.name, &exported.losses);
    for file in exported.files {
        let path = Path::new(folder).join(file.name);
        let fail = |error| format!("{}: {error}", path.display());
        fs::create_dir_all(path.parent().unwrap_or(Path::new(folder))).map_err(fail)?;
        fs::write(&path, file.bytes).map_err(fail)?;
        println!("{}", path.display());
    }
    Ok(is_whole)
}

/// Reads files into one project, and returns whether nothing was lost.
fn read(paths: &[String]) -> Result<(Project, bool), String> {
    let mut files = Vec::new();
    for path in paths {
        let bytes = fs::read(path).map_err(|error| format!("{path}: {error}"))?;
        let text = decode::decode(&bytes).map_err(|error| format!("{path}: {error}"))?;
        files.push((path.clone(), text));
    }
    let mut session = Session::new(Project::default(), History::default());
    let mut is_whole = true;
    for (file, opened) in open_all(&files, &[]) {
        let path = &files[file].0;
        let opened = opened.map_err(|error| format!("{path}: {error}"))?;
        is_whole &= opened.losses.is_empty();
        tell(path, &opened.losses);
        let import = Command::Import(Box::new(opened.project));
        session
            .run(&import)
            .map_err(|error| format!("{path}: {error}"))?;
    }
    Ok((session.project().clone(), is_whole))
}

fn nth<T: Copy>(all: &[(T, &str)], n: Option<usize>) -> Option<T> {
    all.get(n?).map(|it| it.0)
}

fn tell(place: &str, losses: &[Loss]) {
    for loss in losses {
        eprintln!("{place}: {}: {}", loss.kind, loss.message);
    }
}

fn list() {
    println!("usage: convert [--projection=N] [--tokenizer=N] FORMAT FOLDER FILE …\n\nformats:");
    for it in FORMATS {
        let how = match (it.is_read(), it.is_written()) {
            (true, true) => "read and written",
            (true, false) => "read",
            _ => "written",
        };
        println!("  {:20} {} ({how})", it.name, it.title);
    }
    for (title, names) in [
        ("projections", Projection::ALL.map(|it| it.1)),
        ("tokenizers", Tokenizer::ALL.map(|it| it.1)),
    ] {
        println!("\n{title}:");
        for (name, n) in names.iter().zip(1..) {
            println!("  {n} {name}");
        }
    }
}
