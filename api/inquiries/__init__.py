"""Being reachable: inquiries about plots, and reports of what is wrong with a record.

What people write here is theirs. It is read from the body of a request, checked, stored, and shown by ``dikuai
inquiries`` alone: no log, no answer of the service and no text of an error repeats it.
"""
