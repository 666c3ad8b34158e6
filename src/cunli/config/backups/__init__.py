"""One file with everything but the keys, made while people work; and the way back.

The file is a plain tar: the database's copy, the stored files, and last a manifest with the SHA-256 of each.
Main words: *member* (one file in the archive), *manifest* (what is in it, from which release), *staging* (a folder
in which everything is unpacked and compared before anything is touched).
"""
