"""The append-only record of every act, and the memory that makes a repeated request harmless.

Owns: one entry per act, its authentication code, the blocks that seal entries, what verifies them, idempotency keys.
Does not own: screens; what an act means; statistics.
Main words: *entry* (one act), *leaf* (the hash of its content), *MAC* (proof with a key outside the database).
"""
