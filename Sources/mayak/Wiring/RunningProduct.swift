import Glibc
import Platform

/// The product that `Scripts/run` has started in this folder, as its marker `runtime/running` tells.
///
/// The file is believed only while somebody holds its lock: the lock goes with the product, however that ends.
struct RunningProduct: Hashable, Sendable {
    static let marker = "runtime/running"

    let pid: Int64
    /// Its configuration file; nil where it has the usual one or none.
    let config: String?
    let store: String
    /// The clock's text, as `MAYAK_CLOCK` has it.
    let clock: String

    /// What runs in a folder; nil when nothing does, or it has not told yet.
    ///
    /// - Parameter directory: Where `runtime` is; ends in `/`, or is empty for the working directory.
    static func here(_ directory: String = "") -> RunningProduct? {
        let path = directory + marker
        // A pipe in its place must not make every command wait.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // Whoever gets the lock, if only for this moment, has learned that nobody lives by it.
        guard flock(descriptor, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK else { return nil }
        // It may be removed at this moment; then nothing runs any more.
        guard let text = try? FileBytes.readText(path, limit: 16_384) else { return nil }
        return RunningProduct(text)
    }

    /// Reads `name=value` lines; nil where one is missing.
    init?(_ text: String) {
        var values: [String: String] = [:]
        for line in text.split(separator: "\n") {
            guard let equals = line.firstIndex(of: "=") else { continue }
            values[String(line[..<equals])] = String(line[line.index(after: equals)...])
        }
        guard let pid = values["pid"].flatMap({ Int64($0) }), let store = values["store"], !store.isEmpty,
            let clock = values["clock"], !clock.isEmpty
        else { return nil }
        self.pid = pid
        self.store = store
        self.clock = clock
        config = values["config"].flatMap { $0.isEmpty ? nil : $0 }
    }
}
