//! [`App`]: owns the store and lays out the page.

use std::rc::Rc;

use glossator_core::edit::Command;
use glossator_core::formats::{self, Choices, Format, Opened, Options, Portions};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew::scheduler::{self, Runnable};

use super::dialogs::{Dialogs, dialogs};
use super::document_list::DocumentList;
use super::find_bar::{FindBar, Search};
use super::footer::footer;
use super::notices::notices;
use super::pinned::pinned;
use super::reader::reader;
use super::side_panel::SidePanel;
use super::top_bar::TopBar;
use crate::browser::channel::Channel;
use crate::browser::stage::Stage;
use crate::browser::{api, download, files, habits, life, settings, theme};
use crate::desk::Desk;
use crate::file_reader::FileReader;
use crate::hooks::{
    All, use_dispatch, use_gestures, use_look_alikes, use_page_events, use_paint, use_paper,
    use_saver, use_tabs,
};
use crate::keys::{KeyAction, Keys, Place};
use crate::notice::Offer;
use crate::start::Start;
use crate::store::{Action, Dispatch, Look, Store};
use crate::versions::Keeping;
use crate::view::{Dialog, Sheet, Tab};

/// Where changed keys are kept.
const KEYS: &str = "glossator:keys";

/// What the app begins with.
#[derive(Clone, Properties)]
pub struct AppProps {
    /// The work.
    pub start: Rc<Start>,
    /// What it is drawn in.
    pub stage: Stage,
}

impl PartialEq for AppProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.start, &other.start) && self.stage == other.stage
    }
}

/// What is done when all of the page has been drawn for the first time.
struct Entrance {
    stage: Stage,
    desk: Rc<Desk>,
}

impl Runnable for Entrance {
    fn run(self: Box<Self>) {
        self.stage.show();
        // A page that forbids the property works all the same.
        drop(api::install(self.desk));
        life::note_started();
    }
}

/// The whole page.
#[component]
pub fn App(AppProps { start, stage }: &AppProps) -> Html {
    let handle = use_reducer(|| {
        let mut store = Store::new(theme::stored(), start.work.take());
        store.view.habits = habits::stored();
        let keys = settings::get(KEYS);
        store.view.keys = keys.map_or_else(Keys::default, |it| Keys::read(&it));
        store
    });
    let channel = use_memo((), |()| Channel::default());
    let saver = use_saver(start, &handle, &channel);
    let article = use_node_ref();
    let paper = use_paper(&handle, &article);
    let versions = {
        let start = Rc::clone(start);
        use_memo((), move |()| Keeping::new(&start.database))
    };
    let dispatch = use_dispatch(&handle, &saver, &paper, &versions);
    let onedit = use_tabs(start, &handle, &dispatch, &saver, &channel);
    let store: &Store = &handle;
    let view = &store.view;
    let input = use_node_ref();

    let file_reader = use_memo((), |()| FileReader::default());
    let desk = Rc::new(Desk::new(&handle, &dispatch, &saver, &file_reader));
    let onfiles = use_callback((), {
        let desk = Rc::clone(&desk);
        move |files, ()| open_files(&desk, files)
    });
    let ontext = use_callback((), {
        let desk = Rc::clone(&desk);
        move |file, ()| desk.open_files(vec![file])
    });
    use_look_alikes(&store.session.project().labels, &dispatch);
    use_effect_with(view.theme, |theme| theme::apply(*theme));
    use_effect_with(view.habits, |it| habits::keep(*it));
    use_effect_with(view.keys.clone(), |keys| {
        settings::put(KEYS, keys.write().as_deref())
    });
    use_paint(store, &paper, &article);
    // What they place over the text is placed when that is drawn.
    let gestures = use_gestures(&handle, &dispatch, &article);
    {
        let (stage, desk) = (stage.clone(), Rc::clone(&desk));
        use_effect_with((), move |()| {
            // Yew goes on in another turn when one takes long. Whoever is told now can act in this one, before which
            // nothing is left to be drawn: otherwise the browser would lay out a page that is behind by a frame.
            scheduler::push(Box::new(Entrance { stage, desk }));
        });
    }

    // Callbacks that stay the same spare what they are given to from being drawn anew.
    let onopen = use_callback((), {
        let input = input.clone();
        move |(), ()| {
            input
                .cast::<HtmlInputElement>()
                .iter()
                .for_each(|it| it.click())
        }
    });
    let onchange = {
        let onfiles = onfiles.clone();
        Callback::from(move |event: Event| {
            let input = event
                .target()
                .and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
            let Some(input) = input else { return };
            if let Some(list) = input.files() {
                onfiles.emit(files::listed(&list));
            }
            // So that the same file can be chosen again.
            input.set_value("");
        })
    };
    let ondownload = use_callback((), {
        let (handle, dispatch, desk) = (handle.clone(), dispatch.clone(), Rc::clone(&desk));
        move |format: &'static Format, ()| {
            let store = handle.clone();
            let project = store.session.project();
            if format.choices == Choices::None && Portions::is_one(project) {
                let exported = formats::export(project, format, &Options::default());
                if exported.losses.is_empty() {
                    return desk.hand_over(&All::new(format, exported), &[]);
                }
            }
            dispatch.emit(Action::Look(Look::Dialog(Some(Dialog::Export(format)))));
        }
    });
    let onact = {
        let (gestures, onopen, ondownload) =
            (Rc::clone(&gestures), onopen.clone(), ondownload.clone());
        Callback::from(move |action| match action {
            KeyAction::Download => ondownload.emit(&formats::FORMATS[0]),
            KeyAction::OpenFiles => onopen.emit(()),
            _ => gestures.act(action),
        })
    };
    let onchord = {
        let (handle, onact) = (handle.clone(), onact.clone());
        Callback::from(move |chord: String| {
            let action = handle.clone().view.keys.action(&chord, Place::Page);
            action.into_iter().for_each(|it| onact.emit(it));
            action.is_some()
        })
    };
    use_page_events(&dispatch, onchord, &onfiles, &ontext);
    let onoffer = {
        let (desk, dispatch) = (Rc::clone(&desk), dispatch.clone());
        Callback::from(move |offer: Offer| take(&desk, &dispatch, offer))
    };
    let onunpin = {
        let gestures = Rc::clone(&gestures);
        Callback::from(move |_| gestures.act(KeyAction::Escape))
    };
    let onsearch = {
        let gestures = Rc::clone(&gestures);
        move |search: Search| match search {
            Search::For(phrase) => gestures.find(&phrase),
            Search::Walk(forward) => gestures.walk(forward),
            Search::Label(label) => gestures.label_found(label),
            Search::Review => gestures.review_found(),
            Search::Close => gestures.close_find(),
        }
    };
    let panel = |name: &'static str, sheet: Sheet, tab: Option<Tab>| {
        let dispatch = dispatch.clone();
        let is_open = view.sheet == Some(sheet) && tab.is_none_or(|it| it == view.tab);
        let onclick = move |_: MouseEvent| {
            tab.into_iter()
                .for_each(|it| dispatch.emit(Action::Look(Look::Tab(it))));
            dispatch.emit(Action::Look(Look::Sheet((!is_open).then_some(sheet))));
        };
        html! { <button aria-expanded={is_open.to_string()} {onclick}>{ name }</button> }
    };
    let project = store.session.project();
    let history = store.session.history();
    let opened = Dialogs {
        store: &handle,
        dispatch: &dispatch,
        desk: &desk,
        gestures: &gestures,
        saver: &saver,
        versions: &versions,
        onfiles: onchange.clone(),
        onact,
    };
    let is_covered = view.notices.iter().any(|it| !it.losses.is_empty());
    html! {
        <ContextProvider<Dispatch> context={dispatch.clone()}>
            <TopBar saving={view.saving.clone()} keys={view.keys.clone()} theme={view.theme} {ondownload} {onedit}
                undo={history.done().last().map(|it| it.name.clone())}
                redo={history.undone().last().map(|it| it.name.clone())} />
            <DocumentList documents={project.documents.clone()} shown={view.shown.clone()} {onopen}
                is_sheet={view.sheet == Some(Sheet::Documents)} />
            <main class="reader">
                <div class={classes!("reading", is_covered.then_some("covered"))}>
                    if let Some(drawing) = &store.drawing {
                        { reader(drawing, view, &article, &gestures) }
                    } else {
                        <h1 class="empty">{ "No document yet: open a file, drop one here, or paste a text." }</h1>
                    }
                </div>
                <input type="file" multiple={true} aria-label="Open files" tabindex="-1" class="visually-hidden"
                    ref={input} {onchange} />
            </main>
            if let Some(find) = &view.find {
                <FindBar find={find.clone()} labels={store.session.project().labels.clone()} {onsearch} />
            }
            if let Some(label) = view.pinned.and_then(|it| project.labels.get(it)) {
                { pinned(label, onunpin) }
            }
            <SidePanel drawing={store.drawing.clone()} picked={view.picked.clone()} tab={view.tab}
                is_sheet={view.sheet == Some(Sheet::Side)} />
            { footer(store.drawing.as_ref().map_or(0, |it| it.document.mentions().len()), view, &dispatch) }
            <nav class="bottom-bar" aria-label="Panels">
                { panel("Documents", Sheet::Documents, None) }
                { panel("Mentions", Sheet::Side, Some(Tab::Mentions)) }
                { panel("Labels", Sheet::Side, Some(Tab::Labels)) }
            </nav>
            { notices(&view.notices, project, &dispatch, &onoffer) }
            { dialogs(&opened) }
            <p class="visually-hidden" aria-live="polite">{ &*view.announcement }</p>
        </ContextProvider<Dispatch>>
    }
}

/// Reads files and opens them.
fn open_files(desk: &Rc<Desk>, chosen: Vec<web_sys::File>) {
    let desk = Rc::clone(desk);
    spawn_local(async move {
        desk.open_files(files::read(chosen).await);
    });
}

/// Does what a notice offers.
fn take(desk: &Desk, dispatch: &Dispatch, offer: Offer) {
    let text = match offer {
        Offer::OpenWhole { name, opened } => {
            desk.add(&name, Opened::clone(&opened));
            return;
        }
        Offer::Download { name, text } => {
            drop(download::save(&name, "application/json", text.as_bytes()));
            return;
        }
        Offer::OpenAsText { name, text } => Some((name, text.to_string())),
        Offer::OpenAsWindows1252 { name, bytes } => {
            files::decode_windows_1252(&bytes).map(|it| (name, it))
        }
    };
    if let Some((name, text)) = text {
        let opened = formats::open_text(&name, text);
        dispatch.emit(Action::Run(Command::Import(Box::new(opened.project))));
    }
}
