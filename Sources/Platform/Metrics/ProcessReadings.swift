import Glibc
import Market

/// What the kernel tells of this process, for metrics: Prometheus' usual names where there are any.
package struct ProcessReadings: Sendable {
    private let memory, start, cpu, descriptors, threads: Gauge<NoLabels>

    package init(_ registry: MetricsRegistry) {
        memory = registry.gauge("process_resident_memory", .bytes, help: "Memory of this process that is in use.")
        start = registry.gauge("process_start_time", .seconds, help: "When this process began, Unix time.")
        cpu = registry.gauge("process_cpu", .seconds, help: "Processor time of this process, in user and kernel mode.")
        descriptors = registry.gauge("process_open", .descriptors, help: "Open files and sockets of this process.")
        threads = registry.gauge("process", .threads, help: "Threads of this process.")
    }

    /// Reads `/proc/self` (proc(5)); what cannot be read stays as it was.
    package func read() {
        var usage = rusage()
        if getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 {
            cpu.set(Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime))
        }
        if let open = Self.openDescriptors() { descriptors.set(Double(open)) }
        // Without the file, as where /proc is not mounted, there is nothing to show.
        guard let bytes = try? FileBytes.read("/proc/self/stat", limit: 4_096) else { return }
        // The name in parentheses may hold blanks.
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.lastIndex(of: ")") else { return }
        let fields = text[text.index(after: end)...].split(separator: " ")
        // Fields 20, 22 and 24 of the page, which counts from 1 and begins before the name.
        guard fields.count > 21, let count = Double(fields[17]), let begun = Double(fields[19]),
            let pages = Double(fields[21])
        else { return }
        threads.set(count)
        memory.set(pages * Double(sysconf(CInt(_SC_PAGESIZE))))
        let ticks = Double(sysconf(CInt(_SC_CLK_TCK)))
        if let boot = Self.bootTime, ticks > 0 { start.set(boot + begun / ticks) }
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

    private static func openDescriptors() -> Int? {
        guard let folder = opendir("/proc/self/fd") else { return nil }
        defer { closedir(folder) }
        var count = 0
        while let entry = readdir(folder) {
            // `.` and `..` are entries too.
            if entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) { count += 1 }
        }
        // The folder itself is open for the moment.
        return max(0, count - 1)
    }

    /// `btime` of `/proc/stat`, Unix time.
    private static let bootTime: Double? = {
        // Without it the start is not shown, and nothing else is missed.
        guard let bytes = try? FileBytes.read("/proc/stat", limit: 1 << 20) else { return nil }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") where line.hasPrefix("btime ") {
            return Double(line.dropFirst(6))
        }
        return nil
    }()
}
