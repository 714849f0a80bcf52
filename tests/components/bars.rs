//! What stands above, below and over the article.

use expect_test::expect;
use glossator::notice::{Notice, Offer, Tone};
use glossator::opening::losses;
use glossator::ui::download_menu;
use glossator::ui::footer::footer;
use glossator::ui::notices::notices;
use glossator::ui::top_bar::{TopBar, TopBarProps};
use glossator::view::{Habits, Saving, Theme, View};
use glossator_core::Span;
use glossator_core::edit::Beside;
use glossator_core::formats::{Loss, Opened, open};
use glossator_core::model::Project;
use glossator_core::segment::Unit;
use yew::Callback;

use crate::{check, check_html};

#[test]
fn what_is_not_saved_is_told_with_its_reason() {
    let props = TopBarProps {
        saving: Saving::NotSaved("the storage is full".into()),
        undo: Some("tag “Ada” as Person".to_owned()),
        redo: None,
        keys: glossator::keys::Keys::default(),
        theme: Theme::System,
        ondownload: Callback::noop(),
        onedit: Callback::noop(),
    };
    check::<TopBar>(
        props,
        &expect![[r#"
            <header class="top-bar">
            <strong>Glossator</strong>
            <span role="status" title="Not saved: the storage is full. Download your work to keep it." class="status not-saved">Not saved: the storage is full. Download your work to keep it.</span>
            <span class="grow">
            </span>
            <button aria-label="Undo: tag “Ada” as Person (Ctrl+Z)" title="Undo: tag “Ada” as Person (Ctrl+Z)">
            <span aria-hidden="true">↶</span>
            <span class="wide">Undo</span>
            </button>
            <button aria-label="Redo (Ctrl+Shift+Z)" title="Redo (Ctrl+Shift+Z)" disabled="disabled">
            <span aria-hidden="true">↷</span>
            <span class="wide">Redo</span>
            </button>
            <select aria-label="Theme" class="line">
            <option value="System" selected="selected">◐ System</option>
            <option value="Light">◐ Light</option>
            <option value="Dark">◐ Dark</option>
            </select>
            <button aria-haspopup="menu" popovertarget="download" class="main">Download</button>
            <div id="download" popover="auto" role="menu" aria-label="Download" class="menu">
            </div>
            </header>
        "#]],
    );
}

#[test]
fn the_menu_has_each_format_and_the_first_gets_the_focus() {
    check_html(
        download_menu::items(&Callback::noop()),
        &expect![[r#"
        <button role="menuitem" popovertarget="download" popovertargetaction="hide" autofocus="autofocus">Glossator project (JSON)</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">W3C Web Annotation (JSON-LD)</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">brat (.txt, .ann)</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">CoNLL-2003</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">IOB2 (token, tag)</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">IOBES (token, tag)</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">CoNLL-U with a column for names</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">Hugging Face token classification (JSON lines)</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">spaCy (Doc JSON)</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">spaCy (training tuples)</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">Prodigy (JSON lines)</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">doccano (JSON lines)</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">doccano with relations (JSON lines)</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">Label Studio (tasks with annotations, and their configuration)</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">Label Studio (tasks with predictions, and their configuration)</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">GATE (bdocjs)</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">PubAnnotation (JSON)</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">PubAnnotation for TextAE (offsets in UTF-16)</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">OpenNLP name samples</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">Table for spreadsheets (CSV)</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">Table (TSV)</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">UIMA CAS (XMI, for INCEpTION)</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">MedTator (XML)</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">TEI (XML)</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">Text with elements (XML)</button>
        <button role="menuitem" popovertarget="download" popovertargetaction="hide">Text with elements (HTML)</button>
    "#]],
    );
}

#[test]
fn a_tab_that_only_reads_offers_to_edit_and_nothing_to_undo() {
    let props = TopBarProps {
        saving: Saving::ReadOnly,
        undo: Some("tag “Ada” as Person".to_owned()),
        redo: None,
        keys: glossator::keys::Keys::default(),
        theme: Theme::System,
        ondownload: Callback::noop(),
        onedit: Callback::noop(),
    };
    check::<TopBar>(
        props,
        &expect![[r#"
            <header class="top-bar">
            <strong>Glossator</strong>
            <span role="status" title="Read-only" class="status read-only">Read-only<span class="wide">: another tab edits this work</span>
            </span>
            <button class="line">Edit here instead</button>
            <span class="grow">
            </span>
            <button aria-label="Undo: tag “Ada” as Person (Ctrl+Z)" title="Undo: tag “Ada” as Person (Ctrl+Z)" disabled="disabled">
            <span aria-hidden="true">↶</span>
            <span class="wide">Undo</span>
            </button>
            <button aria-label="Redo (Ctrl+Shift+Z)" title="Redo (Ctrl+Shift+Z)" disabled="disabled">
            <span aria-hidden="true">↷</span>
            <span class="wide">Redo</span>
            </button>
            <select aria-label="Theme" class="line">
            <option value="System" selected="selected">◐ System</option>
            <option value="Light">◐ Light</option>
            <option value="Dark">◐ Dark</option>
            </select>
            <button aria-haspopup="menu" popovertarget="download" class="main">Download</button>
            <div id="download" popover="auto" role="menu" aria-label="Download" class="menu">
            </div>
            </header>
        "#]],
    );
}

#[test]
fn a_notice_shows_markup_as_text_and_what_can_be_done() {
    let offer = Offer::OpenAsText {
        name: "a.json".into(),
        text: "{}".into(),
    };
    let notice = Notice::new(Tone::Error, "“<img src=x>” was not opened.").with(offer);
    check_html(
        notices(
            &[notice],
            &Project::default(),
            &Callback::noop(),
            &Callback::noop(),
        ),
        &expect![[r#"
        <div class="notices">
        <div role="alert" class="notice error">
        <p>“&lt;img src=x&gt;” was not opened.</p>
        <button class="line">Open as plain text</button>
        <button>Dismiss</button>
        </div>
        </div>
    "#]],
    );
}

#[test]
fn a_notice_lists_the_mentions_that_it_is_about() {
    let file = r#"{"text":"Ada met Charles.","denotations":[{"span":{"begin":8,"end":15},"obj":"Person"}]}"#;
    let mut opened = open("a.json", file.to_owned()).unwrap();
    let project = opened.project.clone();
    let told = |it: &Opened| losses("a.json", it, &project).unwrap();
    let document = &project.documents[0];
    let mentions = document.mentions().iter();
    let loss = |kind: &'static str, count, mentions| Loss {
        kind: kind.into(),
        count,
        message: format!("{count} are {kind}"),
        mentions,
    };
    let named: Vec<_> = mentions
        .map(|it| (document.id.clone(), it.id.clone()))
        .collect();
    opened.losses = vec![loss("moved", 101, named)];
    let alone = told(&opened);
    opened.losses.push(loss("left out", 2, Vec::new()));
    let draw = |notice| notices(&[notice], &project, &Callback::noop(), &Callback::noop());
    check_html(
        draw(told(&opened)),
        &expect![[r#"
        <div class="notices">
        <div role="alert" class="notice warning">
        <p>“a.json” was opened, but 2 are left out.</p>
        <div class="losses">
        <details>
        <summary>101 are moved</summary>
        <ul>
        <li>
        <button type="button" class="line">Charles · Person</button>
        </li>
        <li>1 more</li>
        </ul>
        </details>
        </div>
        <button>Dismiss</button>
        </div>
        </div>
    "#]],
    );
    assert_eq!(&*alone.text, "“a.json” was opened, but not as it was:");
}

#[test]
fn the_footer_counts_mentions_and_the_selected_characters() {
    let view = View {
        selection: Some(Span::new(4, 11).unwrap().into()),
        ..View::default()
    };
    check_html(
        footer(1, &view, &Callback::noop()),
        &expect![[r#"
            <footer class="footer">
            <span>1 mention</span>
            <select aria-label="What a drag takes">
            <option value="Characters">Characters</option>
            <option value="Words" selected="selected">Words</option>
            <option value="Sentences">Sentences</option>
            <option value="Paragraphs">Paragraphs</option>
            </select>
            <span>Selection 4–11 · 7 characters</span>
            <span class="keys">
            <kbd>1</kbd>–<kbd>9</kbd> label · <kbd>N</kbd> next · <kbd>?</kbd> all keys</span>
            </footer>
        "#]],
    );
}

#[test]
fn the_footer_tells_the_habits_that_are_not_those_of_the_beginning() {
    let habits = Habits {
        unit: Unit::Sentence,
        beside: Beside::Add,
    };
    let view = View {
        habits,
        ..View::default()
    };
    check_html(
        footer(2, &view, &Callback::noop()),
        &expect![[r#"
        <footer class="footer">
        <span>2 mentions</span>
        <select aria-label="What a drag takes">
        <option value="Characters">Characters</option>
        <option value="Words">Words</option>
        <option value="Sentences" selected="selected">Sentences</option>
        <option value="Paragraphs">Paragraphs</option>
        </select>
        <button>Another label at the same place is kept beside the new one: ask again</button>
        <span class="keys">
        <kbd>1</kbd>–<kbd>9</kbd> label · <kbd>N</kbd> next · <kbd>?</kbd> all keys</span>
        </footer>
    "#]],
    );
}
