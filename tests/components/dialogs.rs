//! The dialogs.

use std::rc::Rc;

use expect_test::expect;
use glossator::keys::Keys;
use glossator::ui::commands::{Commands, CommandsProps};
use glossator::ui::conflict_dialog::{ConflictDialog, ConflictDialogProps};
use glossator::ui::export_dialog::{ExportDialog, ExportDialogProps};
use glossator::ui::keys_dialog::{KeysDialog, KeysDialogProps};
use glossator::ui::label_dialog::{LabelDialog, LabelDialogProps};
use glossator::ui::opening_dialog::{OpeningDialog, OpeningDialogProps};
use glossator::ui::paste_dialog::{PasteDialog, PasteDialogProps};
use glossator::ui::reading_dialog::{ReadingDialog, ReadingDialogProps};
use glossator::ui::storage_dialog::table;
use glossator::ui::versions_dialog::{Shown, content};
use glossator::view::{Conflict, Doubt, Reading};
use glossator_core::edit::{Command, History, LabelRef, NewMention, Session};
use glossator_core::formats::{Format, Portions};
use glossator_core::model::{Document, DocumentId, Label, LabelId, Project, default_labels};
use glossator_core::store::{Difference, Kind, Version};
use glossator_core::{Span, Text};
use yew::Callback;

use crate::{check, check_html};

#[test]
fn every_bound_key_is_shown_with_what_it_does() {
    let props = KeysDialogProps {
        keys: Keys::default(),
        labels: Rc::new(default_labels()),
        onchange: Callback::noop(),
        onclose: Callback::noop(),
    };
    check::<KeysDialog>(
        props,
        &expect![[r#"
            <dialog role="dialog" aria-label="Keys" closedby="any" class="dialog">
            <h2>Keys</h2>
            <dl>
            <dt>
            <kbd>1</kbd>–<kbd>9</kbd>
            </dt>
            <dd>label the selection, or relabel the selected mention</dd>
            <dt>
            <kbd>Enter</kbd>
            </dt>
            <dd>
            <span>choose a label for the selection or the selected mention</span>
            <button aria-label="Change the key of “choose a label for the selection or the selected mention”">Change</button>
            </dd>
            <dt>
            <kbd>N</kbd>
            </dt>
            <dd>
            <span>next mention</span>
            <button aria-label="Change the key of “next mention”">Change</button>
            </dd>
            <dt>
            <kbd>P</kbd>
            </dt>
            <dd>
            <span>previous mention</span>
            <button aria-label="Change the key of “previous mention”">Change</button>
            </dd>
            <dt>
            <kbd>E</kbd>
            </dt>
            <dd>
            <span>adjust the span of the selected mention: then Enter keeps it, E goes to the other edge, Esc leaves it as it was</span>
            <button aria-label="Change the key of “adjust the span of the selected mention: then Enter keeps it, E goes to the other edge, Esc leaves it as it was”">Change</button>
            </dd>
            <dt>
            <kbd>S</kbd>
            </dt>
            <dd>
            <span>split the selected mention at the caret</span>
            <button aria-label="Change the key of “split the selected mention at the caret”">Change</button>
            </dd>
            <dt>
            <kbd>J</kbd>
            </dt>
            <dd>
            <span>join the selected mention with its neighbors of the same label</span>
            <button aria-label="Change the key of “join the selected mention with its neighbors of the same label”">Change</button>
            </dd>
            <dt>
            <kbd>O</kbd>
            </dt>
            <dd>
            <span>list the mentions that overlap the selected one</span>
            <button aria-label="Change the key of “list the mentions that overlap the selected one”">Change</button>
            </dd>
            <dt>
            <kbd>A</kbd>
            </dt>
            <dd>
            <span>tag all that reads like the selected mention, as it is</span>
            <button aria-label="Change the key of “tag all that reads like the selected mention, as it is”">Change</button>
            </dd>
            <dt>
            <kbd>Delete</kbd>
            <kbd>Backspace</kbd>
            </dt>
            <dd>
            <span>remove the selected mention</span>
            <button aria-label="Change the key of “remove the selected mention”">Change</button>
            </dd>
            <dt>
            <kbd>Esc</kbd>
            </dt>
            <dd>
            <span>close what is on top, then clear the selection</span>
            <button aria-label="Change the key of “close what is on top, then clear the selection”">Change</button>
            </dd>
            <dt>
            <kbd>Ctrl+F</kbd>
            </dt>
            <dd>
            <span>find in the document; once more, the browser’s own search</span>
            <button aria-label="Change the key of “find in the document; once more, the browser’s own search”">Change</button>
            </dd>
            <dt>
            <kbd>Ctrl+Z</kbd>
            </dt>
            <dd>
            <span>undo</span>
            <button aria-label="Change the key of “undo”">Change</button>
            </dd>
            <dt>
            <kbd>Ctrl+Shift+Z</kbd>
            <kbd>Ctrl+Y</kbd>
            </dt>
            <dd>
            <span>redo</span>
            <button aria-label="Change the key of “redo”">Change</button>
            </dd>
            <dt>
            </dt>
            <dd>
            <span>labels: make, change, merge and remove them</span>
            <button aria-label="Change the key of “labels: make, change, merge and remove them”">Change</button>
            </dd>
            <dt>
            <kbd>Ctrl+S</kbd>
            </dt>
            <dd>
            <span>download the project</span>
            <button aria-label="Change the key of “download the project”">Change</button>
            </dd>
            <dt>
            <kbd>Ctrl+O</kbd>
            </dt>
            <dd>
            <span>open files</span>
            <button aria-label="Change the key of “open files”">Change</button>
            </dd>
            <dt>
            </dt>
            <dd>
            <span>add a document of pasted text</span>
            <button aria-label="Change the key of “add a document of pasted text”">Change</button>
            </dd>
            <dt>
            </dt>
            <dd>
            <span>versions: the work as it was, and removed documents</span>
            <button aria-label="Change the key of “versions: the work as it was, and removed documents”">Change</button>
            </dd>
            <dt>
            </dt>
            <dd>
            <span>storage: where everything is kept</span>
            <button aria-label="Change the key of “storage: where everything is kept”">Change</button>
            </dd>
            <dt>
            </dt>
            <dd>
            <span>theme: light, dark, or as the system has it</span>
            <button aria-label="Change the key of “theme: light, dark, or as the system has it”">Change</button>
            </dd>
            <dt>
            <kbd>Ctrl+K</kbd>
            </dt>
            <dd>
            <span>every command by name</span>
            <button aria-label="Change the key of “every command by name”">Change</button>
            </dd>
            <dt>
            <kbd>?</kbd>
            </dt>
            <dd>
            <span>all keys</span>
            <button aria-label="Change the key of “all keys”">Change</button>
            </dd>
            <dt>
            <kbd>Arrow keys</kbd>
            </dt>
            <dd>move the caret; with Shift they select, with Ctrl they go by words</dd>
            <dt>
            <kbd>Home, End</kbd>
            </dt>
            <dd>to the beginning and end of the line; with Ctrl, of the text</dd>
            <dt>
            <kbd>Page Up, Page Down</kbd>
            </dt>
            <dd>by a screen; Ctrl and the arrows up and down go by paragraphs</dd>
            <dt>
            <kbd>Drag</kbd>
            </dt>
            <dd>select whole words; with Alt, single characters</dd>
            <dt>
            <kbd>Double click, triple click</kbd>
            </dt>
            <dd>select the word, the sentence</dd>
            <dt>
            <kbd>Ctrl and drag</kbd>
            </dt>
            <dd>add a piece to the selection or to the selected mention; Ctrl and click takes one away</dd>
            <dt>
            <kbd>Click on a mention</kbd>
            </dt>
            <dd>select it; again, the one around it</dd>
            <dt>
            <kbd>Click on the lines below the text</kbd>
            </dt>
            <dd>list all mentions there</dd>
            <dt>
            <kbd>Shift+Enter in the palette</kbd>
            </dt>
            <dd>pin the label: every further selection gets it, until Esc</dd>
            </dl>
            <p aria-live="polite" class="hint">
            </p>
            <form method="dialog" class="buttons">
            <button type="button" class="line">All as at first</button>
            <button class="main">Close</button>
            </form>
            </dialog>
        "#]],
    );
}

#[test]
fn text_is_pasted_into_a_field_with_a_name() {
    let props = PasteDialogProps {
        onclose: Callback::noop(),
        onadd: Callback::noop(),
    };
    check::<PasteDialog>(
        props,
        &expect![[r#"
            <dialog role="dialog" aria-label="Paste text" closedby="any" class="dialog">
            <h2>Paste text</h2>
            <textarea aria-label="Text" rows="12" dir="auto">
            </textarea>
            <form method="dialog" class="buttons">
            <button>Cancel</button>
            <button class="main">Add</button>
            </form>
            </dialog>
        "#]],
    );
}

#[test]
fn another_label_at_the_same_place_is_asked_about() {
    let conflict = Conflict {
        document: DocumentId::numbered(1),
        mention: NewMention {
            spans: Span::new(0, 3).unwrap().into(),
            label: LabelRef::Name("Author".into()),
        },
        message: "the place is tagged as Person already".to_owned(),
    };
    let props = ConflictDialogProps {
        conflict: conflict.into(),
        onanswer: Callback::noop(),
    };
    check::<ConflictDialog>(
        props,
        &expect![[r#"
        <dialog role="dialog" aria-label="Same place, other label" closedby="any" class="dialog">
        <h2>Same place, other label</h2>
        <p>Here the place is tagged as Person already.</p>
        <form method="dialog">
        <label>
        <input type="checkbox"> Remember the answer</label>
        <div class="buttons">
        <button value="" class="line">Cancel</button>
        <button value="add" class="line">Add</button>
        <button value="replace" autofocus="autofocus" class="main">Replace</button>
        </div>
        </form>
        </dialog>
    "#]],
    );
}

#[test]
fn versions_show_markup_as_text_and_what_is_other_now() {
    let version = |at, kind, why: &str| Version {
        at,
        kind,
        n_documents: 1,
        n_mentions: 3,
        size: 100,
        why: why.to_owned(),
    };
    let difference = Difference {
        name: "<i>a.txt".into(),
        n_then: 1,
        n_now: 2,
        is_in_both: true,
    };
    let shown = Shown {
        versions: Some(vec![
            ("today".to_owned(), version(1, Kind::Before, "open “<b>”")),
            ("yesterday".to_owned(), version(0, Kind::Bin, "b.txt")),
        ]),
        compared: Some((1, vec![difference])),
        error: Some("the browser’s storage for this page is full".to_owned()),
    };
    check_html(
        content(&shown, &Callback::noop()),
        &expect![[r#"
        <p role="alert">Something was not read or kept: the browser’s storage for this page is full.</p>
        <p>The work is kept as it was every few minutes and before large changes. Opening a version adds its documents as copies; nothing is replaced.</p>
        <ul>
        <li>
        <div>
        <strong>open “&lt;b&gt;”</strong>
        <small>today · 1 document · 3 mentions</small>
        </div>
        <button aria-label="Compare: today" class="line">Compare</button>
        <button aria-label="Open as a copy: today" class="line">Open as a copy</button>
        <ul role="status">
        <li>
        <bdi>&lt;i&gt;a.txt</bdi>: 1 only then, 2 only now</li>
        </ul>
        </li>
        </ul>
        <h3>Removed documents</h3>
        <p>They are kept for 30 days.</p>
        <ul>
        <li>
        <div>
        <strong>b.txt</strong>
        <small>yesterday · 1 document · 3 mentions</small>
        </div>
        <button aria-label="Put back: yesterday" class="line">Put back</button>
        </li>
        </ul>
    "#]],
    );
}

#[test]
fn the_storage_panel_has_a_line_for_each_place() {
    let rows = [
        ("Every change", "written 14:03".to_owned()),
        ("Room", "<1 KB".to_owned()),
    ];
    check_html(
        table(&rows),
        &expect![[r#"
        <dl>
        <dt>Every change</dt>
        <dd>written 14:03</dd>
        <dt>Room</dt>
        <dd>&lt;1 KB</dd>
        </dl>
    "#]],
    );
}

#[test]
fn every_command_is_offered_by_name_with_its_keys() {
    let html = crate::render::<Commands>(CommandsProps {
        keys: Keys::default(),
        onact: Callback::noop(),
        onclose: Callback::noop(),
    });
    let options: Vec<_> = html
        .lines()
        .filter(|it| it.contains("role=\"option\""))
        .collect();
    assert_eq!(options.len(), glossator::keys::BINDINGS.len());
    for (name, key) in [
        ("Next mention", "N"),
        ("Redo", "Ctrl+Shift+Z, Ctrl+Y"),
        ("Every command by name", "Ctrl+K"),
    ] {
        assert!(html.contains(&format!("aria-label=\"{name}\"")), "{name}");
        assert!(html.contains(&format!("data-key=\"{key}\"")), "{key}");
    }
}

#[test]
fn a_label_is_changed_in_one_form() {
    let labels = Rc::new(default_labels());
    let project = Project {
        labels,
        ..Project::default()
    };
    let mut session = Session::new(project, History::default());
    for id in [3, 4, 5, 6, 7, 8] {
        let (label, heir) = (LabelId(id), None);
        session.run(&Command::RemoveLabel { label, heir }).unwrap();
    }
    let person = Label::clone(session.project().labels.get(LabelId(1)).unwrap());
    let changed = Label {
        name: "<Politician>".into(),
        parent: Some(LabelId(2)),
        description: "Who holds an office.".into(),
        key: Some('n'),
        ..person
    };
    session
        .run(&Command::ChangeLabel(Box::new(changed)))
        .unwrap();
    let props = LabelDialogProps {
        session: Rc::new(session),
        keys: Keys::default(),
        done: "Done: something".into(),
        onfiles: Callback::noop(),
        onexport: Callback::noop(),
        onclose: Callback::noop(),
    };
    check::<LabelDialog>(
        props,
        &expect![[r##"
            <dialog role="dialog" aria-label="Labels" closedby="any" class="dialog label-dialog">
            <h2>Labels</h2>
            <div class="label-columns">
            <div>
            <ul>
            <li>
            <button aria-current="true" class="label-choice label-1">
            <i class="dot">
            </i>
            <span>
            <small>Organisation › </small>&lt;Politician&gt;</span>
            <kbd>n</kbd>
            </button>
            </li>
            <li>
            <button class="label-choice label-2">
            <i class="dot">
            </i>
            <span>
            <small>
            </small>Organisation</span>
            <kbd>2</kbd>
            </button>
            </li>
            </ul>
            <button class="line">New label</button>
            </div>
            <form class="label-form">
            <label>Name<input value="&lt;Politician&gt;" name="name" maxlength="200" autocomplete="off">
            </label>
            <label>Color<input value="#3457d5" name="color" type="color">
            </label>
            <label>Key<input value="n" name="key" maxlength="2" autocomplete="off">
            </label>
            <p class="warning">This is also the key of “next mention”, which it hides while the article has the focus.</p>
            <label>Kind of<select name="parent">
            <option value="">nothing else</option>
            <option value="2" selected="selected">Organisation</option>
            </select>
            </label>
            <label>When to use it<textarea name="description" rows="3" dir="auto">Who holds an office.</textarea>
            </label>
            <div class="buttons">
            <button type="button">Move up</button>
            <button type="button">Move down</button>
            </div>
            <label>Its mentions (0)<select>
            <option value="" selected="selected">are removed with it</option>
            <option value="2">go to Organisation</option>
            </select>
            </label>
            <div class="buttons">
            <button type="button">Remove or merge the label</button>
            </div>
            </form>
            </div>
            <p aria-live="polite" class="hint">
            </p>
            <form method="dialog" class="buttons">
            <label class="line file">Import labels<input type="file" accept=".json" class="visually-hidden">
            </label>
            <button type="button" class="line">Export labels</button>
            <button class="main">Close</button>
            </form>
            </dialog>
        "##]],
    );
}

#[test]
fn the_readings_of_a_file_show_the_mentions_that_stand_apart() {
    // The first stands at the same place in both; of the others four are shown.
    let spans: Vec<_> = (4..9)
        .map(|it| format!("[{it}, {}, \"P\"]", it + 2))
        .collect();
    let spans = spans.join(", ");
    let file =
        format!("{{\"text\": \"É 🚀 Ada <met> Ben\", \"label\": [[0, 1, \"P\"], {spans}]}}\n");
    let opened = glossator_core::formats::open("a.jsonl", file).expect("it is one");
    let doubt = Doubt {
        name: "a <b>.jsonl".to_owned(),
        opened,
    };
    let props = ReadingDialogProps {
        doubt: Rc::new(doubt),
        onanswer: Callback::noop(),
    };
    check::<ReadingDialog>(
        props,
        &expect![[r#"
        <dialog role="dialog" aria-label="What do the offsets count?" closedby="any" class="dialog readings">
        <h2>What do the offsets count?</h2>
        <p>Nothing in “a &lt;b&gt;.jsonl” tells it, and some mentions stand elsewhere if they count one or the other. Choose the reading in which they stand right.</p>
        <form method="dialog">
        <section aria-label="In characters (code points), as Python counts">
        <h3>In characters (code points), as Python counts</h3>
        <ul>
        <li dir="auto">É 🚀 <b>Ad</b>a &lt;met&gt; Ben<small>P</small>
        </li>
        <li dir="auto">É 🚀 A<b>da</b> &lt;met&gt; Ben<small>P</small>
        </li>
        <li dir="auto">É 🚀 Ad<b>a </b>&lt;met&gt; Ben<small>P</small>
        </li>
        <li dir="auto">É 🚀 Ada<b> &lt;</b>met&gt; Ben<small>P</small>
        </li>
        <li>… and 1 more</li>
        </ul>
        <button value="0" class="line">Open with characters</button>
        </section>
        <section aria-label="In UTF-16 units, as JavaScript and Java count">
        <h3>In UTF-16 units, as JavaScript and Java count</h3>
        <ul>
        <li dir="auto">É 🚀<b> A</b>da &lt;met&gt; Ben<small>P</small>
        </li>
        <li dir="auto">É 🚀 <b>Ad</b>a &lt;met&gt; Ben<small>P</small>
        </li>
        <li dir="auto">É 🚀 A<b>da</b> &lt;met&gt; Ben<small>P</small>
        </li>
        <li dir="auto">É 🚀 Ad<b>a </b>&lt;met&gt; Ben<small>P</small>
        </li>
        <li>… and 1 more</li>
        </ul>
        <button value="1" class="line">Open with UTF-16 units</button>
        </section>
        <div class="buttons">
        <button value="" class="line">Cancel</button>
        </div>
        </form>
        </dialog>
    "#]],
    );
}

#[test]
fn a_long_export_tells_how_far_it_is_and_is_not_downloaded_before_its_end() {
    let document = |n| {
        let text = Text::new("a ".repeat(Portions::LEN / 2));
        Rc::new(Document::new(DocumentId::numbered(n), "long.txt", text))
    };
    let project = Project {
        labels: Rc::new(default_labels()),
        documents: (1..=3).map(document).collect(),
        ..Project::default()
    };
    let props = |format| ExportDialogProps {
        format: Format::by_name(format).unwrap(),
        project: project.clone(),
        onclose: Callback::noop(),
        onsave: Callback::noop(),
    };
    check::<ExportDialog>(
        props("csv"),
        &expect![[r#"
        <dialog role="dialog" aria-label="Download as Table for spreadsheets (CSV)" closedby="any" class="dialog">
        <h2>Download as Table for spreadsheets (CSV)</h2>
        <div role="group" aria-label="What is lost" aria-live="polite" class="losses">
        </div>
        <label>
        <progress max="3" value="0">
        </progress> 0 of 3 documents are written.</label>
        <p class="hint">Only the Glossator project keeps everything: colors, keys, and what this program does not know.</p>
        <form method="dialog">
        <div class="buttons">
        <button class="line">Cancel</button>
        <button autofocus="autofocus" disabled="disabled" class="main">Download</button>
        </div>
        </form>
        </dialog>
    "#]],
    );
}

#[test]
fn files_that_are_being_read_tell_how_far_that_is() {
    let props = |n_files, n_read| OpeningDialogProps {
        reading: Rc::new(Reading {
            name: "corpora/long.txt".into(),
            n_files,
            n_read,
        }),
        oncancel: Callback::noop(),
    };
    check::<OpeningDialog>(
        props(1, 0),
        &expect![[r#"
        <dialog role="dialog" aria-label="Opening “long.txt”…" class="dialog opening">
        <h2>Opening “long.txt”…</h2>
        <label aria-live="polite">
        <progress max="1">
        </progress> It is being read.</label>
        <form method="dialog" class="buttons">
        <button autofocus="autofocus" class="line">Cancel</button>
        </form>
        </dialog>
    "#]],
    );
    check::<OpeningDialog>(
        props(3, 1),
        &expect![[r#"
        <dialog role="dialog" aria-label="Opening 3 files…" class="dialog opening">
        <h2>Opening 3 files…</h2>
        <label aria-live="polite">
        <progress max="3" value="1">
        </progress> 1 of 3 files are read.</label>
        <form method="dialog" class="buttons">
        <button autofocus="autofocus" class="line">Cancel</button>
        </form>
        </dialog>
    "#]],
    );
}
