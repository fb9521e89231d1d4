//! Memory for Argon2: mapped for one computation, on huge pages where the system has them, and given back at its end. What is smaller than
//! such a page comes from the allocator, since new pages would cost more than the computation.

use crate::Error;
use argon2::Block;
use std::ops::{Deref, DerefMut};
use std::ptr::NonNull;
use zeroize::optimization_barrier;

/// A huge page of x86-64, and of AArch64 with pages of 4 KiB.
const HUGE_PAGE: usize = 2 << 20;

/// Blocks of 1 KiB, zero at first, overwritten when they are dropped.
pub struct Blocks(Memory);

enum Memory {
    Allocated(Vec<Block>),
    Mapped(Mapping),
}

impl Blocks {
    /// Takes so many blocks.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if the system does not grant them, [`Error::Parameter`] for none or more than there are addresses.
    pub fn new(count: usize) -> Result<Self, Error> {
        let bytes = count.checked_mul(size_of::<Block>()).filter(|bytes| *bytes > 0).ok_or(Error::Parameter)?;
        if bytes >= HUGE_PAGE {
            return Ok(Self(Memory::Mapped(Mapping::new(count, bytes)?)));
        }
        let mut blocks = Vec::new();
        blocks.try_reserve_exact(count).map_err(|_| Error::Unavailable)?;
        blocks.resize(count, Block::new());
        Ok(Self(Memory::Allocated(blocks)))
    }
}

impl Deref for Blocks {
    type Target = [Block];

    fn deref(&self) -> &[Block] {
        match &self.0 {
            Memory::Allocated(blocks) => blocks,
            Memory::Mapped(mapping) => mapping.blocks(),
        }
    }
}

impl DerefMut for Blocks {
    fn deref_mut(&mut self) -> &mut [Block] {
        match &mut self.0 {
            Memory::Allocated(blocks) => blocks,
            Memory::Mapped(mapping) => mapping.blocks_mut(),
        }
    }
}

impl Drop for Blocks {
    fn drop(&mut self) {
        self.fill(Block::new());
        optimization_barrier(&**self);
    }
}

/// A mapping with blocks in it.
struct Mapping {
    start: NonNull<libc::c_void>,
    length: usize,
    blocks: NonNull<Block>,
    count: usize,
}

impl Mapping {
    /// `bytes` is what `count` blocks take.
    fn new(count: usize, bytes: usize) -> Result<Self, Error> {
        // Huge pages have to begin at a multiple of their size, which mmap does not promise: what is mapped beyond is never touched.
        let length = bytes.checked_add(HUGE_PAGE).ok_or(Error::Parameter)?;
        // SAFETY: a new anonymous mapping touches no memory that is in use.
        let start = unsafe {
            libc::mmap(
                std::ptr::null_mut(),
                length,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS,
                -1,
                0,
            )
        };
        if start == libc::MAP_FAILED {
            return Err(Error::Unavailable);
        }
        let start = NonNull::new(start).ok_or(Error::Unavailable)?;
        let ahead = start.cast::<u8>().align_offset(HUGE_PAGE);
        // SAFETY: `ahead` is less than a huge page, by which the mapping is longer than the blocks.
        let blocks = unsafe { start.byte_add(ahead) }.cast::<Block>();
        let mapping = Self { start, length, blocks, count };
        mapping.advise();
        Ok(mapping)
    }

    /// Asks for huge pages and to be left out of core dumps. Both are wishes: without them the memory works as well.
    #[cfg(target_os = "linux")]
    fn advise(&self) {
        for advice in [libc::MADV_HUGEPAGE, libc::MADV_DONTDUMP] {
            // SAFETY: the range is the mapping; neither advice changes what is in it.
            unsafe { libc::madvise(self.start.as_ptr(), self.length, advice) };
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn advise(&self) {}

    fn blocks(&self) -> &[Block] {
        // SAFETY: the mapping holds `count` blocks from here on, aligned to a huge page, which is more than a block needs; any bits are a
        // block, and nobody else has the mapping.
        unsafe { std::slice::from_raw_parts(self.blocks.as_ptr(), self.count) }
    }

    fn blocks_mut(&mut self) -> &mut [Block] {
        // SAFETY: as in `blocks`; `self` is borrowed exclusively.
        unsafe { std::slice::from_raw_parts_mut(self.blocks.as_ptr(), self.count) }
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: the mapping was made in `new` with this length, and is used no more.
        unsafe { libc::munmap(self.start.as_ptr(), self.length) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_zeros_aligned() {
        for count in [1, 8, 64, 2047, 2048, 2049, 5000] {
            let mut blocks = Blocks::new(count).unwrap();
            assert_eq!(blocks.len(), count);
            assert!(blocks.iter().all(|block| block.as_ref().iter().all(|word| *word == 0)), "{count} blocks");
            if count >= 2048 {
                assert_eq!(blocks.as_ptr().addr() % HUGE_PAGE, 0, "{count} blocks");
            }
            for block in blocks.iter_mut() {
                block.as_mut().fill(u64::MAX);
            }
        }
    }

    #[test]
    fn refuses_what_cannot_be() {
        for (count, error) in [
            (0, Error::Parameter),
            (usize::MAX, Error::Parameter),
            (usize::MAX / 1024, Error::Parameter),
            (usize::MAX / 4096, Error::Unavailable),
        ] {
            assert_eq!(Blocks::new(count).map(|_| ()), Err(error), "{count} blocks");
        }
    }
}
