//! The decoded bytes of a file from the row that is being read on, so that a row can be read again.

use std::io::{self, Read, Seek, SeekFrom};

use encoding_rs::{CoderResult, Decoder, Encoding};

use super::{PIECE, ROW_BYTES, unreadable};
use crate::error::Result;

/// Decoded bytes of the input from the row that is being read on; gives no more than a row may have.
pub(super) struct Tape<R> {
    input: R,
    decoder: Decoder,
    raw: Vec<u8>,
    /// Decoded bytes; those before `filled` count, the first stands at offset `base`.
    buffer: Vec<u8>,
    filled: usize,
    base: u64,
    /// Offset of the next byte to hand out.
    pub(super) next: u64,
    row: u64,
    pub(super) ended: bool,
    /// The end was told although there is more, because the row had become too long.
    pub(super) held_back: bool,
    pub(super) malformed: bool,
    pub(super) bytes_read: u64,
}

impl<R: Read> Tape<R> {
    pub(super) fn new(input: R, encoding: &'static Encoding) -> Self {
        Tape {
            input,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; PIECE],
            buffer: Vec::new(),
            filled: 0,
            base: 0,
            next: 0,
            row: 0,
            ended: false,
            held_back: false,
            malformed: false,
            bytes_read: 0,
        }
    }

    /// Makes the next byte to hand out the first of all.
    pub(super) fn restarted(mut self) -> Self {
        let gone = (self.next - self.base) as usize;
        self.buffer.copy_within(gone..self.filled, 0);
        self.filled -= gone;
        (self.base, self.next, self.row) = (0, 0, 0);
        self
    }

    pub(super) fn begin_row(&mut self, offset: u64) {
        self.row = offset;
        self.held_back = false;
    }

    pub(super) fn end(&self) -> u64 {
        self.base + self.filled as u64
    }

    pub(super) fn between(&self, start: u64, end: u64) -> &[u8] {
        let place = |offset: u64| (offset.saturating_sub(self.base) as usize).min(self.filled);
        &self.buffer[place(start)..place(end)]
    }

    /// Decodes another piece; false at the end of the input.
    fn fill(&mut self) -> io::Result<bool> {
        let gone = (self.row.saturating_sub(self.base) as usize).min(self.filled);
        self.buffer.copy_within(gone..self.filled, 0);
        self.filled -= gone;
        self.base += gone as u64;
        let before = self.filled;
        while !self.ended && self.filled == before {
            let count = loop {
                match self.input.read(&mut self.raw) {
                    Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
                    other => break other?,
                }
            };
            self.bytes_read += count as u64;
            self.ended = count == 0;
            let mut taken = 0;
            loop {
                if self.buffer.len() < self.filled + PIECE {
                    self.buffer.resize(self.filled + 2 * PIECE, 0);
                }
                let target = &mut self.buffer[self.filled..];
                let (result, read, written, bad) =
                    self.decoder.decode_to_utf8(&self.raw[taken..count], target, self.ended);
                taken += read;
                self.filled += written;
                self.malformed |= bad;
                if result == CoderResult::InputEmpty {
                    break;
                }
            }
        }
        Ok(self.filled > before)
    }

    /// The offset after the end of the physical line that `from` stands in, and whether there was such an end.
    pub(super) fn line_after(&mut self, from: u64) -> Result<(u64, bool)> {
        let mut seen = from;
        loop {
            let rest = self.between(seen, self.end());
            if let Some(at) = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
                let (after, returned) = (seen + at as u64 + 1, rest[at] == b'\r');
                self.row = after;
                if returned && after == self.end() {
                    self.fill().map_err(unreadable)?;
                }
                let both = returned && self.between(after, after + 1) == b"\n";
                return Ok((after + u64::from(both), true));
            }
            seen = self.end();
            self.row = seen;
            if !self.fill().map_err(unreadable)? {
                return Ok((seen, false));
            }
        }
    }
}

impl<R: Read> Read for Tape<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.next == self.end() {
            if self.next - self.row > ROW_BYTES as u64 {
                self.held_back = true;
                return Ok(0);
            }
            if !self.fill()? {
                return Ok(0);
            }
        }
        let ready = self.between(self.next, self.end());
        let count = ready.len().min(out.len());
        out[..count].copy_from_slice(&ready[..count]);
        self.next += count as u64;
        Ok(count)
    }
}

impl<R: Read> Seek for Tape<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match to {
            SeekFrom::Start(offset) if (self.base..=self.end()).contains(&offset) => {
                self.next = offset;
                Ok(offset)
            }
            _ => Err(io::Error::new(io::ErrorKind::Unsupported, "only bytes that are still held")),
        }
    }
}
