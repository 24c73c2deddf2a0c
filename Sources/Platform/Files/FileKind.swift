import Glibc

/// What stands at a path.
package enum FileKind: Hashable, Sendable {
    case file, folder, pipe, socket, device

    init(mode: mode_t) {
        switch mode & S_IFMT {
        case S_IFREG: self = .file
        case S_IFDIR: self = .folder
        case S_IFIFO: self = .pipe
        case S_IFSOCK: self = .socket
        default: self = .device
        }
    }

    /// Links are followed; nil when there is nothing, or nothing that this user may look at.
    package init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(mode: status.st_mode)
    }

    /// Why what stands there cannot be used as a file; nil for a file, and where there is nothing.
    package static func refusal(_ path: String) -> FileError? {
        FileKind(path)?.refusal(path)
    }

    func refusal(_ path: String) -> FileError? {
        let name: String
        switch self {
        case .file: return nil
        case .folder: name = "a folder"
        case .pipe: name = "a pipe"
        case .socket: name = "a socket"
        case .device: name = "a device"
        }
        return FileError(.notAFile, "\(path): is \(name); a file is needed")
    }
}
