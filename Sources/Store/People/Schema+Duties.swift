extension Schema {
    /// Who is on call in which hour of the week, Moscow time; an hour may have several people.
    static let duties = """
        CREATE TABLE duties (
            weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7), hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
            person INTEGER NOT NULL, name TEXT NOT NULL,
            PRIMARY KEY (weekday, hour, person)
        ) STRICT, WITHOUT ROWID;
        """
}
