import FoundationEssentials
package import Market
package import Platform
import Store

/// A copy of an engine's folder: its files, and `manifest.json` with the digest of each, written last.
package struct EngineSnapshot: Hashable, Sendable {
    package struct File: Hashable, Sendable {
        package let name: String
        package let bytes: Int
        /// SHA-256.
        package let digest: String
    }

    /// Its folder's.
    package let name: String
    package let path: String
    package let at: Timestamp
    /// The folder that it is a copy of.
    package let source: String
    package let files: [File]

    package var bytes: Int { files.reduce(0) { $0 + $1.bytes } }

    /// Copies files into a folder of a new name.
    ///
    /// - Throws: ``FileError``; what has been copied then has no manifest, and counts for nothing.
    static func make(_ source: FolderFiles, in shelf: String, at now: Timestamp) throws(FileError) -> EngineSnapshot {
        let account = source.folder.split(separator: "/").last.map(String.init) ?? "engine"
        let name = "\(account)-\(StoreFile.compactTime(now))"
        let path = "\(shelf)/\(name)"
        try makeFolders("\(path)/journal")
        var files: [File] = []
        for file in source.files {
            let bytes = try source.read(file)
            try FileBytes.create("\(path)/\(file.name)", bytes)
            files.append(File(name: file.name, bytes: bytes.count, digest: try digest(bytes, file.name)))
        }
        let snapshot = EngineSnapshot(name: name, path: path, at: now, source: source.folder, files: files)
        try FileBytes.create("\(path)/\(manifest)", Array("\(snapshot.json.text)\n".utf8))
        return snapshot
    }

    /// Reads the manifest of a folder.
    ///
    /// - Throws: ``FileError`` where there is none, or it is none of ours.
    package init(at path: String) throws(FileError) {
        let place = "\(path)/\(Self.manifest)"
        let text = try FileBytes.readText(place, limit: 16 << 20)
        guard let json = try? JSON.parse(text),  // What is no JSON is no manifest, and is told so.
            case .int(1) = json["version"], let at = json["at"]?.string.flatMap({ RFC3339.instant($0) }),
            let source = json["source"]?.string, case .array(let list) = json["files"]
        else { throw FileError(.other, "\(place): is not the manifest of a snapshot") }
        var files: [File] = []
        for entry in list {
            guard let name = entry["name"]?.string, Self.isPlain(name), case .int(let bytes) = entry["bytes"],
                let digest = entry["sha256"]?.string
            else { throw FileError(.other, "\(place): names a file that no snapshot has") }
            files.append(File(name: name, bytes: Int(clamping: bytes), digest: digest))
        }
        self.init(
            name: path.split(separator: "/").last.map(String.init) ?? path,
            path: path,
            at: at,
            source: source,
            files: files
        )
    }

    private init(name: String, path: String, at: Timestamp, source: String, files: [File]) {
        self.name = name
        self.path = path
        self.at = at
        self.source = source
        self.files = files
    }

    /// Whether an engine could go on from it: every file is what it was, and its journal can be read to the end.
    ///
    /// - Returns: The records of the journal.
    /// - Throws: ``FileError`` that names the file; `JournalError`.
    package func check() async throws -> Int {
        let room = try TemporaryFolder(prefix: "mayak-recover")
        defer { room.remove() }
        try copy(to: room.path)
        let journal = try Journal(folder: "\(room.path)/journal")
        var count = 0
        if let first = try journal.first() {
            var reader = try journal.records(from: first)
            while try reader.next() != nil { count += 1 }
        }
        await journal.close()
        return count
    }

    /// Puts its files into a folder that is not there, or is empty.
    ///
    /// - Throws: ``FileError``; of a file that is not what it was.
    package func copy(to folder: String) throws(FileError) {
        try Self.makeFolders("\(folder)/journal")
        for file in files {
            let bytes = try FileBytes.read("\(path)/\(file.name)", limit: Self.largest)
            guard try Self.digest(bytes, file.name) == file.digest else {
                throw FileError(.other, "\(path)/\(file.name): is not what it was when it was copied")
            }
            try FileBytes.create("\(folder)/\(file.name)", bytes)
        }
    }

    // MARK: Inner

    static let manifest = "manifest.json"
    /// The audit log's own bound.
    private static let largest = AuditChain.largest

    private var json: JSON {
        [
            "version": .int(1), "at": .string(RFC3339.text(at)), "source": .string(source),
            "files": .array(
                files.map { file in
                    [
                        "name": .string(file.name), "bytes": .int(Int64(file.bytes)), "sha256": .string(file.digest),
                    ]
                }
            ),
        ]
    }

    /// Of a file in the folder, or in its folder `journal`; anything else could lead elsewhere.
    private static func isPlain(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 1 || parts.count == 2 && parts[0] == "journal" else { return false }
        return parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." } && name != manifest
    }

    private static func digest(_ bytes: [UInt8], _ name: String) throws(FileError) -> String {
        do throws(FernetError) {
            return try FileDigest.sha256(bytes)
        } catch {
            throw FileError(.other, "\(name): has no digest: \(error)")
        }
    }

    private static func makeFolders(_ path: String) throws(FileError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw FileError(.other, "\(path): cannot be made: \(error)")
        }
    }
}
