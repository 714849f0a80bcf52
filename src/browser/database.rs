//! [`Database`]: IndexedDB as the core's [`Journal`], and [`VersionStore`] as a [`Storage`] for what is older.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use glossator_core::store::{Batch, Journal, Storage, StorageError};
use js_sys::{Array, JSON, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
};

const NAME: &str = "glossator";
const VERSION: u32 = 2;
/// Earlier states of the work.
const VERSIONS: &str = "versions";
/// The entries of the journal.
const ENTRIES: &str = "entries";
/// Whose turn it is to write, under [`EPOCH`].
const META: &str = "meta";
const EPOCH: &str = "epoch";
/// A value above this length, in bytes, crosses to JavaScript in a turn of its own, so that saving it does not hold the page
/// up twice as long.
const LARGE: usize = 200_000;
/// The core reads moments up to twice as high.
const MAX_EPOCH: f64 = (1_u64 << 51) as f64;

#[wasm_bindgen]
extern "C" {
    #[derive(Debug)]
    #[wasm_bindgen(extends = IdbDatabase)]
    type DurableDatabase;

    /// Begins a transaction; web-sys does not know the options yet.
    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn transaction_with(
        this: &DurableDatabase,
        names: &Array,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;
}

/// A database of the page's origin, which is opened when it is needed, and again where it was closed.
#[derive(Clone, Debug, Default)]
pub struct Database(Rc<RefCell<Option<IdbDatabase>>>);

/// After how long a request that is not answered counts as failed, in milliseconds.
const LIMIT: i32 = 10_000;
/// What is rejected then.
const LATE: &str = "it does not answer";

/// Says why the database did not do what it was asked.
fn failed(error: JsValue) -> StorageError {
    // What is rejected is an event whose target has the error, or an exception.
    let target = Reflect::get(&error, &"target".into()).unwrap_or_default();
    let of_target = Reflect::get(&target, &"error".into()).unwrap_or_default();
    let reason = error.as_string();
    let exception = of_target.dyn_into::<DomException>().ok();
    let exception = exception.or_else(|| error.dyn_into::<DomException>().ok());
    match exception.map(|it| it.name()) {
        Some(name) if name == "QuotaExceededError" => StorageError::Full,
        Some(name) if name == "SecurityError" => StorageError::Unavailable(name),
        Some(name) => StorageError::Failed(name),
        None => {
            let unknown = || "unknown error".to_owned();
            StorageError::Failed(reason.unwrap_or_else(unknown))
        }
    }
}

/// Waits for a promise, but not for ever.
async fn in_time(promise: Promise) -> Result<JsValue, StorageError> {
    let limit = Promise::new(&mut |_, reject| {
        let late = Array::of1(&LATE.into());
        if let Some(window) = web_sys::window() {
            drop(window.set_timeout_with_callback_and_timeout_and_arguments(&reject, LIMIT, &late));
        }
    });
    let first = Promise::race(&Array::of2(&promise, &limit));
    JsFuture::from(first).await.map_err(failed)
}

/// Waits for a request and returns its result.
async fn result(request: &IdbRequest) -> Result<JsValue, StorageError> {
    let done = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    in_time(done).await?;
    request.result().map_err(failed)
}

/// Waits until a transaction is on the disk, or is taken back.
async fn completed(transaction: &IdbTransaction) -> Result<(), StorageError> {
    let done = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    in_time(done).await?;
    Ok(())
}

/// Opens the database, and makes it where there is none.
async fn open() -> Result<IdbDatabase, StorageError> {
    let off = || StorageError::Unavailable("its database is switched off".to_owned());
    let window = web_sys::window().ok_or_else(off)?;
    let factory = window.indexed_db().map_err(failed)?.ok_or_else(off)?;
    let request: IdbOpenDbRequest = factory.open_with_u32(NAME, VERSION).map_err(failed)?;
    let opened = request.clone();
    let make = Closure::once_into_js(move || -> Result<(), JsValue> {
        let database: IdbDatabase = opened.result()?.unchecked_into();
        let present = database.object_store_names();
        for name in [ENTRIES, META, VERSIONS] {
            if !present.contains(name) {
                database.create_object_store(name)?;
            }
        }
        Ok(())
    });
    request.set_onupgradeneeded(Some(make.unchecked_ref()));
    let database = match result(&request).await {
        // A newer program has made it: what is in it says of itself whether it can be read.
        Err(StorageError::Failed(name)) if name == "VersionError" => {
            result(&*factory.open(NAME).map_err(failed)?).await?
        }
        opened => opened?,
    };
    Ok(database.unchecked_into())
}

impl Database {
    /// Returns an open connection.
    async fn connection(&self) -> Result<IdbDatabase, StorageError> {
        if let Some(connection) = self.0.borrow().clone() {
            return Ok(connection);
        }
        let connection = open().await?;
        // The browser closes it where its data is cleared; and who removes the database waits until it is closed.
        let (opened, slot) = (connection.clone(), Rc::clone(&self.0));
        let close = Closure::once_into_js(move || {
            opened.close();
            slot.replace(None);
        });
        connection.set_onclose(Some(close.unchecked_ref()));
        connection.set_onversionchange(Some(close.unchecked_ref()));
        self.0.replace(Some(connection.clone()));
        Ok(connection)
    }

    /// Begins a transaction of the journal.
    async fn begin(
        &self,
        mode: &str,
    ) -> Result<(IdbTransaction, IdbObjectStore, IdbObjectStore), StorageError> {
        let names = Array::of2(&ENTRIES.into(), &META.into());
        let transaction = self.transaction(&names, mode).await?;
        let store = |name| transaction.object_store(name).map_err(failed);
        let (entries, meta) = (store(ENTRIES)?, store(META)?);
        Ok((transaction, entries, meta))
    }

    async fn transaction(&self, names: &Array, mode: &str) -> Result<IdbTransaction, StorageError> {
        let options = Object::new();
        // Done when it is on the disk and not when the system has promised to write it.
        Reflect::set(&options, &"durability".into(), &"strict".into()).map_err(failed)?;
        let connection = self.connection().await?;
        let connection = connection.unchecked_ref::<DurableDatabase>();
        let begun = connection.transaction_with(names, mode, &options);
        begun.map_err(|error| {
            // It is closing; the next call opens it anew.
            self.0.replace(None);
            failed(error)
        })
    }
}

/// Returns the epoch that stands in the database; 0 where there is none, or something that nobody counted.
async fn epoch(meta: &IdbObjectStore) -> Result<f64, StorageError> {
    let request = meta.get(&EPOCH.into()).map_err(failed)?;
    let epoch = result(&request).await?.as_f64();
    let is_counted = |it: &f64| it.trunc() == *it && (0.0..MAX_EPOCH).contains(it);
    Ok(epoch.filter(is_counted).unwrap_or_default())
}

/// All entries, asked for.
struct Listing {
    keys: IdbRequest,
    values: IdbRequest,
}

impl Listing {
    fn ask(entries: &IdbObjectStore) -> Result<Self, StorageError> {
        Ok(Self {
            keys: entries.get_all_keys().map_err(failed)?,
            values: entries.get_all().map_err(failed)?,
        })
    }

    /// Returns them, when they are answered.
    fn take(&self) -> Result<Vec<(String, String)>, StorageError> {
        let list = |request: &IdbRequest| {
            let result = request.result().map(JsValue::unchecked_into::<Array>);
            result.map_err(failed)
        };
        let (keys, values) = (list(&self.keys)?, list(&self.values)?);
        // What is no text was not written by this program, and is kept as what it is in JSON.
        let text = |it: JsValue| {
            let json = || JSON::stringify(&it).ok()?.as_string();
            it.as_string().or_else(json).unwrap_or_default()
        };
        let entries = keys.iter().zip(values.iter());
        Ok(entries
            .filter_map(|(key, value)| Some((key.as_string()?, text(value))))
            .collect())
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "an epoch is a small whole number, and numbers of scripts have a fraction"
)]
impl Journal for Database {
    async fn claim(&self, above: u64) -> Result<(u64, Vec<(String, String)>), StorageError> {
        // Nobody waits until the epoch is on the disk: a write finds out whether it is.
        let (_, entries, meta) = self.begin("readwrite").await?;
        let listing = Listing::ask(&entries)?;
        let next = epoch(&meta).await?.max(above as f64) + 1.0;
        meta.put_with_key(&next.into(), &EPOCH.into())
            .map_err(failed)?;
        // Requests are answered in their order.
        Ok((next as u64, listing.take()?))
    }

    async fn read(&self) -> Result<Vec<(String, String)>, StorageError> {
        let (transaction, entries, _) = self.begin("readonly").await?;
        let listing = Listing::ask(&entries)?;
        completed(&transaction).await?;
        listing.take()
    }

    async fn pause(&self) {
        TimeoutFuture::new(0).await;
    }

    async fn leave(&self, key: &str, value: &str) -> Result<(), StorageError> {
        let (transaction, entries, _) = self.begin("readwrite").await?;
        entries
            .put_with_key(&value.into(), &key.into())
            .map_err(failed)?;
        completed(&transaction).await
    }

    async fn write(&self, writer: u64, batch: &Batch) -> Result<(), StorageError> {
        let crossed = |(key, value): &(String, Option<String>)| {
            let value = value.as_ref().map(|it| JsValue::from_str(it));
            (JsValue::from_str(key), value)
        };
        let crossed: Vec<_> = batch.iter().map(crossed).collect();
        if batch.iter().flat_map(|it| &it.1).any(|it| it.len() > LARGE) {
            self.pause().await;
        }
        let (transaction, entries, meta) = self.begin("readwrite").await?;
        match epoch(&meta).await? {
            0.0 => return Err(StorageError::Dropped),
            present if present != writer as f64 => return Err(StorageError::Taken),
            _ => {}
        }
        for (key, value) in crossed {
            let request = match value {
                Some(value) => entries.put_with_key(&value, &key),
                None => entries.delete(&key),
            };
            request.map_err(failed)?;
        }
        completed(&transaction).await
    }
}

/// Earlier states of the work, in the same database.
#[derive(Clone, Debug)]
pub struct VersionStore(pub Database);

impl VersionStore {
    async fn begin(&self, mode: &str) -> Result<(IdbTransaction, IdbObjectStore), StorageError> {
        let names = Array::of1(&VERSIONS.into());
        let transaction = self.0.transaction(&names, mode).await?;
        let store = transaction.object_store(VERSIONS).map_err(failed)?;
        Ok((transaction, store))
    }

    /// Makes one change, and waits until it is on the disk.
    async fn change(
        &self,
        change: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>,
    ) -> Result<(), StorageError> {
        let (transaction, store) = self.begin("readwrite").await?;
        change(&store).map_err(failed)?;
        completed(&transaction).await
    }
}

impl Storage for VersionStore {
    async fn keys(&self) -> Result<Vec<String>, StorageError> {
        let (_, store) = self.begin("readonly").await?;
        let keys = result(&store.get_all_keys().map_err(failed)?).await?;
        let keys = keys.unchecked_into::<Array>();
        Ok(keys.iter().filter_map(|it| it.as_string()).collect())
    }

    async fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        let (_, store) = self.begin("readonly").await?;
        let request = store.get(&key.into()).map_err(failed)?;
        Ok(result(&request).await?.as_string())
    }

    async fn pause(&self) {
        self.0.pause().await;
    }

    async fn put(&self, key: &str, value: &str) -> Result<(), StorageError> {
        let (n_bytes, value) = (value.len(), JsValue::from_str(value));
        if n_bytes > LARGE {
            self.pause().await;
        }
        self.change(|store| store.put_with_key(&value, &key.into()))
            .await
    }

    async fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.change(|store| store.delete(&key.into())).await
    }
}
