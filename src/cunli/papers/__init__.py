"""Papers a unit issues, from draft to delivery, and the slip for those without a phone.

Owns: drafts and versions, signing off (签发), numbers, seals, delivered copies, templates, verification codes, slips.
Does not own: the matter a paper belongs to (it is named by its printed reference), who answers it, the stored bytes.
Main words: *paper* (one document of one unit), *number* (机关代字〔年〕号, without gaps), *slip* (the small receipt).
"""
