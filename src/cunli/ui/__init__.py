"""How everything looks and is said: base templates, components, tokens, icons, words for days.

Owns: the two faces (phone, desk), print pages, error and refusal pages, the small choices of a person
(face, large type, light or dark, language), vendored styles and scripts.
Does not own: tables, who may see what, any page that shows a matter.
Main words: *face* (phone or desk, of the same URL), *component* (a template with declared parameters and
examples), *words* (how a day, a delay, a number is said).
"""
