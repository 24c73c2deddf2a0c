package import Platform

/// How the store is copied every night.
package struct BackupOptions: ConfigurationSection {
    /// Copies that are kept; 0: none is made.
    ///
    /// Default 7.
    package var keep = 7
    /// Where they lie; nil: beside the store.
    package var folder: String?

    package init() {}

    package mutating func read(from reader: inout ConfigurationReader) {
        keep = reader.integer(
            "backup.keep",
            "MAYAK_BACKUP_KEEP",
            default: keep,
            in: 0...1_000,
            "Nightly copies of the store that are kept; 0 makes none"
        )
        folder = reader.optionalText(
            "backup.folder",
            "MAYAK_BACKUP_FOLDER",
            "Where they lie; beside the store where it is not given"
        )
    }

    /// The copies of a store; nil where none are wanted.
    package func copies(of store: String) -> StoreBackups? {
        keep > 0 ? StoreBackups(of: store, in: folder, keep: keep) : nil
    }
}
