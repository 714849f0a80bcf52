//! Puts the functions of the program in an order in which neighbors are alike, which takes 8 KB from the page: what
//! repeats costs less the nearer it is.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::checkout::Checkout;
use crate::wasm::{
    CODE, CUSTOM, IMPORTS, functions, functions_imported, push_bytes, push_number, sections,
};

/// Sorts the functions of a program.
pub(super) fn sort(checkout: &Checkout, program: &Path) -> Result<()> {
    let named = named(&fs::read(program)?).context("the program breaks off")?;
    fs::write(program, named)?;
    // Sorting alone would lose what wasm-opt does when it writes, so it does everything once more, as in `index.html`. The
    // lowest kilobyte of the memory is the end of the stack, where a call that went so deep would trap soon.
    let sorting = "wasm-opt -Oz --low-memory-unused --one-caller-inline-max-function-size=30 --reorder-functions-by-name --output";
    checkout.command(sorting).arg(program).arg(program).run()?;
    Ok(())
}

/// Returns the program with names for its functions by which they stand in their new order, the only order that
/// wasm-opt takes from outside; `None` where the program breaks off.
fn named(wasm: &[u8]) -> Option<Vec<u8>> {
    let (mut n_imported, mut bodies) = (0, Vec::new());
    for (kind, section) in sections(wasm)? {
        match kind {
            IMPORTS => n_imported = functions_imported(section)?,
            CODE => bodies = functions(section)?,
            _ => {}
        }
    }
    let mut names = vec![(0, 0); bodies.len()];
    for (rank, function) in chain(&bodies).into_iter().enumerate() {
        names[function] = (n_imported + function, rank);
    }
    let mut list = Vec::new();
    push_number(&mut list, names.len());
    for (function, rank) in names {
        push_number(&mut list, function);
        push_bytes(&mut list, format!("{rank:06}").as_bytes());
    }
    let mut section = b"\x04name\x01".to_vec();
    push_bytes(&mut section, &list);
    let mut named = wasm.to_vec();
    named.push(CUSTOM);
    push_bytes(&mut named, &section);
    Some(named)
}

/// Returns the positions of all functions: the largest, then always the one that is most like those before, and the
/// nearer they are, the more.
fn chain(bodies: &[&[u8]]) -> Vec<usize> {
    let prints: Vec<Print> = bodies.iter().map(|it| Print::of(it)).collect();
    let mut left: Vec<(usize, f64)> = (0..bodies.len()).map(|it| (it, 0.0)).collect();
    let mut next = (0..bodies.len()).max_by_key(|&it| bodies[it].len());
    let mut chain = Vec::with_capacity(left.len());
    while let Some(function) = next {
        chain.push(function);
        left.retain(|it| it.0 != function);
        for (it, likeness) in &mut left {
            *likeness = *likeness * 0.3 + prints[function].likeness(&prints[*it]);
        }
        let nearest = left.iter().max_by(|a, b| a.1.total_cmp(&b.1));
        next = nearest.map(|it| it.0);
    }
    chain
}

/// Which sequences of three bytes a function has: a bit for each of 16,384 classes of them.
struct Print {
    bits: [u64; 256],
    n_bits: u32,
}

impl Print {
    fn of(body: &[u8]) -> Self {
        let mut bits = [0_u64; 256];
        for &[a, b, c] in body.array_windows() {
            let class = u32::from_le_bytes([a, b, c, 0]).wrapping_mul(0x9e37_79b1) >> 18;
            bits[class as usize / 64] |= 1 << (class % 64);
        }
        let n_bits = bits.iter().map(|it| it.count_ones()).sum();
        Self { bits, n_bits }
    }

    /// How much two functions share: 1 at most where they are the same.
    fn likeness(&self, other: &Self) -> f64 {
        let shared = self.bits.iter().zip(&other.bits);
        let n_shared: u32 = shared.map(|(a, b)| (a & b).count_ones()).sum();
        f64::from(n_shared) / f64::from(self.n_bits * other.n_bits).sqrt().max(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{chain, named};

    #[test]
    fn like_functions_are_neighbors() {
        let bodies: [&[u8]; 5] = [
            b"abcdefgh",
            b"123456",
            b"abcdefghijkl",
            b"cdefgh",
            b"0123456",
        ];
        assert_eq!(chain(&bodies), [2, 0, 3, 4, 1]);
        assert_eq!(chain(&[]), [0; 0]);
    }

    #[test]
    fn functions_are_named_by_their_places() {
        // It imports one function, and has two of its own.
        let wasm = b"\0asm\x01\0\0\0\x02\x07\x01\x01a\x01b\0\0\x0a\x0b\x02\x03\0\x01\x0b\x05\0\x01\x01\x01\x0b";
        let names = b"\0\x18\x04name\x01\x11\x02\x01\x06000001\x02\x06000000";
        assert_eq!(named(wasm).unwrap(), [&wasm[..], names].concat());
        assert_eq!(named(&wasm[..20]), None);
    }
}
