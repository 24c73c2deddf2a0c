import Glibc

/// Unit: bytes; 0 when the file is absent.
package func fileSize(_ path: String) -> Int64 {
    var information = stat()
    return stat(path, &information) == 0 ? Int64(information.st_size) : 0
}

/// Makes the folder of a file and the folders above it, where they are absent, for their owner alone.
///
/// - Throws: ``DatabaseError`` of kind `cannotOpen` or `readOnly`.
package func makeFolder(for path: String) throws(DatabaseError) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    for count in 0..<parts.count {
        let folder = parts[...count].joined(separator: "/")
        guard !folder.isEmpty, !makePrivate(folder) else { continue }
        let number = errno
        if number == EEXIST || number == EISDIR { continue }
        var information = stat()
        if stat(folder, &information) == 0 { continue }  // A read-only parent says EROFS for folders that exist.
        throw DatabaseError(
            kind: number == EROFS || number == EACCES || number == EPERM ? .readOnly : .cannotOpen,
            detail: "\(folder): the store's folder cannot be made: \(String(cString: strerror(number)))"
        )
    }
}

private func makePrivate(_ folder: String) -> Bool {
    guard mkdir(folder, 0o700) == 0 else { return false }
    chmod(folder, 0o700)  // Whatever the umask is; a folder without rights of its owner shows at the first use.
    return true
}

/// Makes a rename or removal in the file's folder survive a power cut.
package func syncFolder(of path: String) throws(DatabaseError) {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let file = open(folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else {
        throw DatabaseError(kind: .cannotOpen, detail: "\(folder): \(String(cString: strerror(errno)))")
    }
    defer { close(file) }
    guard fsync(file) == 0 else {
        throw DatabaseError(kind: .inputOutput, detail: "\(folder): \(String(cString: strerror(errno)))")
    }
}

/// Removes a file where it exists.
package func removeFile(_ path: String) {
    unlink(path)
}
