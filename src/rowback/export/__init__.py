"""What a reading looks like outside: JSON Lines, CSV, a table, the article with its marked spans.

Each rendering is a module of its own and imported where it is needed, because only tables need rich.
"""
