import Glibc
import Market

/// A regular file below a folder, open for reading.
final class StaticFile: Sendable {
    private static let pieceBytes = 64 << 10

    let size: Int
    let changed: Timestamp
    /// Another when the content may be another: the file's number, size and time of change.
    let tag: String
    private let descriptor: CInt

    /// Nil for everything that ``StaticFolder`` does not find.
    init?(_ name: String, in folder: String) {
        guard let descriptor = Self.open(name, in: folder) else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, FileKind(mode: status.st_mode) == .file else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
        size = Int(status.st_size)
        changed = Timestamp(seconds: Int64(status.st_mtim.tv_sec)) + .nanoseconds(Int64(status.st_mtim.tv_nsec))
        let parts =
            [UInt64(status.st_ino), UInt64(bitPattern: Int64(status.st_size))] + [
                UInt64(bitPattern: Int64(status.st_mtim.tv_sec)) &* 1_000_000_000 &+ UInt64(status.st_mtim.tv_nsec)
            ]
        tag = "\"\(parts.map { String($0, radix: 16) }.joined(separator: "-"))\""
    }

    deinit {
        close(descriptor)
    }

    /// Small content at once, large content piece by piece; a file that gets shorter meanwhile breaks the connection.
    func content(_ range: Range<Int>) -> WebContent {
        if range.count <= Self.pieceBytes, let bytes = read(range) { return .bytes(bytes) }
        return .stream(
            WebStream(length: range.count) { writer in
                var start = range.lowerBound
                while start < range.upperBound {
                    let piece = start..<min(start + Self.pieceBytes, range.upperBound)
                    guard let bytes = self.read(piece) else { throw FileError(.other, "the file has changed") }
                    try await writer.write(bytes)
                    start = piece.upperBound
                }
            }
        )
    }

    private func read(_ range: Range<Int>) -> [UInt8]? {
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
            while count < range.count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
                let got = pread(descriptor, rest.baseAddress, range.count - count, range.lowerBound + count)
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { break }
                count += got
            }
        }
        return bytes.count == range.count ? bytes : nil
    }

    /// Opens segment by segment, following no link.
    private static func open(_ name: String, in folder: String) -> CInt? {
        let segments = name.split(separator: "/", omittingEmptySubsequences: false)
        guard let last = segments.last, segments.allSatisfy(isPlain) else { return nil }
        var place = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        for segment in segments.dropLast() where place >= 0 {
            let next = openat(place, String(segment), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            close(place)
            place = next
        }
        guard place >= 0 else { return nil }
        defer { close(place) }
        // Without O_NONBLOCK a pipe would make the server wait.
        let descriptor = openat(place, String(last), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        return descriptor >= 0 ? descriptor : nil
    }

    private static func isPlain(_ segment: Substring) -> Bool {
        !segment.isEmpty && segment.first != "." && segment.utf8.count <= 255
            && !segment.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "\\") }
    }
}
