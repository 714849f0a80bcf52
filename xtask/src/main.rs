//! `cargo xtask`: everything that a person or CI runs in this checkout.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::checkout::Checkout;

mod bench;
mod check;
mod checkout;
mod dist;
mod formats;
mod fuzz;
mod parts;
mod serve;
mod setup;
mod size;
mod sizes;
mod steps;
mod test;
mod trunk;
mod wasm;

const USAGE: &str = "\
Usage: cargo xtask COMMAND

Each command first installs what it needs and this checkout lacks.

  serve [--open] [--port N] [--release]
          build and serve the page on http://127.0.0.1:8080/, again after every change
  test    run all tests: the checks, native tests, browser tests, the release build and journeys
  test native|core|web|journeys [FILTER]
          run one part of the tests, or those of its tests whose name contains FILTER
  kill-test N [chromium|firefox] [--seed S]
          kill browsers N times at random moments, and fail if a change is lost that was saved
  fuzz TARGET SECONDS
          make up input for the target text, formats, project, copies or journal, or for the reader of the format
          of that name, and keep what breaks a law
  bench [--quick] [--cells 2k/20,1m/10000]
          measure the release build beside pages written by hand, and print the table of docs/performance.md
  dist    write the release build to dist/ and weigh it
  size    build the program and list its largest functions, and what each crate has of it
  check   formatting, lints for both targets, and the documentation
  check-formats
          build the page and let other programs read what it exports; installs them first, 2 GB
";

/// What a person asked for.
#[derive(Debug, PartialEq)]
enum Command {
    Help,
    Serve(serve::Options),
    Test(test::Selection),
    KillTest(test::Kills),
    Fuzz(fuzz::Options),
    Bench(bench::Options),
    Dist,
    Size,
    Check,
    CheckFormats,
    /// Trunk calls this one; people need not.
    Parts,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let command = parse(lexopt::Parser::from_env())?;
    let checkout = Checkout::open()?;
    match command {
        Command::Help => print!("{USAGE}"),
        Command::Serve(options) => serve::run(&checkout, &options)?,
        Command::Test(selection) => test::run(&checkout, &selection)?,
        Command::KillTest(kills) => test::kill(&checkout, &kills)?,
        Command::Fuzz(options) => fuzz::run(&checkout, &options)?,
        Command::Bench(options) => bench::run(&checkout, &options)?,
        Command::Dist => dist::run(&checkout)?,
        Command::Size => size::run(&checkout)?,
        Command::Check => check::run(&checkout)?,
        Command::CheckFormats => formats::run(&checkout)?,
        Command::Parts => parts::run(&checkout)?,
    }
    Ok(())
}

fn parse(mut parser: lexopt::Parser) -> Result<Command> {
    use lexopt::prelude::*;

    let name = match parser.next()? {
        None | Some(Short('h') | Long("help")) => return Ok(Command::Help),
        Some(Value(name)) => name.string()?,
        Some(option) => return Err(option.unexpected().into()),
    };
    let mut command = match name.as_str() {
        "serve" => Command::Serve(serve::Options::default()),
        "test" => Command::Test(test::Selection::default()),
        "kill-test" => Command::KillTest(test::Kills::default()),
        "fuzz" => Command::Fuzz(fuzz::Options::default()),
        "bench" => Command::Bench(bench::Options::default()),
        "dist" => Command::Dist,
        "size" => Command::Size,
        "check" => Command::Check,
        "check-formats" => Command::CheckFormats,
        "parts" => Command::Parts,
        "help" => Command::Help,
        _ => bail!("there is no command {name:?}\n\n{USAGE}"),
    };
    while let Some(argument) = parser.next()? {
        match (&mut command, argument) {
            (_, Short('h') | Long("help")) => return Ok(Command::Help),
            (Command::Serve(options), Long("open")) => options.open = true,
            (Command::Serve(options), Long("release")) => options.release = true,
            (Command::Serve(options), Long("port")) => {
                let port = parser.value()?.parse().ok();
                options.port = port.context("--port takes a number up to 65535")?;
            }
            (Command::Test(selection), Value(word)) => selection.narrow(word.string()?)?,
            (Command::KillTest(kills), Value(word)) => kills.narrow(&word.string()?)?,
            (Command::KillTest(kills), Long("seed")) => kills.seed = Some(parser.value()?.parse()?),
            (Command::Fuzz(options), Value(word)) => options.narrow(&word.string()?)?,
            (Command::Bench(options), Long("quick")) => options.is_quick = true,
            (Command::Bench(options), Long("cells")) => {
                options.choose(&parser.value()?.string()?)?;
            }
            (_, argument) => return Err(argument.unexpected().into()),
        }
    }
    if let Command::KillTest(test::Kills { n_kills: 0, .. }) = command {
        bail!("how many kills? For instance: cargo xtask kill-test 300");
    }
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::{Command, fuzz, parse, serve, test};

    #[track_caller]
    fn check(line: &str, expected: Option<&Command>) {
        let command = parse(lexopt::Parser::from_args(line.split_whitespace())).ok();
        assert_eq!(command.as_ref(), expected, "{line:?}");
    }

    #[test]
    fn a_line_becomes_a_command() {
        let serve = serve::Options {
            open: true,
            port: 9000,
            release: false,
        };
        check("", Some(&Command::Help));
        check("dist --help", Some(&Command::Help));
        check("dist", Some(&Command::Dist));
        check(
            "serve",
            Some(&Command::Serve(serve::Options {
                open: false,
                port: 8080,
                release: false,
            })),
        );
        check("serve --open --port 9000", Some(&Command::Serve(serve)));
        check("test", Some(&Command::Test(test::Selection::All)));
        check(
            "test web emoji",
            Some(&Command::Test(test::Selection::Part {
                part: test::Part::Web,
                filter: Some("emoji".to_owned()),
            })),
        );
    }

    #[test]
    fn kills_have_a_number_and_may_have_an_engine_and_a_seed() {
        let kills = |n_kills, engine, seed| {
            Command::KillTest(test::Kills {
                n_kills,
                engine,
                seed,
            })
        };
        check("kill-test 300", Some(&kills(300, None, None)));
        check(
            "kill-test 9 firefox --seed 7",
            Some(&kills(9, Some("firefox"), Some(7))),
        );
    }

    #[test]
    fn fuzzing_has_a_target_and_a_time() {
        let options = fuzz::Options {
            target: Some("journal"),
            seconds: 300,
        };
        check("fuzz journal 300", Some(&Command::Fuzz(options)));
        let options = fuzz::Options {
            target: Some("conllu"),
            seconds: 60,
        };
        check("fuzz conllu 60", Some(&Command::Fuzz(options)));
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for line in [
            "tset",
            "test everything",
            "test web one two",
            "dist now",
            "serve --port many",
            "check --fix",
            "kill-test",
            "kill-test many",
            "kill-test 3 opera",
            "fuzz everything 300",
            "fuzz journal long",
            "bench --cells 3k/20",
            "bench now",
        ] {
            check(line, None);
        }
    }
}
