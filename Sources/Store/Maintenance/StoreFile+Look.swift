import Platform

/// What a look at a store's file shows, short of counting its rows.
package struct StoreLook: Hashable, Sendable {
    package let schemaVersion: Int
    package let knownSchemaVersion: Int
    /// With what is in the write-ahead log.
    package let bytes: Int64
    /// True when this user may write to the file.
    package let isWritable: Bool
    /// The first thing that is wrong with the pages; nil when all is well, or nobody looked.
    package let problem: String?

    package init(
        schemaVersion: Int,
        knownSchemaVersion: Int,
        bytes: Int64,
        isWritable: Bool,
        problem: String?
    ) {
        self.schemaVersion = schemaVersion
        self.knownSchemaVersion = knownSchemaVersion
        self.bytes = bytes
        self.isWritable = isWritable
        self.problem = problem
    }
}

extension StoreFile {
    /// Looks at the file without changing it, beside the processes too.
    ///
    /// - Parameter isThorough: also checks its pages, which reads all of it, but not the indexes against the tables.
    /// - Throws: `DatabaseError` when it cannot be read at all, ``StoreError`` of kind `foreignFile`.
    package func look(isThorough: Bool) throws -> StoreLook {
        var options = Connection.Options()
        options.isReadOnly = true
        let database = try Connection(path: path, options: options)
        defer { database.close() }
        guard try database.pragma("application_id") == Schema.applicationID else {
            throw StoreError(.foreignFile, "\(path): is not a store of Mayak")
        }
        return StoreLook(
            schemaVersion: Int(try database.pragma("user_version")),
            knownSchemaVersion: Schema.version,
            bytes: fileSize(path) + database.walSize,
            isWritable: FileBytes.isWritable(path),
            problem: isThorough ? try database.firstProblem() : nil
        )
    }
}
