//! Jobs: work to be done later, enqueued in the transaction that made it necessary.
