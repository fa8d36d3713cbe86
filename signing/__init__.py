"""Documents and signatures: stored bytes, their PDF, detached CMS, and proof for strangers.

Lives here: canonical bytes, the PDF shown beside them, verification of signatures (RSA only),
evidence, the public check by code, the NCALayer protocol in the browser, the test PKI of the demo.
Does not live here: what a document says (the room that owns the record) and who may sign it.
"""
