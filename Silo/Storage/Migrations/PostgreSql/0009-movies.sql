-- Movies, a row a title. The folded copies (see FoldedText) are what searches without regard to case look in. Texts are
-- ordered by code points, as in SQLite.

CREATE TABLE movies
(
    title        text    NOT NULL COLLATE "C" PRIMARY KEY,
    title_folded text    NOT NULL COLLATE "C",
    genre        text    NOT NULL COLLATE "C",
    genre_folded text    NOT NULL COLLATE "C",
    release_year integer NOT NULL,
    expiry_date  text    NOT NULL COLLATE "C", -- YYYY-MM-DD
    version      bigint  NOT NULL              -- random, new with each write
);

-- Pages in each order.
CREATE INDEX movies_by_genre ON movies (genre, title);
CREATE INDEX movies_by_release_year ON movies (release_year, title);
CREATE INDEX movies_by_expiry_date ON movies (expiry_date, title);
