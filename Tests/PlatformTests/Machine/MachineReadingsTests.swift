import Foundation
import Platform
import TestKit
import Testing

@Suite("Load of the machine")
struct MachineReadingsTests {
    @Test("is read from the kernel's files: the processor since the last look, the fuller of machine and container")
    func files() throws {
        let root = try TemporaryFolder(prefix: "machine", isInMemory: true)
        defer { root.remove() }
        for folder in ["proc", "sys/fs/cgroup", "sys/class/drm/card1/device"] {
            let path = "\(root.path)/\(folder)"
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        _ = try root.file("proc/stat", "cpu  100 0 100 700 100 0 0 0 0 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n")
        _ = try root.file("proc/meminfo", "MemTotal:       1000 kB\nMemFree: 1 kB\nMemAvailable:    400 kB\n")
        var readings = MachineReadings(root: root.path)
        _ = try root.file("proc/stat", "cpu  160 0 110 720 110 0 0 0 0 0\n")
        var load = readings.read()
        #expect(load[.cpu] == 70 && load[.memory] == 60 && load[.gpu] == nil)
        _ = try root.file("sys/fs/cgroup/memory.max", "max\n")
        _ = try root.file("sys/fs/cgroup/memory.current", "900\n")
        load = readings.read()
        // No tick has gone by.
        #expect(load[.cpu] == nil && load[.memory] == 60)
        _ = try root.file("sys/fs/cgroup/memory.max", "1000\n")
        _ = try root.file("sys/class/drm/card1/device/gpu_busy_percent", "37\n")
        load = readings.read()
        #expect(load[.memory] == 90 && load[.gpu] == 37)
    }

    @Test("a machine that tells nothing has no load, and this one has one")
    func real() {
        var absent = MachineReadings(root: "/nonexistent")
        #expect(absent.read() == MachineLoad([:]))
        var readings = MachineReadings()
        let load = readings.read()
        #expect(load[.memory].map { (1...100).contains($0) } == true)
    }
}
