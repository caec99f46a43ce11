"""The public dashboard: its figures as pages, charts, a map, and things to put on other sites.

Who opens it, and what they want of it:
- a resident on a phone, from a link in a mail of the neighborhood: in five seconds, whether Harvard
  keeps its promises here, and what it did not keep;
- the director of a partner, who prints it for a board: one page with a date on it, in black;
- a journalist: the number, what exactly it counts, what is left out, and a file;
- a student who looks for what matters to people here: the priorities that wait;
- somebody who hears the page: the same numbers in tables, and what each chart shows in a sentence.
"""
