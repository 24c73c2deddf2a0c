/// How much of the machine is in use, in per cent; what cannot be told is absent.
package struct MachineLoad: Hashable, Sendable {
    package enum Resource: String, Hashable, Sendable, CaseIterable { case cpu, memory, gpu }

    private var used: [Resource: Double]

    package init(_ used: [Resource: Double]) {
        self.used = used
    }

    package subscript(resource: Resource) -> Double? { used[resource] }
}

/// Reads the load out of the kernel's files; no process is started.
///
/// The processor's is that since the last reading, of the whole machine (proc(5), `/proc/stat`). Memory is what is not available of the machine's, or
/// of the container's limit where that is fuller (`/proc/meminfo`; cgroup v2, `memory.current` and `memory.max`). A graphics processor's is told by
/// drivers that write `gpu_busy_percent`; NVIDIA's does not, and then it is absent.
package struct MachineReadings: Sendable {
    /// Clock ticks since the machine's start.
    private struct Ticks {
        let busy: Double
        let all: Double
    }

    private let root: String
    private var last: Ticks?

    /// - Parameter root: where `proc` and `sys` are; tests have files of their own.
    package init(root: String = "") {
        self.root = root
        last = ticks
    }

    package mutating func read() -> MachineLoad {
        var used: [MachineLoad.Resource: Double] = [:]
        if let now = ticks {
            if let last, now.all > last.all { used[.cpu] = 100 * (now.busy - last.busy) / (now.all - last.all) }
            last = now
        }
        used[.memory] = [machineMemory, containerMemory].compactMap(\.self).max()
        used[.gpu] = graphics
        return MachineLoad(used)
    }

    /// `cpu  user nice system idle iowait irq softirq steal guest guest_nice`; guests are in user and nice already.
    private var ticks: Ticks? {
        guard let line = text("proc/stat")?.split(separator: "\n").first, line.hasPrefix("cpu ") else { return nil }
        let fields = line.split(separator: " ").dropFirst().prefix(8).compactMap { Double($0) }
        guard fields.count >= 5 else { return nil }
        let all = fields.reduce(0, +)
        return Ticks(busy: all - fields[3] - fields[4], all: all)
    }

    private var machineMemory: Double? {
        guard let text = text("proc/meminfo") else { return nil }
        func kilobytes(_ name: String) -> Double? {
            text.split(separator: "\n").first { $0.hasPrefix("\(name):") }
                .flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Double($0) }
        }
        guard let total = kilobytes("MemTotal"), let free = kilobytes("MemAvailable"), total > 0 else { return nil }
        return 100 * (total - free) / total
    }

    private var containerMemory: Double? {
        guard let limit = number("sys/fs/cgroup/memory.max"), limit > 0,
            let current = number("sys/fs/cgroup/memory.current")
        else { return nil }
        return 100 * current / limit
    }

    private var graphics: Double? {
        (0..<8).compactMap { number("sys/class/drm/card\($0)/device/gpu_busy_percent") }.max()
    }

    private func number(_ path: String) -> Double? {
        text(path).flatMap { Double($0.split(whereSeparator: \.isWhitespace).first ?? "") }
    }

    private func text(_ path: String) -> String? {
        // A file that is not there means that the kernel does not tell; the reading is absent then.
        (try? FileBytes.read("\(root)/\(path)", limit: 1 << 20)).map { String(decoding: $0, as: UTF8.self) }
    }
}
