//! Reads and writes the sections of a program, as the [format] has them.
//!
//! [format]: https://webassembly.github.io/spec/core/binary/index.html

/// What only tools read.
pub(crate) const CUSTOM: u8 = 0;
pub(crate) const IMPORTS: u8 = 2;
pub(crate) const EXPORTS: u8 = 7;
pub(crate) const CODE: u8 = 10;
pub(crate) const DATA: u8 = 11;

/// The length of what stands before the sections.
pub(crate) const HEAD: usize = 8;

/// Returns the sections with their kinds; `None` where the program breaks off.
pub(crate) fn sections(wasm: &[u8]) -> Option<Vec<(u8, &[u8])>> {
    let (mut sections, mut rest) = (Vec::new(), wasm.get(HEAD..)?);
    while let Some((&kind, behind)) = rest.split_first() {
        rest = behind;
        sections.push((kind, bytes(&mut rest)?));
    }
    Some(sections)
}

/// Returns the bodies of the program's own functions, from the section that has the code.
pub(crate) fn functions(mut section: &[u8]) -> Option<Vec<&[u8]>> {
    let n_functions = number(&mut section)?;
    (0..n_functions).map(|_| bytes(&mut section)).collect()
}

/// How many functions stand before the program's own: those that are imported.
pub(crate) fn functions_imported(mut section: &[u8]) -> Option<usize> {
    let mut n_functions = 0;
    for _ in 0..number(&mut section)? {
        text(&mut section)?;
        text(&mut section)?;
        let (&kind, behind) = section.split_first()?;
        section = behind;
        match kind {
            // A function: its type.
            0 => {
                n_functions += 1;
                number(&mut section)?;
            }
            // A table or a memory: its kind, its limits.
            1 | 2 => {
                section = section.get(usize::from(kind == 1)..)?;
                let flags = number(&mut section)?;
                number(&mut section)?;
                if flags & 1 == 1 {
                    number(&mut section)?;
                }
            }
            _ => section = section.get(2..)?,
        }
    }
    Some(n_functions)
}

/// Reads a number in LEB128.
pub(crate) fn number(rest: &mut &[u8]) -> Option<usize> {
    let mut number = 0;
    for shift in (0..35).step_by(7) {
        let (&byte, behind) = rest.split_first()?;
        *rest = behind;
        number |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// Reads bytes with their number before them.
pub(crate) fn bytes<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = number(rest)?;
    let (bytes, behind) = rest.split_at_checked(length)?;
    *rest = behind;
    Some(bytes)
}

/// Reads a text with its length before it.
pub(crate) fn text<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    std::str::from_utf8(bytes(rest)?).ok()
}

/// Writes a number in LEB128.
pub(crate) fn push_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Writes bytes with their number before them.
pub(crate) fn push_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    push_number(out, bytes.len());
    out.extend(bytes);
}
