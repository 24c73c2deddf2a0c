import Glibc

/// Whole-file reading and writing on plain descriptors, with a bound on the size.
package enum FileBytes {
    /// - Throws: ``FileError``; of kind `tooLarge` when there are more bytes than `limit`.
    package static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("cannot be opened", path) }
        defer { close(descriptor) }
        return try read(descriptor, named: path, limit: limit)
    }

    /// - Throws: ``FileError``; of kind `notText` when the bytes are not UTF-8.
    package static func readText(_ path: String, limit: Int) throws(FileError) -> String {
        guard let text = String(validating: try read(path, limit: limit), as: UTF8.self) else {
            throw FileError(.notText, "\(path): is not UTF-8 text")
        }
        return text
    }

    /// All of standard input, up to its end.
    package static func readStandardInput(limit: Int) throws(FileError) -> [UInt8] {
        try read(STDIN_FILENO, named: "standard input", limit: limit)
    }

    /// True when there is something at the path that this user may look at.
    package static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// Writes behind what `print` has written so far.
    package static func writeStandardOutput(_ bytes: [UInt8]) throws(FileError) {
        fflush(nil)
        try write(bytes, to: STDOUT_FILENO, named: "standard output")
    }

    /// Makes a new file that only its owner may read; an existing one is never replaced.
    ///
    /// - Throws: ``FileError``; of kind `exists` when the path is taken.
    package static func create(_ path: String, _ bytes: [UInt8], permissions: UInt32 = 0o600) throws(FileError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, permissions)
        guard descriptor >= 0 else { throw FileError("cannot be created", path) }
        defer { close(descriptor) }
        try write(bytes, to: descriptor, named: path)
    }

    /// Puts new content at the path in one step: a reader sees the old file or the new one, never a part.
    ///
    /// - Throws: ``FileError``; the old file is then still there.
    package static func replace(_ path: String, _ bytes: [UInt8], permissions: UInt32 = 0o644) throws(FileError) {
        let temporary = "\(path).new-\(getpid())"
        try create(temporary, bytes, permissions: permissions)
        guard rename(temporary, path) == 0 else {
            let error = FileError("cannot be replaced", path)
            unlink(temporary)
            throw error
        }
    }

    /// Removes a file; one that is not there is no error.
    package static func remove(_ path: String) throws(FileError) {
        guard unlink(path) != 0, errno != ENOENT else { return }
        throw FileError("cannot be removed", path)
    }

    private static func read(_ descriptor: Int32, named name: String, limit: Int) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError("cannot be read", name) }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= limit else {
                throw FileError(.tooLarge, "\(name): has more than the \(limit) bytes that are allowed")
            }
        }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, named name: String) throws(FileError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError("cannot be written", name) }
            rest = rest.dropFirst(count)
        }
    }
}
