import FoundationEssentials
import Glibc

/// The files of a folder at one moment: open, with the sizes that they have now, so that they can be copied while others go on writing.
///
/// A file that is replaced or removed meanwhile is copied as it was; what is appended meanwhile is left out.
package final class FolderFiles: Sendable {
    package struct File: Sendable {
        /// Below the folder, with at most one slash.
        package let name: String
        let descriptor: CInt
        package let size: Int
    }

    package let folder: String
    package let files: [File]

    /// - Parameter patterns: of the names of files in the folder, as a shell has them; those of its folder `journal` (``Journal``) always go with them.
    /// - Throws: ``FileError``.
    package init(_ folder: String, patterns: [String]) throws(FileError) {
        self.folder = folder
        var files: [File] = []
        do throws(FileError) {
            for name in try Self.names(in: folder) where patterns.contains(where: { fnmatch($0, name, 0) == 0 }) {
                if let file = try Self.open(name, in: folder) { files.append(file) }
            }
            if FileBytes.exists("\(folder)/journal") {
                for name in try Self.names(in: "\(folder)/journal") {
                    if let file = try Self.open("journal/\(name)", in: folder) { files.append(file) }
                }
            }
        } catch {
            for file in files { close(file.descriptor) }
            throw error
        }
        self.files = files
    }

    deinit {
        for file in files { close(file.descriptor) }
    }

    /// What a file held at that moment.
    package func read(_ file: File) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: file.size)
        var done = 0
        while done < file.size {
            let (offset, left) = (done, file.size - done)
            let count = bytes.withUnsafeMutableBytes { buffer in
                pread(file.descriptor, buffer.baseAddress?.advanced(by: offset), left, off_t(offset))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileError(.other, "\(folder)/\(file.name): cannot be read whole") }
            done += count
        }
        return bytes
    }

    private static func names(in folder: String) throws(FileError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw FileError(.other, "\(folder): cannot be listed: \(error)")
        }
    }

    /// Nil for what is no file, or is gone by now.
    private static func open(_ name: String, in folder: String) throws(FileError) -> File? {
        let descriptor = Glibc.open("\(folder)/\(name)", O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ELOOP { return nil }
            throw FileError(.other, "\(folder)/\(name): cannot be opened: \(String(cString: strerror(errno)))")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            return nil
        }
        return File(name: name, descriptor: descriptor, size: Int(status.st_size))
    }
}
