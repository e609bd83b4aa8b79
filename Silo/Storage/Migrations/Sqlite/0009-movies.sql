-- Movies, a row a title. The folded copies (see FoldedText) are what searches without regard to case look in.

CREATE TABLE movies
(
    title        TEXT    NOT NULL PRIMARY KEY,
    title_folded TEXT    NOT NULL,
    genre        TEXT    NOT NULL,
    genre_folded TEXT    NOT NULL,
    release_year INTEGER NOT NULL,
    expiry_date  TEXT    NOT NULL, -- YYYY-MM-DD
    version      INTEGER NOT NULL  -- random, new with each write
) WITHOUT ROWID;

-- Pages in each order.
CREATE INDEX movies_by_genre ON movies (genre, title);
CREATE INDEX movies_by_release_year ON movies (release_year, title);
CREATE INDEX movies_by_expiry_date ON movies (expiry_date, title);
