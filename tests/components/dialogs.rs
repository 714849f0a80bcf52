//! The dialogs.

use expect_test::expect;
use glossator::ui::keys_dialog::{KeysDialog, KeysDialogProps};
use glossator::ui::paste_dialog::{PasteDialog, PasteDialogProps};
use yew::Callback;

use crate::check;

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
            <kbd>Click on a mention</kbd>
            </dt>
            <dd>select it; again, the one around it</dd>
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
