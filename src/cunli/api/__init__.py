"""The door for machines: what other systems read and do here, each in the name of one post.

Owns: machine tokens, the REST door with its OpenAPI description, Open311, numbers that other systems gave a matter.
Does not own: any rule and any view of its own of a matter; a machine gets what the page of its post shows (``desk``),
and acts by the same acts.
Main words: *token* (what a machine shows), *problem* (a refusal as data), *foreign number* (theirs, beside ours).
"""
