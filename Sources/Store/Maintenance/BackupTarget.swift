import Platform

/// Where a backup is to go: a mistake in the name must not cost a store, a key or a configuration.
struct BackupTarget {
    let path: String

    /// - Throws: ``StoreError`` of kind `wrongTarget`.
    func check(for store: String) throws {
        guard !isPart(of: store) else {
            throw refusal("is the store itself or a file that belongs to it; name another file")
        }
        guard let kind = FileKind(path) else { return }
        guard kind == .file else { throw refusal("is no file; name a file") }
        guard fileSize(path) > 0 else { return }
        guard isStore else {
            throw refusal("exists and is no backup of a store of Mayak; name another file, or remove it")
        }
        let place = DatabasePlace(path)
        guard fileSize(place.realPath + "-wal") == 0, !FileBytes.exists(place.lockFile) else {
            throw refusal("is a store that is or was in use; name another file")
        }
    }

    /// Whether the path leads to a store or to one of the files beside it, by whatever name.
    func isPart(of store: String) -> Bool {
        let place = DatabasePlace(store)
        let locks = InstanceLock.programs.map { InstanceLock.file(of: $0, on: store) }
        let parts = [place.realPath] + place.companions + locks
        let target = realPath(path)
        guard !parts.contains(target) else { return true }
        let identity = FileIdentity(path)
        return identity != nil && parts.contains { FileIdentity($0) == identity }
    }

    /// By its header (https://www.sqlite.org/fileformat.html): the format's name and our application id.
    private var isStore: Bool {
        // What cannot be read is none.
        guard let header = try? FileBytes.head(path, count: 72), header.count == 72 else { return false }
        let id = header[68...].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        return header.starts(with: Array("SQLite format 3\u{0}".utf8)) && id == Schema.applicationID
    }

    private func refusal(_ detail: String) -> StoreError { StoreError(.wrongTarget, "\(path): \(detail)") }
}
