import FoundationEssentials
import Platform

/// A folder with recorded data.
struct DataFolder {
    /// A day of minute rows of the whole market has some 40 MB; unit: bytes.
    private static let largestFile = 1 << 30

    let path: String
    /// The files in it, by name; hidden ones, folders and notes (`.md`) are left out.
    let names: [String]

    /// - Throws: ``RecordingError`` of kind `unreadable`.
    init(_ path: String) throws(RecordingError) {
        self.path = path
        let all: [String]
        do {
            all = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        } catch {
            throw RecordingError(kind: .unreadable, detail: "cannot list the folder \(path)")
        }
        names = all.filter { name in
            var isFolder = false
            let isThere = FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
            return isThere && !isFolder && !name.hasPrefix(".") && !name.lowercased().hasSuffix(".md")
        }
    }

    /// - Throws: ``RecordingError`` of kind `unreadable`.
    func bytes(of name: String) throws(RecordingError) -> [UInt8] {
        do {
            return try FileBytes.read("\(path)/\(name)", limit: Self.largestFile)
        } catch {
            throw RecordingError(kind: .unreadable, detail: error.detail)
        }
    }
}
