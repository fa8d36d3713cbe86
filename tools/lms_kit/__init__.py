"""For LMS vendors: a small client of the OrtaBilim LMS API and a conformance kit.

Only the standard library; copy the folder into your own project. README.md begins with an example.
"""
