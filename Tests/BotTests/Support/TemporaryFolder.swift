import Foundation

/// A folder of its own for one test.
struct TemporaryFolder {
    let path: String

    /// - Parameter inMemory: where the machine has room for it: thousands of commits then need no disk.
    init(inMemory: Bool = false) {
        let isMemory = inMemory && Self.memoryHasRoom
        path = (isMemory ? "/dev/shm/" : NSTemporaryDirectory()) + "mayak-bot-" + UUID().uuidString
        // A folder that cannot be made fails the test at its first file.
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)  // Only litter would stay.
    }

    /// At least 1 GiB: a container's usual 64 MiB are too few.
    private static var memoryHasRoom: Bool {
        // Where it cannot be asked, the disk serves as well.
        let facts = try? FileManager.default.attributesOfFileSystem(forPath: "/dev/shm")
        return (facts?[.systemFreeSize] as? NSNumber).map { $0.int64Value > 1 << 30 } ?? false
    }
}
