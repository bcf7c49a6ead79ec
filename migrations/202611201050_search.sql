-- How the search table keeps itself, for files of a million people.

-- New words are gathered in up to 16 MiB of memory before they are written: fewer, larger pieces are merged less often.
INSERT INTO contact_search (contact_search, rank) VALUES ('hashsize', 16777216);
-- Marks of removed people do not start merges by themselves (the default is at a tenth): while a large import is undone
-- the same pieces would be merged again and again, three quarters of the whole undo. They go with the next usual merge.
INSERT INTO contact_search (contact_search, rank) VALUES ('deletemerge', 0);
