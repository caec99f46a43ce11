"""A server of the same answers for visitors, with nothing in it but WSGI, sqlite3, SQL and orjson.

It knows neither users nor bad parameters; it is what the tracker's time is measured against.
"""
