//! What Reachly answers over HTTP, on this computer only.
//! `door`: the command table for browser tabs, the command line and tests. `feed`: what changed, for any door.
//! `listen`: the loopback listener under each of them. `pages`: the public side: landing pages, tracked links and
//! unsubscribing, on a listener of their own.

pub mod door;
pub mod feed;
pub mod listen;
pub mod pages;
