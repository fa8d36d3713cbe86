"""The same data by file, for schools whose LMS cannot push.

A file is read into the very body that the API takes and goes in by the same one way; what lives
here is the reading, the marks in the file that goes back, and the pages. Rules are in ``schools``.
"""
