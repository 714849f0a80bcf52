//! [`use_look_alikes`]: says where a new label looks like another one.

use std::rc::Rc;

use glossator_core::model::LabelSet;
use yew::prelude::*;

use crate::browser::text::look_of;
use crate::notice::{Notice, Tone};
use crate::store::{Action, Dispatch};

/// Says where a label that was made, renamed or opened looks like another one.
#[hook]
pub fn use_look_alikes(labels: &Rc<LabelSet>, dispatch: &Dispatch) {
    let known = use_mut_ref(|| Rc::clone(labels));
    let dispatch = dispatch.clone();
    use_effect_with(Rc::clone(labels), move |labels| {
        let before = known.replace(Rc::clone(labels));
        for (label, other) in labels.look_alikes(&before, look_of) {
            let text = format!(
                "The labels “{}” and “{}” look alike, and are two: a character of one is not shown, or written in another way. Rename one or merge them under “Labels…”.",
                other.name, label.name
            );
            dispatch.emit(Action::Notify(Notice::new(Tone::Warning, text)));
        }
    });
}
