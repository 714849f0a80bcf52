//! The dialogs.

use expect_test::expect;
use glossator::ui::conflict_dialog::{ConflictDialog, ConflictDialogProps};
use glossator::ui::keys_dialog::{KeysDialog, KeysDialogProps};
use glossator::ui::paste_dialog::{PasteDialog, PasteDialogProps};
use glossator::ui::storage_dialog::table;
use glossator::ui::versions_dialog::{Shown, content};
use glossator::view::Conflict;
use glossator_core::Span;
use glossator_core::edit::{LabelRef, NewMention};
use glossator_core::model::DocumentId;
use glossator_core::store::{Difference, Kind, Version};
use yew::Callback;

use crate::{check, check_html};

#[test]
fn every_bound_key_is_shown_with_what_it_does() {
    let onclose = Callback::noop();
    check::<KeysDialog>(
        KeysDialogProps { onclose },
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
            <dd>choose a label for the selection or the selected mention</dd>
            <dt>
            <kbd>N</kbd>
            </dt>
            <dd>next mention</dd>
            <dt>
            <kbd>P</kbd>
            </dt>
            <dd>previous mention</dd>
            <dt>
            <kbd>E</kbd>
            </dt>
            <dd>adjust the span of the selected mention: then Enter keeps it, E goes to the other edge, Esc leaves it as it was</dd>
            <dt>
            <kbd>S</kbd>
            </dt>
            <dd>split the selected mention at the caret</dd>
            <dt>
            <kbd>J</kbd>
            </dt>
            <dd>join the selected mention with its neighbors of the same label</dd>
            <dt>
            <kbd>O</kbd>
            </dt>
            <dd>list the mentions that overlap the selected one</dd>
            <dt>
            <kbd>Delete</kbd>
            <kbd>Backspace</kbd>
            </dt>
            <dd>remove the selected mention</dd>
            <dt>
            <kbd>Esc</kbd>
            </dt>
            <dd>close what is on top, then clear the selection</dd>
            <dt>
            <kbd>Ctrl+Z</kbd>
            </dt>
            <dd>undo</dd>
            <dt>
            <kbd>Ctrl+Shift+Z</kbd>
            <kbd>Ctrl+Y</kbd>
            </dt>
            <dd>redo</dd>
            <dt>
            <kbd>?</kbd>
            </dt>
            <dd>all keys</dd>
            <dt>
            <kbd>Arrow keys</kbd>
            </dt>
            <dd>move the caret; with Shift they select, with Ctrl they go by words</dd>
            <dt>
            <kbd>Home, End</kbd>
            </dt>
            <dd>to the beginning and end of the line; with Ctrl, of the text</dd>
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
            <form method="dialog">
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
