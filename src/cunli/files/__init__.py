"""Uploaded and generated files: typed by content, stripped of what they should not carry, stored.

Owns: what may be kept, how it is cleaned, where it lies on disk, how it is answered.
Does not own: URLs (each floor serves its own files through its own access check), what a file is about.
Main words: *stored file* (one kept file), *content* (its bytes, named by their hash), *refusal* (why not kept).
"""
